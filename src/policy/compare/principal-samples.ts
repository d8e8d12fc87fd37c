import type { Atom } from './access.js'
import type { RequestPrincipal } from '../evaluate/request.js'
import { FRESH, fittingTexts, SAMPLE } from './samples.js'
import { splitArn } from '../evaluate/match.js'

/** A caller, with the context keys that AWS derives from who calls. */
export interface PrincipalSample {
  readonly principal: RequestPrincipal
  readonly derived: Readonly<Record<string, string>>
}

/** The keys that follow from the caller, in lower case. */
export const DERIVED_KEYS: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:username'
])

const FRESH_ACCOUNTS = ['999999999999', '888888888888', '777777777777']

/** Callers that the atoms name, or that their conditions ask for; strangers to all of them first. */
export function principalSamples(atoms: readonly Atom[]): readonly PrincipalSample[] {
  const named = atoms.flatMap(namedPrincipals)
  const patterns = atoms.flatMap(arnPatterns)
  const listed = [...named.map(([, value]) => value), ...patterns, ...atoms.flatMap(accountValues)]
  const accounts = [...new Set(listed.flatMap((text) => text.match(/(?<!\d)\d{12}(?!\d)/g) ?? []))]
  const fresh = FRESH_ACCOUNTS.find((account) => !accounts.includes(account)) ?? ''
  const everywhere = [fresh, ...accounts]
  const samples = [
    ...everywhere.map((account) => session(`arn:aws:iam::${account}:role/${SAMPLE}`)),
    ...everywhere.map((account) => user(`arn:aws:iam::${account}:user/${SAMPLE}`)),
    ...[...new Set(patterns)].flatMap((pattern) => fittingArns(pattern, everywhere)).map(byArn),
    ...named.map(namedSample),
    ...strangers(fresh)
  ]
  const seen = new Map(samples.flatMap((one) => (one ? [[JSON.stringify(one), one] as const] : [])))
  return [...seen.values()]
}

function strangers(account: string): readonly PrincipalSample[] {
  const provider = `arn:aws:iam::${account}:oidc-provider/${FRESH}.example`
  return [
    { principal: { type: 'Federated', value: provider }, derived: {} },
    { principal: { type: 'Service', value: `${FRESH}.amazonaws.com` }, derived: {} }
  ]
}

function namedPrincipals({ statement }: Atom): readonly (readonly [string, string])[] {
  const { principal, notPrincipal } = statement ?? {}
  return [principal, notPrincipal].flatMap((set) =>
    set === undefined || set === '*'
      ? []
      : set.flatMap(([type, values]) => values.map((value) => [type, value] as const))
  )
}

function arnPatterns({ statement, variables }: Atom): readonly string[] {
  const tests = statement?.condition.filter(({ key }) => key === 'aws:principalarn') ?? []
  return tests.flatMap(({ values }) =>
    variables ? values.filter((v) => !v.includes('${')) : values
  )
}

function accountValues({ statement }: Atom): readonly string[] {
  const tests = statement?.condition.filter(({ key }) => key === 'aws:principalaccount') ?? []
  return tests.flatMap(({ values }) => values)
}

function fittingArns(pattern: string, accounts: readonly string[]): readonly string[] {
  const [arn = '', partition = '', service = '', region = '', account = '', rest] =
    splitArn(pattern)
  if (rest === undefined) return fittingTexts(pattern, false)
  const within = /[*?]/.test(account) ? accounts : [account]
  const kind = /^[*?]+$/.test(rest) ? `role/${SAMPLE}` : rest
  const head = [
    arn,
    partition.includes('*') ? 'aws' : partition,
    service.includes('*') ? 'iam' : service
  ]
  return within.flatMap((id) =>
    fittingTexts(kind, false).map((name) =>
      [...head, region.includes('*') ? '' : region, id, name].join(':')
    )
  )
}

function namedSample([type, value]: readonly [string, string]): PrincipalSample | undefined {
  if (type === 'Federated' || type === 'Service') return { principal: { type, value }, derived: {} }
  return byArn(value)
}

function byArn(arn: string): PrincipalSample | undefined {
  if (/^arn:[^:]+:iam::\d{12}:role\/[^/]/.test(arn)) return session(arn)
  if (/^arn:[^:]+:iam::\d{12}:user\/[^/]/.test(arn)) return user(arn)
  const [, partition, account, role] =
    /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/.exec(arn) ?? []
  if (role === undefined) return undefined
  const { derived } = session(`arn:${partition}:iam::${account}:role/${role}`)
  return { principal: arn, derived }
}

function session(roleArn: string): PrincipalSample {
  const [, partition = 'aws', , , account = '', path = ''] = splitArn(roleArn)
  const name = path.slice(path.lastIndexOf('/') + 1)
  return {
    principal: `arn:${partition}:sts::${account}:assumed-role/${name}/${SAMPLE}`,
    derived: {
      'aws:PrincipalArn': roleArn,
      'aws:PrincipalAccount': account,
      'aws:PrincipalType': 'AssumedRole'
    }
  }
}

function user(arn: string): PrincipalSample {
  return {
    principal: arn,
    derived: {
      'aws:PrincipalArn': arn,
      'aws:PrincipalAccount': splitArn(arn)[4] ?? '',
      'aws:PrincipalType': 'User',
      'aws:username': arn.slice(arn.lastIndexOf('/') + 1)
    }
  }
}
