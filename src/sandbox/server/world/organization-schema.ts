import * as v from 'valibot'
import { accountId, count, policies, text } from './schema-values.js'

/** Everything a root, a unit or an account can have attached. */
const attached = {
  /** Service control policies by name, beside FullAWSAccess. */
  scps: policies,
  /** Whether FullAWSAccess is still attached. */
  fullAwsAccess: v.optional(v.boolean(), true),
  /** Resource control policies by name, beside RCPFullAWSAccess. */
  rcps: policies
}

const parent = text(/^(r-[a-z0-9]{4,32}|ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})$/, 'r-… or ou-…-…')

/** An organization with its tree, from the root down. */
export const organizationSchema = v.strictObject({
  id: text(/^o-[a-z0-9]{10,32}$/, 'o- and 10 to 32 lower-case letters or digits'),
  managementAccount: accountId,
  root: v.strictObject({
    id: text(/^r-[a-z0-9]{4,32}$/, 'r- and 4 to 32 characters'),
    ...attached
  }),
  units: v.optional(
    v.array(
      v.strictObject({
        id: text(/^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/, 'ou-…-…'),
        /** The root or a unit listed before. */
        parent,
        ...attached
      })
    ),
    []
  ),
  accounts: v.optional(
    v.array(
      v.strictObject({
        account: accountId,
        parent,
        /** How many more accounts belong there, with the ids that follow. */
        copies: v.optional(count),
        ...attached
      })
    ),
    []
  )
})

export type WorldOrganization = v.InferOutput<typeof organizationSchema>
