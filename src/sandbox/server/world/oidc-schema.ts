import * as v from 'valibot'
import { text } from './schema-values.js'

const id = text(/^\d{1,15}$/, 'an id: digits, in quotes')

/** An OpenID Connect provider of an account. */
export const oidcProviderSchema = v.strictObject({
  url: text(/^https:\/\/[A-Za-z0-9.-]+(\/[^?#\s]*)?$/, 'an issuer such as https://issuer.example'),
  /** Audiences. */
  clientIds: v.optional(v.array(v.string()), ['sts.amazonaws.com'])
})

/** The job that the sandbox's tokens of GitHub Actions speak of. */
export const oidcSchema = v.strictObject({
  repository: v.optional(text(/^[\w.-]+\/[\w.-]+$/, 'OWNER/REPOSITORY'), 'example/messages'),
  repositoryId: v.optional(id, '123456789'),
  ownerId: v.optional(id, '987654'),
  ref: v.optional(text(/^refs\/.+$/, 'a ref such as refs/heads/main'), 'refs/heads/main'),
  environment: v.optional(v.string()),
  event: v.optional(text(/^[a-z_]+$/, 'an event such as push'), 'push'),
  actor: v.optional(text(/^[\w[\]-]+$/, 'a login'), 'octocat'),
  /** Whether `sub` names owner and repository alone, or with their ids. */
  subject: v.optional(v.picklist(['names', 'names-and-ids']), 'names'),
  /** How long a token is good, in seconds. */
  lifetime: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 300)
})

export type WorldOidc = v.InferOutput<typeof oidcSchema>
