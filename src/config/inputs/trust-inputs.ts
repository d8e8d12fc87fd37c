import { invalid, isInvalid, type Invalid } from '../../domain/invalid.js'
import { parseOrganizationId, parseOrganizationPath } from '../../domain/organization.js'
import { listOf, optional, spacesAndCommas, type InputDefinition } from './input-definition.js'
import { parseBoolean, wholeNumber } from '../values/scalar-values.js'

/** What else stands in the trust policy, and how long it may be. */
export const trustInputs = {
  'organization-id': {
    description:
      'Trusts an AWS organization, `o-…`, in the place of single accounts: every account of it comes in. `secondary-account-ids` are then those that are proven and reported.',
    parse: optional(parseOrganizationId)
  },
  'organization-paths': {
    description:
      'Trusts the accounts at these places of an organization, separated by white space or commas: `o-…/r-…/ou-…/` for one unit, `o-…/r-…/ou-…/*` with all below it.',
    parse: listOf(parseOrganizationPath, spacesAndCommas)
  },
  'trust-session-tags': {
    description:
      'Whether callers may tag their sessions, as aws-actions/configure-aws-credentials does: with its keys and `allowed-tag-keys`, and no others.',
    default: 'false',
    parse: parseBoolean
  },
  'allowed-tag-keys': {
    description:
      'Further keys of session tags, separated by new lines or commas. Only with `trust-session-tags: true`.',
    parse: parseTagKeys
  },
  'trust-source-identity': {
    description: 'Whether callers may set, or hand on, the source identity of their sessions.',
    default: 'false',
    parse: parseBoolean
  },
  'trust-policy-quota': {
    description:
      'The length that the account allows a trust policy, in characters, where iam:GetAccountSummary may not be called. Default: 2048.',
    parse: optional(wholeNumber(2_048, 100_000))
  },
  'inline-policies-quota': {
    description: 'The same for all inline policies of a role together. Default: 10240.',
    parse: optional(wholeNumber(10_240, 100_000))
  }
} as const satisfies Readonly<Record<string, InputDefinition<unknown>>>

/**
 * Keys of session tags, which may hold spaces. No letters beyond ASCII: IAM stores few of them in
 * a policy.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html
 */
function parseTagKeys(text: string): readonly string[] | Invalid {
  const keys = listOf(parseTagKey, /\s*[\n,]\s*/)(text)
  if (isInvalid(keys)) return keys
  const seen = keys.map((key) => key.toLowerCase())
  const twice = keys.find((key, index) => seen.indexOf(key.toLowerCase()) !== index)
  return twice === undefined ? keys : invalid(`names "${twice}" twice (case does not count)`)
}

function parseTagKey(key: string): string | Invalid {
  if (!/^[\w .:/=+@-]{1,128}$/.test(key)) {
    return invalid(
      `"${key}" is not a tag’s key: 1 to 128 of the letters a to z, digits, spaces or any of _.:/=+-@`
    )
  }
  return key.toLowerCase().startsWith('aws:')
    ? invalid(`the key "${key}" begins with aws:, which is reserved`)
    : key
}
