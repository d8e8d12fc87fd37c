import { parseAccountId, parseRegion, parseRoleName, type AccountId } from '../../domain/aws-ids.js'
import { invalid, isInvalid, type Invalid } from '../../domain/invalid.js'
import type { Mode } from '../../domain/request.js'
import {
  listOf,
  optional,
  required,
  spacesAndCommas,
  type InputDefinition
} from './input-definition.js'
import { duration, matching, oneOf, parseBoolean, wholeNumber } from '../values/scalar-values.js'

/** Events that strangers can cause; an apply on them must be allowed by name. */
export const guardedEvents = [
  'pull_request',
  'pull_request_target',
  'issue_comment',
  'workflow_run'
] as const

const laterModes = ['rehearse', 'report']

/** What is done, where, and how far a run may go. */
export const runInputs = {
  mode: {
    description:
      '`check` reads IAM and never writes; `apply` also creates or repairs the sender role. Both prove delegation by assuming it. `prove` does that alone, from a secondary’s own pipeline; see [docs/prove.md](docs/prove.md). `destroy` takes the role down again; see [docs/safety.md](docs/safety.md#destroying).',
    default: 'check',
    parse: parseMode
  },
  'primary-account-id': {
    description:
      'The account that owns the 10DLC number: 12 digits, in quotes. Compared with the caller before anything is written. In `mode: prove`, `role-arn` can stand for it.',
    required: true,
    parse: required(parseAccount, ': 12 digits, or role-arn in mode prove')
  },
  'secondary-account-ids': {
    description:
      'The accounts that send through the number: 12-digit ids, separated by white space, new lines or commas, in quotes. In `mode: prove` it may be left out: the account of `secondary-credentials` is the secondary then.',
    required: true,
    parse: listOf(parseAccount, spacesAndCommas)
  },
  region: {
    description: 'The Region of the number. Default: AWS_REGION, else AWS_DEFAULT_REGION.',
    fallback: (environment) => environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'],
    parse: required(parseRegion, ' where neither AWS_REGION nor AWS_DEFAULT_REGION is set')
  },
  'max-removals': {
    description:
      'A plan that takes the role from more accounts than this, or from all, is refused whole, unless `expect-plan` names it.',
    default: '5',
    parse: wholeNumber(0, 1_000)
  },
  'confirm-destroy': {
    description: 'The `role-name` once more. Required for `mode: destroy`, and only for it.',
    parse: optional(parseRoleName)
  },
  'revoke-sessions': {
    description:
      'Whether an apply that takes the role from a caller also ends every session issued before, by IAM’s own inline policy `AWSRevokeOlderSessions`. Only with `mode: apply`.',
    default: 'false',
    parse: parseBoolean
  },
  'expect-plan': {
    description:
      'The `plan-digest` of a reviewed check; an apply or a destroy refuses any other plan. Only with these modes.',
    parse: optional(matching(/^[0-9a-f]{64}$/, 'a plan-digest: 64 digits of 0-9a-f'))
  },
  rollback: {
    description:
      'Whether an apply takes back what it wrote where that broke a proof that had held, or let in who had been refused.',
    default: 'true',
    parse: parseBoolean
  },
  'allow-events': {
    description:
      'Events on which `apply` and `destroy` are allowed although strangers can cause them: any of `pull_request`, `pull_request_target`, `issue_comment`, `workflow_run`.',
    parse: listOf(oneOf(...guardedEvents), spacesAndCommas)
  },
  'settle-timeout': {
    description:
      'How long answers of AWS are awaited after a write of this run, such as `90s` or `2m`. Without a write nothing is asked twice.',
    default: '2m',
    parse: duration(0)
  },
  timeout: {
    description:
      'One deadline for the whole run, at most `6h`. Past it no write begins and open proofs are inconclusive.',
    default: '30m',
    parse: duration(1)
  }
} as const satisfies Readonly<Record<string, InputDefinition<unknown>>>

function parseMode(text: string): Mode | Invalid {
  return laterModes.includes(text)
    ? invalid(`this version does not know the mode ${text} yet; use check, apply, prove or destroy`)
    : oneOf('check', 'apply', 'prove', 'destroy')(text)
}

function parseAccount(text: string): AccountId | Invalid {
  const account = parseAccountId(text)
  return isInvalid(account) && /^\d{1,11}$/.test(text)
    ? invalid(`${account.invalid}; write it in quotes, for YAML drops leading zeros of numbers`)
    : account
}
