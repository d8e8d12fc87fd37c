import * as v from 'valibot'
import type { PolicyDocument } from '../../../policy/document/document.js'

/** A text of a form, refused in words. */
export const text = (pattern: RegExp, what: string) =>
  v.pipe(v.string(`must be ${what}`), v.regex(pattern, `must be ${what}`))

export const accountId = text(/^\d{12}$/, 'an account id: twelve digits, in quotes')
export const region = text(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a Region such as us-east-1')
export const iamName = text(
  /^[\w+=,.@-]{1,64}$/,
  'a name of 1 to 64 characters of [A-Za-z0-9_+=,.@-]'
)
export const iamPath = text(/^\/([!-~]{1,510}\/)?$/, 'a path such as / or /team/')
export const arn = text(/^arn:[a-z-]+:(iam|sts)::\d{12}:.+$/, 'an ARN of a principal')
export const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** What a document says is judged by the policy engine when the world is built. */
export const policyDocument = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((document) => !Array.isArray(document), 'must be a policy document'),
  v.transform((document) => document as PolicyDocument)
)

/** Policies by name; none by default. */
export const policies = v.optional(v.record(v.string(), policyDocument), {})
