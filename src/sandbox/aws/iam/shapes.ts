import type { InputShape } from '../query-input.js'

/** The constraints of IAM's model that several operations share. */

const NAME = '[\\w+=,.@-]+'
const DOCUMENT = '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+'
const TAG_CHARACTERS = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]'

export const entityName: InputShape = { kind: 'text', min: 1, max: 64, pattern: NAME }

/** Operations on a user that exists take longer names than CreateUser does. */
export const existingUserName: InputShape = { kind: 'text', min: 1, max: 128, pattern: NAME }

/** Names of groups and instance profiles. */
export const longName: InputShape = { kind: 'text', min: 1, max: 128, pattern: NAME }

export const policyName: InputShape = { kind: 'text', min: 1, max: 128, pattern: NAME }

export const accessKeyId: InputShape = { kind: 'text', min: 16, max: 128, pattern: '[\\w]+' }

export const policyDocument: InputShape = {
  kind: 'text',
  min: 1,
  max: 131_072,
  pattern: DOCUMENT
}

export const path: InputShape = {
  kind: 'text',
  min: 1,
  max: 512,
  pattern: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)'
}

export const pathPrefix: InputShape = {
  kind: 'text',
  min: 1,
  max: 512,
  pattern: '\\u002F[\\u0021-\\u007F]*'
}

export const policyPath: InputShape = {
  kind: 'text',
  min: 1,
  max: 512,
  pattern: '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/'
}

export const arn: InputShape = { kind: 'text', min: 20, max: 2_048 }

export const versionId: InputShape = {
  kind: 'text',
  pattern: 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?'
}

export const boolean: InputShape = { kind: 'text', oneOf: ['true', 'false'] }

export const policyUsage: InputShape = {
  kind: 'text',
  oneOf: ['PermissionsPolicy', 'PermissionsBoundary']
}

export const description: InputShape = {
  kind: 'text',
  max: 1_000,
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*'
}

export const maxSessionDuration: InputShape = { kind: 'integer', min: 3_600, max: 43_200 }

export const tagKey: InputShape = {
  kind: 'text',
  min: 1,
  max: 128,
  pattern: `${TAG_CHARACTERS}+`
}

export const tagList: InputShape = {
  kind: 'list',
  max: 50,
  of: {
    members: {
      Key: tagKey,
      Value: { kind: 'text', min: 0, max: 256, pattern: `${TAG_CHARACTERS}*` }
    }
  }
}

/** Members of every listing that may come in pages. */
export const paging: Readonly<Record<string, InputShape>> = {
  'Marker?': { kind: 'text', min: 1, max: 320, pattern: '[\\u0020-\\u00FF]+' },
  'MaxItems?': { kind: 'integer', min: 1, max: 1_000 }
}

export const tagKeyList: InputShape = { kind: 'list', max: 50, of: tagKey }
