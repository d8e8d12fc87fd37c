import type { PolicyDocument } from '../policy/document.js'
import { policySize } from '../policy/validate.js'
import type { AccountId, ExternalId, Partition } from './aws-ids.js'
import { invalid, type Invalid } from './invalid.js'
import type { Secondary } from './request.js'

type Statement = PolicyDocument

/** What a trust policy has to say: who may come in, and with which external ids. */
export interface TrustIntent {
  readonly partition: Partition
  readonly secondaries: readonly Secondary[]
  readonly externalIds: readonly ExternalId[]
}

/**
 * The trust policy of the sender role: a statement of its own for each caller and external id
 * pair, so that no two of them mix; where that does not fit `limit` characters, the exact compact
 * form, which lists the accounts that have the same callers in one statement.
 *
 * Callers are named by account root and aws:PrincipalArn, which survives the caller's
 * re-creation; a role's ARN in Principal would not.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustDocument(intent: TrustIntent, limit: number): PolicyDocument | Invalid {
  const plain = documentOf(plainStatements(intent))
  if (policySize(plain) <= limit) return plain
  const compact = documentOf(compactStatements(intent))
  if (policySize(compact) <= limit) return compact
  return invalid(
    `the trust policy for ${intent.secondaries.length} secondaries needs ${policySize(plain)} characters, ` +
      `${policySize(compact)} in its compact form; the account's quota is ${limit}`
  )
}

function documentOf(statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements }
}

function plainStatements(intent: TrustIntent): readonly Statement[] {
  return intent.secondaries.flatMap(({ account, callers }) =>
    (callers.length === 0 ? [undefined] : [...callers].sort()).flatMap((caller, index) =>
      eachExternalId(intent, (externalId, suffix) => ({
        Sid: `From${account}${callers.length > 1 ? `Role${index + 1}` : ''}${suffix}`,
        ...grant(intent.partition, [account]),
        ...condition(caller === undefined ? [] : [caller], externalId)
      }))
    )
  )
}

function compactStatements(intent: TrustIntent): readonly Statement[] {
  return groupsOf(intent.secondaries).flatMap(({ accounts, callers }, index) =>
    eachExternalId(intent, (externalId, suffix) => ({
      Sid: `Group${index + 1}${suffix}`,
      ...grant(intent.partition, accounts),
      ...condition(callers, externalId)
    }))
  )
}

interface Group {
  readonly accounts: readonly AccountId[]
  readonly callers: readonly string[]
}

/** Accounts with the same callers but for the account; the Principal alone names the accounts. */
function groupsOf(secondaries: readonly Secondary[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const { account, callers } of secondaries) {
    const anywhere = callers.map((caller) => caller.replace(`:${account}:`, ':*:')).sort()
    const key = JSON.stringify(anywhere)
    const accounts = [...(groups.get(key)?.accounts ?? []), account].sort()
    groups.set(key, { accounts, callers: anywhere })
  }
  return [...groups.values()]
}

function eachExternalId(
  { externalIds }: TrustIntent,
  statement: (externalId: ExternalId | undefined, sidSuffix: string) => Statement
): readonly Statement[] {
  if (externalIds.length === 0) return [statement(undefined, '')]
  return externalIds.map((id, index) => statement(id, index === 0 ? '' : `Id${index + 1}`))
}

function grant(partition: Partition, accounts: readonly AccountId[]): Statement {
  const roots = accounts.map((account) => `arn:${partition}:iam::${account}:root`)
  return { Effect: 'Allow', Principal: { AWS: oneOrMany(roots) }, Action: 'sts:AssumeRole' }
}

function condition(callers: readonly string[], externalId: ExternalId | undefined): Statement {
  const demands: PolicyDocument = {
    ...(callers.length > 0 && { ArnLike: { 'aws:PrincipalArn': oneOrMany(callers) } }),
    ...(externalId !== undefined && { StringEquals: { 'sts:ExternalId': externalId } })
  }
  return Object.keys(demands).length === 0 ? {} : { Condition: demands }
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 && values[0] !== undefined ? values[0] : values
}
