import type { PolicyDocument } from '../../policy/document/document.js'
import { sameDocument } from '../../policy/compare/equivalence.js'
import { policySize } from '../../policy/document/validate.js'
import type { AccountId, Partition } from '../aws-ids.js'
import { invalid, type Invalid } from '../invalid.js'
import type { OrganizationTrust } from '../organization.js'
import type { Secondary } from '../request.js'
import {
  trustStatements,
  type Demand,
  type SessionGrants,
  type Trusted
} from './trust-statement.js'

/** What a trust policy has to say: who may come in, with which external ids, and what with. */
export interface TrustIntent extends SessionGrants {
  readonly partition: Partition
  readonly secondaries: readonly Secondary[]
  /** In the place of the secondaries: they come in as far as they belong to it. */
  readonly organization?: OrganizationTrust
}

/** The operators of an organization's demands. */
export type OrganizationOperator =
  'StringEquals' | 'StringNotEquals' | 'ForAnyValue:StringLike' | 'ArnLike'

/** The two forms of a trust policy; both let in exactly the same. */
export interface TrustForms {
  /** A statement of its own for each caller and external id pair. */
  readonly plain: PolicyDocument
  /** The accounts that have the same callers in one statement. */
  readonly compact: PolicyDocument
}

/**
 * The trust policy of the sender role in its forms. Trust in an organization has one form only.
 *
 * Callers are named by account root and aws:PrincipalArn, which survives the caller's
 * re-creation; a role's ARN in Principal would not.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustForms(intent: TrustIntent): TrustForms {
  if (intent.organization !== undefined) {
    const only = documentOf([ofOrganization(intent.organization)], intent)
    return { plain: only, compact: only }
  }
  return {
    plain: documentOf(intent.secondaries.flatMap(eachCaller(intent)), intent),
    compact: documentOf(groupsOf(intent).map(ofGroup(intent)), intent)
  }
}

/**
 * The trust policy to write: the plain form, and where that does not fit `limit` characters the
 * compact one. A form that is `written` already stays where it fits: a raised quota is no reason
 * to write.
 */
export function trustDocument(
  intent: TrustIntent,
  limit: number,
  written?: PolicyDocument
): PolicyDocument | Invalid {
  const { plain, compact } = trustForms(intent)
  const fitting = [plain, compact].filter((form) => policySize(form) <= limit)
  const stays = fitting.find((form) => written !== undefined && sameDocument(form, written))
  return stays ?? fitting[0] ?? invalid(whyTooLarge(intent, limit))
}

/** Why no form fits, with the sizes and the ways out. */
function whyTooLarge(intent: TrustIntent, limit: number): string {
  const { plain, compact } = trustForms(intent)
  const region = intent.partition === 'aws' ? 'us-east-1' : 'us-gov-west-1'
  const others = `raise the quota (Service Quotas, IAM, L-C07B4B0D, in ${region}), or use several sender roles`
  if (intent.organization !== undefined) {
    return `the trust policy for the organization needs ${policySize(plain)} characters; the account's quota is ${limit}. Ways out: name fewer paths or callers, ${others}`
  }
  return (
    `the trust policy for ${intent.secondaries.length} secondaries needs ${policySize(plain)} characters, ` +
    `${policySize(compact)} in its compact form; the account's quota is ${limit}. ` +
    `Ways out: trust the organization (organization-id or organization-paths), ${others}`
  )
}

function documentOf(trusted: readonly Trusted[], intent: TrustIntent): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: trusted.flatMap((each) => trustStatements(each, intent))
  }
}

function eachCaller({ partition }: TrustIntent) {
  return ({ account, callers }: Secondary): readonly Trusted[] => {
    const principals = [rootOf(partition, account)]
    if (callers.length === 0) return [{ sid: `From${account}`, principals, demands: [] }]
    return [...callers].sort().map((caller, index) => ({
      sid: `From${account}${callers.length > 1 ? `Role${index + 1}` : ''}`,
      principals,
      demands: demandCallers([caller])
    }))
  }
}

interface Group {
  readonly accounts: readonly AccountId[]
  readonly callers: readonly string[]
}

/** Accounts with the same callers but for the account; the Principal alone names the accounts. */
function groupsOf({ secondaries }: TrustIntent): readonly Group[] {
  const groups = new Map<string, { readonly accounts: AccountId[]; readonly callers: string[] }>()
  for (const { account, callers } of secondaries) {
    const anywhere = callers.map((caller) => caller.replace(`:${account}:`, ':*:')).sort()
    const key = JSON.stringify(anywhere)
    const group = groups.get(key) ?? { accounts: [], callers: anywhere }
    group.accounts.push(account)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function ofGroup({ partition }: TrustIntent) {
  return ({ accounts, callers }: Group, index: number): Trusted => ({
    sid: `Group${index + 1}`,
    principals: [...accounts].sort().map((account) => rootOf(partition, account)),
    demands: demandCallers(callers)
  })
}

/** Everybody who meets what the organization demands. */
function ofOrganization(organization: OrganizationTrust): Trusted {
  return {
    sid: 'FromOrganization',
    principals: ['*'],
    demands: organizationDemands(organization)
  }
}

/**
 * What is demanded of everybody: to be of this organization, at one of these places in it, one of
 * these callers, and none of the primary's own principals, whom `*` would let in without any
 * permission of theirs.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function organizationDemands(
  organization: OrganizationTrust
): readonly Demand<OrganizationOperator>[] {
  const { id, paths, callers, except } = organization
  return [
    ['StringEquals', 'aws:PrincipalOrgID', [id]],
    ...(paths.length === 0
      ? []
      : [['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', [...paths].sort()] as const]),
    ['StringNotEquals', 'aws:PrincipalAccount', [except]],
    ...demandCallers(callers)
  ]
}

function demandCallers(callers: readonly string[]): readonly Demand<'ArnLike'>[] {
  return callers.length === 0 ? [] : [['ArnLike', 'aws:PrincipalArn', callers]]
}

function rootOf(partition: Partition, account: AccountId): string {
  return `arn:${partition}:iam::${account}:root`
}
