import * as v from 'valibot'
import { lagSchema, unknownsSchema } from './behaviour-schema.js'
import { faultSchema } from './fault-schema.js'
import { iamSections } from './iam-schema.js'
import { oidcProviderSchema, oidcSchema } from './oidc-schema.js'
import { organizationSchema } from './organization-schema.js'
import { accountId, count, iamName, region, text } from './schema-values.js'
import { numberSchema, smsVoiceSections } from './sms-voice-schema.js'

const application = v.strictObject({
  id: text(/^[0-9a-f]{32}$/, 'an application id: 32 hexadecimal digits'),
  name: v.string(),
  smsChannel: v.optional(v.picklist(['enabled', 'disabled', 'none']), 'enabled'),
  region: v.optional(region)
})

const account = v.strictObject({
  id: accountId,
  /** For people. */
  name: v.optional(v.string()),
  /** How many more accounts like it there are, with the ids that follow. */
  copies: v.optional(count),
  ...iamSections,
  oidcProviders: v.optional(v.array(oidcProviderSchema), []),
  /** Switched on beside those that every account has. */
  enabledRegions: v.optional(v.array(region), []),
  numbers: v.optional(v.array(numberSchema), []),
  applications: v.optional(v.array(application), []),
  ...smsVoiceSections
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
  /** The most items in a page of IAM, however many are asked; no limit by default. */
  pageLimit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  unknowns: unknownsSchema,
  /** How long after a call CloudTrail tells of it, in milliseconds. */
  trailDelay: v.optional(count, 0),
  /** Whether calls are throttled as AWS throttles them. */
  rates: v.optional(v.picklist(['real', 'none']), 'none'),
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
