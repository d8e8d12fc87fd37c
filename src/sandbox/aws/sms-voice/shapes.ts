import type { JsonShape } from '../protocols/json-shape.js'

/** Members that many operations of SMS Voice v2 share, as botocore's model has them. */
export const idOrArn: JsonShape = { kind: 'string', min: 1, max: 256, pattern: '[A-Za-z0-9_:/-]+' }

export const originationIdentity: JsonShape = {
  kind: 'string',
  min: 1,
  max: 256,
  pattern: '[A-Za-z0-9_:/\\+-]+'
}

export const idsOrArns: JsonShape = { kind: 'list', max: 5, of: idOrArn }

export const poolIdOrArn: JsonShape = { kind: 'string', max: 256, pattern: '[A-Za-z0-9_:/-]*' }

export const resourceName: JsonShape = {
  kind: 'string',
  min: 1,
  max: 64,
  pattern: '[A-Za-z0-9_-]+'
}

export const phoneNumber: JsonShape = {
  kind: 'string',
  min: 1,
  max: 20,
  pattern: '\\+?[1-9][0-9]{1,18}'
}

export const countryCode: JsonShape = { kind: 'string', min: 2, max: 2, pattern: '[A-Z]{2}' }

export const messageType: JsonShape = { kind: 'string', oneOf: ['TRANSACTIONAL', 'PROMOTIONAL'] }

export const owner: JsonShape = { kind: 'string', oneOf: ['SELF', 'SHARED'] }

export const clientToken: JsonShape = { kind: 'string', min: 1, max: 64, pattern: '[!-~]+' }

export const resourceArn: JsonShape = {
  kind: 'string',
  min: 20,
  max: 256,
  pattern: 'arn:[A-Za-z0-9_:/-]+'
}

export const tags: JsonShape = {
  kind: 'list',
  max: 200,
  of: {
    kind: 'structure',
    required: ['Key', 'Value'],
    members: {
      Key: { kind: 'string', min: 1, max: 128, pattern: '.+' },
      Value: { kind: 'string', max: 256, pattern: '.*' }
    }
  }
}

/** What a message carries into its events. */
export const messageContext: JsonShape = {
  kind: 'map',
  max: 5,
  key: { kind: 'string', min: 1, max: 100, pattern: '\\S+' },
  of: { kind: 'string', min: 1, max: 800, pattern: '(?!\\s)[\\s\\S]+(?<!\\s)' }
}

export const countryParameters: JsonShape = {
  kind: 'map',
  max: 10,
  key: { kind: 'string', oneOf: ['IN_TEMPLATE_ID', 'IN_ENTITY_ID'] },
  of: { kind: 'string', min: 1, max: 64, pattern: '\\S+' }
}

/** The members of a listing that comes in pages. */
export const paging = {
  NextToken: { kind: 'string', min: 1, max: 1024, pattern: '.+' },
  MaxResults: { kind: 'integer', min: 1, max: 100 }
} as const satisfies Readonly<Record<string, JsonShape>>

/** Filters with one of these names. */
export function filtersNamed(names: readonly string[]): JsonShape {
  return {
    kind: 'list',
    max: 20,
    of: {
      kind: 'structure',
      required: ['Name', 'Values'],
      members: {
        Name: { kind: 'string', oneOf: names },
        Values: {
          kind: 'list',
          min: 1,
          max: 20,
          of: { kind: 'string', min: 1, max: 128, pattern: '[/\\.:A-Za-z0-9+_-]+' }
        }
      }
    }
  }
}

/** A structure of these members; those whose name is in `required` must be there. */
export function structure(
  members: Readonly<Record<string, JsonShape>>,
  required: readonly string[] = []
): JsonShape {
  return { kind: 'structure', required, members }
}
