import { ActionError } from '../../errors.js'
import { isInvalid } from '../../domain/invalid.js'
import type { SenderRequest } from '../../domain/request.js'
import {
  inlineUse,
  quotaFindings,
  quotasOf,
  sizeFindings,
  trustUse,
  type Quotas
} from '../../domain/role/sizes.js'
import { trustDocument } from '../../domain/trust/trust-document.js'
import { validatePolicy, type DocumentKind } from '../../policy/document/validate.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import type { Journal } from '../journal/journal.js'
import type { Ground } from '../look-up.js'
import type { Roles } from '../ports.js'

/**
 * Reads the quotas and refuses a trust policy that fits in no form, before any other identity is
 * resolved and anything is written.
 * Throws POLICY_TOO_LARGE, POLICY_REJECTED, and what the read throws.
 */
export async function sizeUp(
  request: SenderRequest,
  roles: Roles,
  journal: Journal
): Promise<Quotas> {
  const answered = await roles.sizeLimits()
  const quotas = quotasOf(answered, request.quotas)
  journal.findings.push(...quotaFindings(answered, request.quotas ?? {}, quotas))
  journal.sizes = { trust: trustUse(request, quotas) }
  const trust = trustDocument(request, quotas.trust.limit)
  if (isInvalid(trust)) throw new ActionError('POLICY_TOO_LARGE', trust.invalid)
  demandStorable(trust, 'trust')
  return quotas
}

/**
 * Tells the sizes of what is desired beside what the role has.
 * Throws POLICY_REJECTED for permissions that IAM would not store.
 */
export function tellSizes(
  request: SenderRequest,
  { desired, observed, quotas }: Ground,
  journal: Journal
): void {
  demandStorable(desired.permissions, 'identity')
  const trust = trustUse(request, quotas, desired)
  journal.sizes = { trust, inline: inlineUse(desired, observed, quotas) }
  journal.findings.push(...sizeFindings(journal.sizes))
}

/** Colliding callers, such as an account named twice, come to statements with the same Sid. */
function demandStorable(document: PolicyDocument, kind: DocumentKind): void {
  const [first] = validatePolicy(document, kind)
  if (first === undefined) return
  const name = kind === 'trust' ? 'trust policy' : 'inline policy'
  throw new ActionError(
    'POLICY_REJECTED',
    `IAM would refuse the ${name}: ${first.at} ${first.problem}. Nothing was written`
  )
}
