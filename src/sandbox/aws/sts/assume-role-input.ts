import { tagKey, tagList } from '../iam/shapes.js'
import type { InputMembers, InputShape } from '../query-input.js'
import { sessionPolicyShapes, stsArn } from './session-policies.js'

/** What every way to assume a role asks for. */
export const roleSessionShapes: Readonly<Record<string, InputShape>> = {
  RoleArn: stsArn,
  RoleSessionName: { kind: 'text', min: 2, max: 64, pattern: '[\\w+=,.@-]*' },
  'DurationSeconds?': { kind: 'integer', min: 900, max: 43_200 },
  ...sessionPolicyShapes
}

/**
 * AssumeRole's input as STS's model constrains it.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRoleInput: InputMembers = {
  members: {
    ...roleSessionShapes,
    'ExternalId?': { kind: 'text', min: 2, max: 1_224, pattern: '[\\w+=,.@:\\/-]*' },
    'SourceIdentity?': { kind: 'text', min: 2, max: 64, pattern: '(?!aws:)[\\w+=,.@-]*' },
    'Tags?': tagList,
    'TransitiveTagKeys?': { kind: 'list', max: 50, of: tagKey }
  }
}
