import { policySize } from '../../../policy/document/validate.js'
import type { PolicyDocument } from '../../../policy/document/document.js'
import { AwsError } from '../aws-error.js'
import { readDocument } from '../iam/policies/documents.js'
import type { Call, Members } from '../operation.js'
import { optionalText, structures, text, validationError, type InputShape } from '../query-input.js'
import type { StoredPolicy } from '../state/state.js'

/** The longest session policy, in characters. */
const SESSION_POLICY_LIMIT = 2_048

/**
 * The room that policies and tags share, in characters. Unknown in AWS: how STS packs session policies; policies
 * of 1,690 characters have been refused as 157 %, so about so many characters are let in, without
 * the white space of policies.
 */
const PACKED_LIMIT = 1_024

/** An ARN as STS's model has it: any text that XML can hold. */
export const stsArn: InputShape = {
  kind: 'text',
  min: 20,
  max: 2_048,
  pattern:
    '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u{10000}-\\u{10FFFF}]+'
}

/** The members of a request that shrink a session. */
export const sessionPolicyShapes: Readonly<Record<string, InputShape>> = {
  'Policy?': {
    kind: 'text',
    min: 1,
    max: SESSION_POLICY_LIMIT,
    pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+'
  },
  'PolicyArns?': {
    kind: 'list',
    max: 10,
    of: { members: { arn: stsArn } }
  }
}

/** What shrinks a session; its managed policies are as they will be when it is used. */
export interface SessionPolicies {
  readonly sessionPolicy?: PolicyDocument
  readonly managedPolicies: readonly StoredPolicy[]
}

/**
 * The session policies of a request.
 *
 * @param account the role's, which owns the managed ones unless AWS does
 * @throws AwsError MalformedPolicyDocument, ValidationError for a managed policy that is not there
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
export function sessionPolicies(input: Members, call: Call, account: string): SessionPolicies {
  const inline = optionalText(input, 'Policy')
  return {
    ...(inline !== undefined && { sessionPolicy: readDocument(inline, 'session') }),
    managedPolicies: policyArns(input).map((arn) => managedPolicy(arn, call, account))
  }
}

function managedPolicy(arn: string, { state }: Call, account: string): StoredPolicy {
  const found = state.awsPolicies.get(arn) ?? state.accounts.get(account)?.policies.get(arn)
  // Unknown in AWS: how a session policy that does not exist is refused; as a ValidationError.
  if (found === undefined) throw validationError(`The policy ${arn} cannot be found.`)
  return found
}

const policyArns = (input: Members): readonly string[] =>
  structures(input, 'PolicyArns').map((policy) => text(policy, 'arn'))

/** What a session carries that takes room. */
export interface Packed extends SessionPolicies {
  readonly tags: ReadonlyMap<string, string>
}

/**
 * How much of the room policies and tags take, in percent; undefined where there are none.
 *
 * @throws AwsError PackedPolicyTooLarge over 100
 */
export function packedSize({ sessionPolicy, managedPolicies, tags }: Packed): number | undefined {
  const tagText = [...tags].flat().join('')
  const policyText = managedPolicies.map(({ arn }) => arn).join('')
  const inline = sessionPolicy === undefined ? 0 : policySize(sessionPolicy)
  const characters = inline + policyText.length + tagText.length
  if (characters === 0) return undefined
  const percent = Math.ceil((characters / PACKED_LIMIT) * 100)
  if (percent <= 100) return percent
  const message =
    characters === tagText.length
      ? `Packed size of session tags consumes ${percent}% of allotted space.`
      : `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`
  throw new AwsError('PackedPolicyTooLarge', 400, message)
}
