import type { Call, Members } from '../../operation.js'
import type { StoredNumber } from '../../state/state.js'
import * as d from '../define.js'
import { notFound } from '../errors.js'
import { filterNames, matchesFilter } from './number-filters.js'
import type { Filter } from './number-filters.js'
import { numberByIdOrArn, numbersOf } from './numbers.js'
import { renderNumber } from './render-number.js'
import * as shapes from '../shapes.js'
import { sharedNumbers } from './sharing.js'

/**
 * DescribePhoneNumbers. A listing speaks of no number in particular: only a wildcard over numbers
 * covers it.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DescribePhoneNumbers.html
 */
export const describePhoneNumbers = d.define({
  name: 'DescribePhoneNumbers',
  shape: shapes.structure({
    PhoneNumberIds: shapes.idsOrArns,
    Filters: shapes.filtersNamed(filterNames),
    ...shapes.paging,
    Owner: shapes.owner
  }),
  check: d.refuseOwnerWith('PhoneNumberIds'),
  resources: (input, call) => d.listed(input, 'PhoneNumberIds', 'phone-number')(call),
  run: (input, call) => {
    const filters = (input.Filters ?? []) as readonly Filter[]
    const found = chosenNumbers(input, call).filter((number) =>
      filters.every((each) => matchesFilter(number, each))
    )
    return d.page(input, found, {
      name: 'PhoneNumbers',
      render: (number) => renderNumber(number, call)
    })
  }
})

function chosenNumbers(input: Members, call: Call): readonly StoredNumber[] {
  const ids = d.texts(input, 'PhoneNumberIds')
  if (ids.length > 0) return ids.map((id) => numberNamed(call, id))
  return d.text(input, 'Owner') === 'SHARED' ? sharedNumbers(call) : numbersOf(call)
}

function numberNamed(call: Call, idOrArn: string): StoredNumber {
  const number =
    numberByIdOrArn(call, idOrArn) ?? sharedNumbers(call).find(({ arn }) => arn === idOrArn)
  if (number === undefined) throw notFound({ type: 'phone-number', id: idOrArn })
  return number
}
