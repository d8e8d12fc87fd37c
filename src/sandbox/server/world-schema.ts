import * as v from 'valibot'
import { lagSchema, unknownsSchema } from './behaviour-schema.js'
import { faultSchema } from './fault-schema.js'
import { oidcSchema } from './oidc-schema.js'
import { organizationSchema } from './organization-schema.js'
import {
  accountId,
  arn,
  count,
  iamName,
  iamPath,
  policies,
  policyDocument,
  region,
  text
} from './schema-values.js'
import { numberSchema, smsVoiceSections } from './sms-voice-schema.js'

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
  policies
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
  tags: v.optional(v.record(v.string(), v.string()), {})
})

const application = v.strictObject({
  id: text(/^[0-9a-f]{32}$/, 'an application id: 32 hexadecimal digits'),
  name: v.string(),
  region: v.optional(region)
})

const account = v.strictObject({
  id: accountId,
  /** For people. */
  name: v.optional(v.string()),
  users: v.optional(v.array(user), []),
  roles: v.optional(v.array(role), []),
  numbers: v.optional(v.array(numberSchema), []),
  applications: v.optional(v.array(application), []),
  ...smsVoiceSections,
  quotas: v.optional(
    v.strictObject({
      trustSize: v.optional(count, 2048),
      rolePolicySize: v.optional(count, 10_240),
      roles: v.optional(count, 1000)
    }),
    {}
  )
})

/** What a file of `worlds/` may say; `docs/sandbox.md` describes it. */
export const worldSchema = v.strictObject({
  partition: v.optional(v.picklist(['aws', 'aws-us-gov']), 'aws'),
  region,
  /** How long authorization lags behind writes. */
  authorizationDelay: lagSchema,
  /** How far in the past IAM’s Get and List operations are. */
  readDelay: lagSchema,
  /** How long after a write a trust policy reads with unique ids for ARNs. */
  idsForArns: lagSchema,
  unknowns: unknownsSchema,
  /** What goes wrong from the beginning. */
  faults: v.optional(v.array(faultSchema), []),
  /** Users whose keys the sandbox tells at its start. */
  principals: v.record(v.string(), v.strictObject({ account: accountId, user: iamName })),
  accounts: v.array(account),
  organizations: v.optional(v.array(organizationSchema), []),
  /** The job whose tokens the sandbox gives out. */
  oidc: v.optional(oidcSchema, {})
})

/** The AWS that a sandbox begins with. */
export type World = v.InferOutput<typeof worldSchema>

export type WorldAccount = World['accounts'][number]
