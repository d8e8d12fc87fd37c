import { tagList } from '../iam/shapes.js'
import type { InputMembers } from '../query-input.js'
import { SESSION_POLICY_LIMIT } from './open-session.js'

/**
 * AssumeRole's input as STS's model constrains it.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRoleInput: InputMembers = {
  members: {
    RoleArn: { kind: 'text', min: 20, max: 2_048 },
    RoleSessionName: { kind: 'text', min: 2, max: 64, pattern: '[\\w+=,.@-]*' },
    'DurationSeconds?': { kind: 'integer', min: 900, max: 43_200 },
    'ExternalId?': { kind: 'text', min: 2, max: 1_224, pattern: '[\\w+=,.@:\\/-]*' },
    'Policy?': {
      kind: 'text',
      min: 1,
      max: SESSION_POLICY_LIMIT,
      pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+'
    },
    'SourceIdentity?': { kind: 'text', min: 2, max: 64, pattern: '(?!aws:)[\\w+=,.@-]*' },
    'Tags?': tagList
  }
}
