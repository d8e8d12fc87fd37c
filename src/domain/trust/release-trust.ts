import type { Json, PolicyDocument } from '../../policy/document/document.js'
import { sameAccess } from '../../policy/compare/equivalence.js'
import { policySize } from '../../policy/document/validate.js'
import { isInvalid } from '../invalid.js'
import { defaultTrustLimit } from '../sender.js'
import { trustDocument, type TrustIntent } from './trust-document.js'
import {
  accountOf,
  awsPrincipalsOf,
  isAllow,
  isObject,
  statementsOf
} from './trusted-principals.js'

/**
 * The statement by which a destroy shuts a role. Its Sid is also how a later run knows a role that
 * was released: nothing else of ours is left there.
 */
const closing: PolicyDocument = {
  Sid: 'ClosedBySms10dlcCrossAccount',
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'sts:AssumeRole'
}

/** Nobody comes in any more. */
export const closedTrust: PolicyDocument = { Version: '2012-10-17', Statement: [closing] }

/** Whether a destroy of this action has shut the role, and nobody has let anybody in since. */
export function isClosed(trust: PolicyDocument): boolean {
  const statements = statementsOf(trust)
  return statements.some(({ Sid }) => Sid === closing['Sid']) && !statements.some(isAllow)
}

/**
 * The trust policy of an adopted role without what this action wrote: statements that grant
 * what the configuration writes, statements of the shape and Sid that it writes, whichever version
 * of it they are from, and every configured secondary wherever else it is let in. Statements of others stay word for word, and so does every
 * denial. Where nobody is let in any more the role is shut.
 */
export function releasedTrust(trust: PolicyDocument, intent: TrustIntent): PolicyDocument {
  const accounts = new Set<string>(intent.secondaries.map(({ account }) => account))
  const written = trustDocument(intent, Number.POSITIVE_INFINITY)
  const configured = isInvalid(written) ? [] : statementsOf(written)
  const isConfigured = (statement: PolicyDocument): boolean =>
    configured.some((one) => sameAccess(alone(one), alone(statement)))
  const kept = statementsOf(trust).flatMap((statement) => {
    if (!isAllow(statement)) return [statement]
    const ours = isOfOurShape(statement) || isConfigured(statement)
    return ours ? [] : lessSecondaries(statement, accounts)
  })
  return kept.some(isAllow) ? { ...trust, Statement: kept } : shut(trust, kept)
}

function alone(statement: PolicyDocument): PolicyDocument {
  return { Version: '2012-10-17', Statement: [statement] }
}

/** Shut, with the denials of others beside where they fit. */
function shut(trust: PolicyDocument, denials: readonly PolicyDocument[]): PolicyDocument {
  const others = denials.filter(({ Sid }) => Sid !== closing['Sid'])
  const all = { ...trust, Version: closedTrust['Version'] ?? '', Statement: [...others, closing] }
  return policySize(all) <= Math.max(defaultTrustLimit, policySize(trust)) ? all : closedTrust
}

function lessSecondaries(
  statement: PolicyDocument,
  accounts: ReadonlySet<string>
): readonly PolicyDocument[] {
  const principal = statement['Principal']
  const named = awsPrincipalsOf(statement)
  const staying = named.filter((one) => !accounts.has(accountOf(one) ?? ''))
  if (staying.length === named.length || !isObject(principal)) return [statement]
  const others = Object.entries(principal).filter(([type]) => type !== 'AWS')
  const [only, ...more] = staying
  if (only !== undefined) {
    const AWS: Json = more.length === 0 ? only : staying
    return [{ ...statement, Principal: { ...principal, AWS } }]
  }
  return others.length === 0 ? [] : [{ ...statement, Principal: Object.fromEntries(others) }]
}

const ourSid =
  /^(?:From\d{12}(?:Role\d+)?|Group\d+|(FromOrganization))(?:Id2)?(Tags|SourceIdentity)?$/
const ourActions = { Tags: 'sts:TagSession', SourceIdentity: 'sts:SetSourceIdentity' } as const
const root = /^arn:[\w-]+:iam::\d{12}:root$/

/** Such as `From111122223333Role2Id2` and `Group1`, letting in whole accounts, with their action. */
function isOfOurShape(statement: PolicyDocument): boolean {
  const sid = statement['Sid']
  const match = typeof sid === 'string' ? ourSid.exec(sid) : null
  if (match === null) return false
  const [, organization, suffix] = match
  const action = Object.entries(ourActions).find(([name]) => name === suffix)?.[1]
  const principals = awsPrincipalsOf(statement)
  return (
    statement['Action'] === (action ?? 'sts:AssumeRole') &&
    principals.length > 0 &&
    principals.every((one) => (organization === undefined ? root.test(one) : one === '*'))
  )
}
