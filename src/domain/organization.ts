import type { AccountId } from './aws-ids.js'
import { invalid, type Invalid } from './invalid.js'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** The id of an AWS organization, `o-…`. */
export type OrganizationId = Branded<'OrganizationId'>
/** A place in an organization, `o-…/r-…/ou-…/`, or everything below one with `*` at its end. */
export type OrganizationPath = Branded<'OrganizationPath'>

/** Trust in an organization, or in some of its units, in the place of single accounts. */
export interface OrganizationTrust {
  readonly id: OrganizationId
  /** Places in it, of which one must fit; empty: the whole organization. */
  readonly paths: readonly OrganizationPath[]
  /** ARN patterns of the roles that alone may come in, `*` for the account; empty: everybody. */
  readonly callers: readonly string[]
  /** The primary: `"*"` would let in its own principals without any permission of theirs. */
  readonly except: AccountId
}

const id = 'o-[a-z0-9]{10,32}'
const root = 'r-[a-z0-9]{4,32}'
const unit = 'ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}'
const path = new RegExp(`^${id}/(?:\\*|${root}/(?:${unit}/)*(?:\\*|ou-\\*)?)$`)

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export function parseOrganizationId(text: string): OrganizationId | Invalid {
  return new RegExp(`^${id}$`).test(text)
    ? (text as OrganizationId)
    : invalid(`"${text}" is not an organization’s id: o- and 10 to 32 of a-z0-9`)
}

/**
 * Reads a value of aws:PrincipalOrgPaths, which ends with `/` in every request: without `/` or a
 * wildcard at its end it would fit nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function parseOrganizationPath(text: string): OrganizationPath | Invalid {
  return path.test(text)
    ? (text as OrganizationPath)
    : invalid(
        `"${text}" is not a path of an organization: o-…/r-…/ou-…/ for one place, o-…/r-…/ou-…/* with all below it`
      )
}

/** The organization that a path begins with. */
export function organizationOf(text: OrganizationPath): OrganizationId {
  return text.slice(0, text.indexOf('/')) as OrganizationId
}
