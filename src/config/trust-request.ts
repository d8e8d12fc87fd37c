import type { AccountId, Partition } from '../domain/aws-ids.js'
import { organizationOf, type OrganizationTrust } from '../domain/organization.js'
import type { SenderRequest } from '../domain/request.js'
import type { CallerPattern } from './values/callers.js'
import type { InputValues } from './inputs/inputs.js'

/**
 * The keys of the session tags that aws-actions/configure-aws-credentials 6.2.3 sends; those from
 * EventName on it leaves out where there is no room.
 *
 * @see https://github.com/aws-actions/configure-aws-credentials#session-tagging
 */
export const credentialsActionTagKeys = [
  ...['GitHub', 'Repository', 'Workflow', 'Action', 'Actor', 'Commit', 'Branch'],
  ...['EventName', 'BaseRef', 'HeadRef', 'RunId', 'Job', 'TriggeringActor']
] as const

/** The fields of a request that say what else stands in the trust policy. */
export function trustFields(
  values: InputValues,
  { partition, primary }: { readonly partition: Partition; readonly primary: AccountId }
): Partial<SenderRequest> {
  const organization = organizationTrust(values, { partition, primary })
  const trust = values['trust-policy-quota']
  const inline = values['inline-policies-quota']
  const quotas = {
    ...(trust !== undefined && { trust }),
    ...(inline !== undefined && { inline })
  }
  return {
    ...(organization !== undefined && { organization }),
    ...(values['trust-session-tags'] && { sessionTagKeys: tagKeys(values['allowed-tag-keys']) }),
    ...(values['trust-source-identity'] && { sourceIdentity: 'allowed' }),
    ...(Object.keys(quotas).length > 0 && { quotas })
  }
}

function tagKeys(further: readonly string[]): readonly string[] {
  return [...new Set([...credentialsActionTagKeys, ...further])].sort()
}

function organizationTrust(
  values: InputValues,
  { partition, primary }: { readonly partition: Partition; readonly primary: AccountId }
): OrganizationTrust | undefined {
  const paths = values['organization-paths']
  const [first] = paths
  const id = values['organization-id'] ?? (first && organizationOf(first))
  if (id === undefined) return undefined
  const callers = values['secondary-principals'].map((pattern) => anywhere(pattern, partition))
  return { id, paths, callers: [...new Set(callers)].sort(), except: primary }
}

/** A role of every secondary is one of every account of the organization. */
function anywhere(pattern: CallerPattern, partition: Partition): string {
  return pattern.kind === 'every' ? `arn:${partition}:iam::*:${pattern.role}` : pattern.arn
}
