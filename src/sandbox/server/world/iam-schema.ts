import * as v from 'valibot'
import { arn, count, iamName, iamPath, policies, policyDocument, text } from './schema-values.js'

const tags = v.optional(v.record(v.string(), v.string()), {})

/** Managed policies by their name in this account, by the name of one of AWS's, or by ARN. */
const attached = v.optional(v.array(v.string()), [])

/** A managed policy, named as those attached. */
const permissionsBoundary = v.optional(v.string())

const user = v.strictObject({
  name: iamName,
  path: v.optional(iamPath, '/'),
  /** One generated key by default. */
  keys: v.optional(
    v.array(
      v.strictObject({
        id: text(/^AKIA[A-Z0-9]{16}$/, 'AKIA and 16 upper-case letters or digits'),
        secret: text(/^\S{40}$/, '40 characters')
      })
    )
  ),
  policies,
  attached,
  permissionsBoundary,
  /** Names of groups of the account. */
  groups: v.optional(v.array(iamName), []),
  tags
})

const role = v.strictObject({
  name: iamName,
  path: v.optional(iamPath, '/'),
  description: v.optional(v.string(), ''),
  maxSessionDuration: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(3600), v.maxValue(43_200)),
    3600
  ),
  /** A document, or the ARNs of those who may assume the role without further ado. */
  trust: v.union(
    [v.pipe(v.array(arn), v.minLength(1)), policyDocument],
    'must be a policy document, or a list of ARNs of principals'
  ),
  policies,
  attached,
  permissionsBoundary,
  tags,
  /** Made and deleted again before the world begins: trust policies that name it hold its id. */
  deleted: v.optional(v.boolean())
})

const group = v.strictObject({ name: iamName, path: v.optional(iamPath, '/'), policies, attached })

/** What an account of a world may say of IAM. */
export const iamSections = {
  /** The account's managed policies: name to document. */
  managedPolicies: policies,
  groups: v.optional(v.array(group), []),
  users: v.optional(v.array(user), []),
  roles: v.optional(v.array(role), []),
  quotas: v.optional(
    v.strictObject({
      trustSize: v.optional(count, 2048),
      rolePolicySize: v.optional(count, 10_240),
      roles: v.optional(count, 1000),
      users: v.optional(count, 5000),
      groups: v.optional(count, 300),
      policies: v.optional(count, 1500),
      instanceProfiles: v.optional(count, 1000),
      attachedPolicies: v.optional(count, 10)
    }),
    {}
  )
}
