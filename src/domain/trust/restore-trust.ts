import { sameAccess } from '../../policy/compare/equivalence.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import { policySize } from '../../policy/document/validate.js'
import type { ExternalId } from '../aws-ids.js'
import type { Identity } from './caller-match.js'
import { confineToOrganization, namedAlike } from './confine-to-organization.js'
import { isWithin } from './narrow-to-organization.js'
import { denyAll } from './deny-all.js'
import { wantedStatements } from './narrow-trust.js'
import type { Secondary } from '../request.js'
import { defaultTrustLimit } from '../sender.js'
import type { TrustIntent } from './trust-document.js'
import {
  awsPrincipalsOf,
  isAllow,
  isObject,
  letsAssume,
  statementsOf
} from './trusted-principals.js'

/** Who is known to come in: by the old trust policy, and by the one that this run wrote. */
export interface KnownToComeIn {
  /** The identities that came in before the writes. */
  readonly worked: readonly Identity[]
  /** Accounts whose identity still came in after them. */
  readonly stillIn: ReadonlySet<string>
  /** The quota of a trust policy's length in characters, where it is known. */
  readonly trustLimit?: number
}

/**
 * The old trust policy, given back after this run's own did not work: only to configured accounts,
 * only with configured external ids, and, where the configuration names callers, only to those and
 * to the identities this run itself saw come in before. Orphaned principals are left out: IAM
 * would refuse to store them.
 *
 * What had let in the configured organization comes back as it was; what had let in everybody comes
 * back for its members, and beside them for those accounts alone that do not still come in, or it
 * would grow with the accounts. What is too long for the quota is first written without repeating
 * itself; where that is too long as well, it comes back for those of them that this run saw come in
 * before, as many as fit.
 */
export function restoredTrust(
  before: PolicyDocument,
  wanted: TrustIntent,
  { worked, stillIn, trustLimit = defaultTrustLimit }: KnownToComeIn
): PolicyDocument {
  const secondaries = wanted.secondaries.map((secondary) => withWorked(secondary, worked))
  const { members, open, others } = byOrganization(before, wanted)
  const missing = secondaries.filter(({ account }) => !stillIn.has(account))
  const restoredFor = (outside: readonly Secondary[]): PolicyDocument => {
    const restored = [
      ...members,
      ...wantedStatements(open, { ...wanted, secondaries: outside }).map(withoutSid),
      ...wantedStatements(others, { ...wanted, secondaries })
    ]
    const kept = restored.flatMap((statement) =>
      isAllow(statement) ? demandExternalId(statement, wanted.externalIds) : [statement]
    )
    return kept.some(isAllow) ? { ...before, Statement: kept } : denyAll
  }
  return mostThatFit(missing, { worked, restoredFor, trustLimit })
}

function mostThatFit(
  missing: readonly Secondary[],
  {
    worked,
    restoredFor,
    trustLimit
  }: Pick<KnownToComeIn, 'worked'> & {
    readonly restoredFor: (outside: readonly Secondary[]) => PolicyDocument
    readonly trustLimit: number
  }
): PolicyDocument {
  const whole = restoredFor(missing)
  if (policySize(whole) <= trustLimit) return whole
  const once = withoutRepeated(whole)
  if (policySize(once) <= trustLimit) return once
  const accounts = new Set(worked.map(({ arn }) => arn.split(':')[4]))
  const seen = missing.filter(({ account }) => accounts.has(account))
  // Found from few to many, since hundreds never fit.
  let last = restoredFor([])
  for (let count = 1; count <= seen.length; count += 1) {
    const next = restoredFor(seen.slice(0, count))
    if (policySize(next) > trustLimit) break
    last = next
  }
  return last
}

/** Without statements that grant only what the others do: one that somebody had opened, closed, is often such. */
function withoutRepeated(trust: PolicyDocument): PolicyDocument {
  return statementsOf(trust)
    .filter(isAllow)
    .reduce((shorter, statement) => {
      const rest = statementsOf(shorter).filter((one) => one !== statement)
      const without = { ...shorter, Statement: rest }
      return rest.some(isAllow) && sameAccess(without, trust) ? without : shorter
    }, trust)
}

interface ByOrganization {
  /** For members of the configured organization alone: those let in alone, and of those that let in everybody the part. */
  readonly members: readonly PolicyDocument[]
  /** Those that let in everybody, whole. */
  readonly open: readonly PolicyDocument[]
  readonly others: readonly PolicyDocument[]
}

function byOrganization(before: PolicyDocument, { organization }: TrustIntent): ByOrganization {
  const statements = statementsOf(before)
  if (organization === undefined) return { members: [], open: [], others: statements }
  const within = statements.filter((statement) => isWithin(statement, organization))
  const rest = statements.filter((statement) => !isWithin(statement, organization))
  const open = rest.filter((one) => isAllow(one) && awsPrincipalsOf(one).includes('*'))
  const confined = open.flatMap((statement) => confineToOrganization(statement, organization))
  return {
    members: [...within, ...confined],
    open,
    others: rest.filter((statement) => !open.includes(statement))
  }
}

/** IAM takes no Sid twice, and the members' part has it. */
function withoutSid(statement: PolicyDocument): PolicyDocument {
  return Object.fromEntries(Object.entries(statement).filter(([element]) => element !== 'Sid'))
}

function withWorked(secondary: Secondary, worked: readonly Identity[]): Secondary {
  if (secondary.callers.length === 0) return secondary
  const own = worked.filter(({ arn }) => arn.split(':')[4] === secondary.account)
  return { ...secondary, callers: [...new Set([...secondary.callers, ...own.flatMap(patternsOf)])] }
}

/** A session's ARN leaves the path out: the name at any path is what it tells. */
function patternsOf({ arn, role }: Identity): readonly string[] {
  if (role !== undefined) return [role]
  const [, partition, account, name] =
    /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? []
  if (partition === undefined || account === undefined || name === undefined) return [arn]
  const root = `arn:${partition}:iam::${account}:role`
  return [`${root}/${name}`, `${root}/*/${name}`]
}

/** The statement for configured external ids alone; none when it was for others only. */
function demandExternalId(
  statement: PolicyDocument,
  externalIds: readonly ExternalId[]
): readonly PolicyDocument[] {
  // Who may only tag a session cannot open one: sts:AssumeRole beside it demands the id.
  if (externalIds.length === 0 || !letsAssume(statement)) return [statement]
  const condition = isObject(statement['Condition']) ? statement['Condition'] : {}
  const operator = namedAlike(condition, 'StringEquals')
  const tests = condition[operator]
  const found = isObject(tests) ? tests : {}
  const key = namedAlike(found, 'sts:ExternalId')
  const demanded = valuesOf(found[key])
  const allowed = externalIds.filter((id) => demanded.length === 0 || demanded.includes(id))
  const [first, ...others] = allowed
  if (first === undefined) return []
  const demand = { ...found, [key]: others.length === 0 ? first : allowed }
  return [{ ...statement, Condition: { ...condition, [operator]: demand } }]
}

function valuesOf(value: PolicyDocument[string] | undefined): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly unknown[]) : [value]
}
