import {
  parseExternalId,
  parseRoleArn,
  parseRoleName,
  parseRolePath
} from '../../domain/aws-ids.js'
import type { ExternalId } from '../../domain/aws-ids.js'
import { allOf, invalid, type Invalid } from '../../domain/invalid.js'
import { parseCallerPattern } from '../values/callers.js'
import { listOfNames, optional, spaces, type InputDefinition } from './input-definition.js'
import { parseOriginationNumber, parseNumber } from '../values/messaging-values.js'
import { matching, oneOf, parseBoolean, wholeNumber } from '../values/scalar-values.js'
import { parseTags, parseTagValue } from '../values/tags.js'

/** The sender role: who may assume it, and what it may do. */
export const roleInputs = {
  'role-name': {
    description: 'The sender role’s name.',
    default: 'sms-10dlc-sender',
    parse: parseRoleName
  },
  'role-path': {
    description: 'The sender role’s path. IAM cannot change it later.',
    default: '/',
    parse: parseRolePath
  },
  'role-arn': {
    description:
      'The sender role’s ARN, in the place of `primary-account-id`, `role-name` and `role-path`. Only in `mode: prove`.',
    parse: optional(parseRoleArn)
  },
  'configuration-id': {
    description:
      'Who owns the role, kept as its tag `sms-10dlc:configuration`; at most 256 characters. Default: the repository’s id, a slash and `role-name`.',
    parse: optional(parseTagValue)
  },
  adopt: {
    description:
      'Whether an existing role without this action’s tags is taken over. The run says first what it changes; see [docs/safety.md](docs/safety.md#adopting-a-role).',
    default: 'false',
    parse: parseBoolean
  },
  'secondary-principals': {
    description:
      'The roles in the secondaries that alone may assume the sender role, separated by white space: `role/NAME` (in every secondary) or a role’s ARN; `*` and `?` are wildcards, and `*` spans `/`. Default: each whole account, whose own IAM decides.',
    parse: listOfNames(parseCallerPattern)
  },
  'external-id': {
    description:
      'One value that callers must name, or two for a rotation, separated by white space: the first is used, the second still accepted. 2 to 1,224 characters each.',
    parse: parseExternalIds
  },
  'max-session-duration': {
    description: 'The longest session of the sender role, in seconds: 3600 to 43200.',
    default: '3600',
    parse: wholeNumber(3_600, 43_200)
  },
  tags: {
    description: 'Tags of the sender role: lines of `key=value`, at most 47.',
    parse: parseTags
  },
  channel: {
    description:
      '`sms-voice` (SendTextMessage; limited to this number), `pinpoint` (SendMessages; IAM cannot limit it to one number), or `both` while moving from one to the other.',
    default: 'sms-voice',
    parse: oneOf('sms-voice', 'pinpoint', 'both')
  },
  'origination-number': {
    description:
      'The 10DLC number: E.164 such as `+12065550100`, phone-number id or ARN. Required for `sms-voice`, `both` and any smoke test.',
    parse: optional(parseOriginationNumber)
  },
  'other-number': {
    description:
      'Another number of the primary, for the proof that the role may not use it. Default: one that is looked up.',
    parse: optional(parseNumber)
  },
  'pinpoint-application-id': {
    description: 'The Pinpoint application (project) id. Required for `pinpoint` and `both`.',
    parse: optional(
      matching(/^[A-Za-z0-9-]{1,64}$/, 'an application’s id alone: 1 to 64 letters, digits or -')
    )
  },
  'configuration-set': {
    description:
      'The name of the configuration set that callers send with. Only with `sms-voice` or `both`.',
    parse: optional(
      matching(
        /^[A-Za-z0-9_-]{1,64}$/,
        'a configuration set’s name, not its ARN: 1 to 64 letters, digits or any of _-'
      )
    )
  }
} as const satisfies Readonly<Record<string, InputDefinition<unknown>>>

/** A comma may stand in an external id, so only white space separates them. */
function parseExternalIds(text: string): readonly ExternalId[] | Invalid {
  const words = text.split(spaces).filter((word) => word !== '')
  if (words.length > 2) return invalid(`has ${words.length} values; at most two`)
  if (words[1] !== undefined && words[0]?.endsWith(',')) {
    return invalid(
      'its first value ends with a comma, which may stand in a value; separate the two by white space alone'
    )
  }
  // Not `listOf`, which would quote the value back.
  return words[0] !== undefined && words[0] === words[1]
    ? invalid('its two values are the same')
    : allOf(words.map(parseExternalId))
}
