import type { PolicyDocument } from '../../../policy/document/document.js'

/** Policies of each level above an account, root first, the account's own last. */
export type PolicyLevels = readonly (readonly PolicyDocument[])[]

/** Where an account stands in its organization. */
export interface OrganizationPlace {
  /** o-… */
  readonly organizationId: string
  /** `o-…/r-…/ou-…/`, as aws:PrincipalOrgPaths has it. */
  readonly path: string
  /** No policy of the organization reaches its management account. */
  readonly kind: 'management' | 'member'
  /** Service control policies. */
  readonly scps: PolicyLevels
  /** Resource control policies. */
  readonly rcps: PolicyLevels
}
