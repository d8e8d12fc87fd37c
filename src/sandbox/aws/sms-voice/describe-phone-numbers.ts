import type { Call, Members, Operation } from '../operation.js'
import type { JsonShape } from '../protocols/json-shape.js'
import type { StoredNumber } from '../state.js'
import { arnFromIdOrArn, smsVoiceArn } from './arns.js'
import { invalid, notFound, refuseUnlessShaped } from './errors.js'
import { filterNames, matchesFilter } from './number-filters.js'
import type { Filter } from './number-filters.js'
import { numberByIdOrArn, numbersOf } from './numbers.js'
import { pageOf } from './paging.js'
import { renderNumber } from './render-number.js'

const shape: JsonShape = {
  kind: 'structure',
  members: {
    PhoneNumberIds: {
      kind: 'list',
      max: 5,
      of: { kind: 'string', min: 1, max: 256, pattern: '[A-Za-z0-9_:/-]+' }
    },
    Filters: {
      kind: 'list',
      max: 20,
      of: {
        kind: 'structure',
        required: ['Name', 'Values'],
        members: {
          Name: { kind: 'string', oneOf: filterNames },
          Values: {
            kind: 'list',
            min: 1,
            max: 20,
            of: { kind: 'string', min: 1, max: 128, pattern: '[/\\.:A-Za-z0-9+_-]+' }
          }
        }
      }
    },
    NextToken: { kind: 'string', min: 1, max: 1024, pattern: '.+' },
    MaxResults: { kind: 'integer', min: 1, max: 100 },
    Owner: { kind: 'string', oneOf: ['SELF', 'SHARED'] }
  }
}

interface Input {
  readonly PhoneNumberIds?: readonly string[] | null
  readonly Filters?: readonly Filter[] | null
  readonly NextToken?: string | null
  readonly MaxResults?: number | null
  readonly Owner?: 'SELF' | 'SHARED' | null
}

/**
 * DescribePhoneNumbers.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DescribePhoneNumbers.html
 */
export const describePhoneNumbers: Operation = {
  service: 'sms-voice',
  name: 'DescribePhoneNumbers',
  actions: () => ['sms-voice:DescribePhoneNumbers'],
  resources: (input, call) => {
    const named = idsIn(input)
    // A listing speaks of no number in particular: only a wildcard over numbers covers it.
    return named.length === 0
      ? [smsVoiceArn(call, 'phone-number', '*')]
      : named.map((idOrArn) => arnFromIdOrArn(call, 'phone-number', idOrArn))
  },
  validate: (members) => {
    refuseUnlessShaped(shape, members)
    const input = members as Input
    if (isGiven(input.Owner) && idsIn(members).length > 0) {
      throw invalid(
        'PARAMETERS_CANNOT_BE_USED_TOGETHER',
        'Owner and PhoneNumberIds cannot be used together'
      )
    }
  },
  run: (members, call) => {
    const { Filters, MaxResults, NextToken, Owner } = members as Input
    // No number of another account is shared here.
    const chosen = Owner === 'SHARED' ? [] : chosenNumbers(idsIn(members), call)
    const filters = Filters ?? []
    const found = chosen.filter((number) => filters.every((each) => matchesFilter(number, each)))
    const page = pageOf(found, {
      // Unknown in AWS: how many come without MaxResults. Few, so that clients must page.
      size: MaxResults ?? 20,
      token: NextToken ?? undefined,
      query: JSON.stringify([idsIn(members), filters, Owner ?? 'SELF'])
    })
    return {
      PhoneNumbers: page.items.map(renderNumber),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken })
    }
  }
}

function idsIn(members: Members): readonly string[] {
  return (members as Input).PhoneNumberIds ?? []
}

function chosenNumbers(ids: readonly string[], call: Call): readonly StoredNumber[] {
  if (ids.length === 0) return numbersOf(call)
  return ids.map((idOrArn) => {
    const number = numberByIdOrArn(call, idOrArn)
    if (number === undefined) throw notFound({ type: 'phone-number', id: idOrArn })
    return number
  })
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null
