import { readFacts, type RequestFacts } from '../../policy/evaluate/request-facts.js'
import { pathlessRole, type PathUnknown } from './any-path.js'
import type { Refusal, RefusedAsk, RefusedCaller } from './refusal.js'

/** The values of a context key; `absent` when AWS does not send it, `unknown` when nobody told. */
export type KeyValue = readonly string[] | 'absent' | 'unknown'

/** What is known of a request. What nobody told is unknown, never taken for absent. */
export interface Knowledge {
  readonly caller: RefusedCaller
  /** The value of a key in lower case. */
  readonly valueOf: (key: string) => KeyValue
  /** The known keys, for the policy engine. */
  readonly facts: RequestFacts
  /** The caller's role, where its path is not known. */
  readonly pathUnknown?: PathUnknown
}

/**
 * What is known of the request that was refused.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function knowledgeOf({ caller, ask }: Pick<Refusal, 'caller' | 'ask'>): Knowledge {
  const pathUnknown = caller.role === undefined ? pathlessRole(caller.arn) : undefined
  const known: Readonly<Record<string, KeyValue>> = {
    ...ofCaller(caller),
    ...ofRequest(ask),
    ...alike
  }
  const valueOf = (key: string): KeyValue => {
    if (Object.hasOwn(known, key)) return known[key] ?? 'unknown'
    return isUnsentTag(key, ask) ? 'absent' : 'unknown'
  }
  const context = Object.fromEntries(
    Object.entries(known).flatMap(([key, value]) =>
      typeof value === 'string' ? [] : [[key, single(value)] as const]
    )
  )
  return {
    caller,
    valueOf,
    facts: readFacts(caller.arn, context),
    ...(pathUnknown && { pathUnknown })
  }
}

/** Whether an ARN is of a session of a role. */
export function isSession(arn: string): boolean {
  return /^arn:[^:]+:sts::\d{12}:assumed-role\//.test(arn)
}

/** Whether an ARN is of an account's root user. */
export function isRootUser(arn: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:root$/.test(arn)
}

function ofCaller(caller: RefusedCaller): Readonly<Record<string, KeyValue>> {
  const { arn, account, role } = caller
  const [, userName] = /^arn:[^:]+:iam::\d{12}:user\/(?:.*\/)?([^/]+)$/.exec(arn) ?? []
  const sessionName = /^arn:[^:]+:sts::\d{12}:assumed-role\/[^/]+\/(.+)$/.exec(arn)?.[1]
  const principalArn = isSession(arn) ? role : arn
  return {
    'aws:principalaccount': [account],
    'aws:principalarn': principalArn === undefined ? 'unknown' : [principalArn],
    'aws:principaltype': typeOf(arn),
    'aws:username': userName === undefined ? 'absent' : [userName],
    'aws:userid': userIdOf(caller, sessionName)
  }
}

function userIdOf({ uniqueId }: RefusedCaller, sessionName: string | undefined): KeyValue {
  if (uniqueId === undefined) return 'unknown'
  return [sessionName === undefined ? uniqueId : `${uniqueId}:${sessionName}`]
}

function typeOf(arn: string): KeyValue {
  if (isSession(arn)) return ['AssumedRole']
  if (isRootUser(arn)) return ['Account']
  return /^arn:[^:]+:iam::\d{12}:user\//.test(arn) ? ['User'] : 'unknown'
}

function ofRequest(ask: RefusedAsk): Readonly<Record<string, KeyValue>> {
  const { externalId, sessionName, region, at, sourceIdentity } = ask
  return {
    'sts:externalid': externalId === undefined ? 'absent' : [externalId],
    'sts:rolesessionname': [sessionName],
    'sts:sourceidentity':
      typeof sourceIdentity === 'string'
        ? sourceIdentity === 'none'
          ? 'absent'
          : 'unknown'
        : [sourceIdentity.value],
    'aws:tagkeys': tagKeysOf(ask),
    'sts:transitivetagkeys': tagKeysOf(ask) === 'absent' ? 'absent' : 'unknown',
    'aws:requestedregion': region === undefined ? 'unknown' : [region],
    'aws:currenttime': at === undefined ? 'unknown' : [at],
    'aws:epochtime': at === undefined ? 'unknown' : [at]
  }
}

function tagKeysOf({ tagKeys, inheritedTagKeys: inherited }: RefusedAsk): KeyValue {
  if (inherited === 'unknown') return 'unknown'
  const all = [...tagKeys, ...inherited]
  return all.length === 0 ? 'absent' : all
}

function isUnsentTag(key: string, ask: RefusedAsk): boolean {
  const [, tag] = /^aws:requesttag\/(.*)$/.exec(key) ?? []
  const keys = tagKeysOf(ask)
  if (tag === undefined || keys === 'unknown') return false
  return keys === 'absent' || !keys.some((sent) => sent.toLowerCase() === tag)
}

/** What holds for every call of a principal, and what AWS sends only where a service calls. */
const alike: Readonly<Record<string, KeyValue>> = {
  // AWS's endpoints speak TLS only.
  'aws:securetransport': ['true'],
  'aws:viaawsservice': ['false'],
  'aws:principalisawsservice': ['false'],
  'aws:principalservicename': 'absent',
  'aws:principalservicenameslist': 'absent',
  'aws:sourceaccount': 'absent',
  'aws:sourcearn': 'absent',
  'aws:sourceorgid': 'absent',
  'aws:sourceorgpaths': 'absent'
}

// A key with one value can stand in a variable; aws:TagKeys has a set of them.
function single(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? '') : values
}
