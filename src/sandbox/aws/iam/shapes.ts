import type { InputShape } from '../query-input.js'

/** The constraints of IAM's model that several operations share. */

const NAME = '[\\w+=,.@-]+'
const DOCUMENT = '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+'
const TAG_CHARACTERS = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]'

export const entityName: InputShape = { kind: 'text', min: 1, max: 64, pattern: NAME }

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
  'Marker?': { kind: 'text', min: 1, max: 320 },
  'MaxItems?': { kind: 'integer', min: 1, max: 1_000 }
}
