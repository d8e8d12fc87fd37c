import { statementInWords } from '../../policy/red-flags/red-flags.js'
import type { Finding } from './finding.js'
import { listFirst } from '../list-first.js'
import type { ObservedRole } from '../role/observed-role.js'
import { findOrphans, type Caller, type OrphanedPrincipal } from '../trust/orphaned-principals.js'
import type { SenderRequest } from '../request.js'

/** A finding for each orphaned principal of the observed trust policy. */
export function orphanFindings(
  observed: ObservedRole,
  request: Pick<SenderRequest, 'secondaries' | 'externalIds' | 'organization' | 'mode'>
): readonly Finding[] {
  if (!observed.exists) return []
  return findOrphans(observed.trust, request).map((orphan) => ({
    level: 'warning',
    code: 'ORPHANED_PRINCIPAL',
    message: [
      `The trust policy names ${orphan.id} in ${statementInWords(orphan.statement)}: IAM's own id of a ${orphan.kind} that has been deleted.`,
      stoodFor(orphan),
      'Its access is lost, even where it has been created again under the same name.',
      remedy(orphan, request),
      transient
    ].join(' ')
  }))
}

const transient =
  'Right after somebody has written the policy IAM may show such an id for a while: if that was minutes ago, look again first.'

function stoodFor({ candidates }: OrphanedPrincipal): string {
  const names = candidates.map(callerInWords)
  const [only, ...others] = names
  if (only === undefined) return 'What it stood for cannot be told from what is left.'
  if (others.length === 0) return `By what is left it stood for ${only}.`
  return `By what is left it may have stood for any of ${listFirst(names, { most: 5, separator: ', ', rest: 'more' })}.`
}

function callerInWords({ account, role }: Caller): string {
  return role === undefined ? `a role of account ${account}` : `the role ${role}`
}

function remedy(
  { candidates: [only, ...others] }: OrphanedPrincipal,
  { mode, organization }: Pick<SenderRequest, 'mode' | 'organization'>
): string {
  const who = mode === 'check' ? 'An apply' : 'This run'
  if (organization !== undefined) {
    return `${who} takes it out and lets in who belongs to the configured organization, which outlives a caller's re-creation.`
  }
  const instead =
    only === undefined || others.length > 0
      ? 'takes it out and names every configured caller by its account'
      : `takes it out and names account ${only.account} instead`
  return `${who} ${instead}${only?.role === undefined ? '' : ', with the role as a condition on aws:PrincipalArn'}, which outlives a caller's re-creation.`
}
