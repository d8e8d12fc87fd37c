import type { StoredNumber } from '../../state/state.js'
import { numberDefaults } from './render-number.js'

/** A filter of DescribePhoneNumbers: any of the values satisfies it. */
export interface Filter {
  readonly Name: string
  readonly Values: readonly string[]
}

const attributes: Readonly<Record<string, (number: StoredNumber) => readonly string[]>> = {
  status: ({ status }) => [status],
  'iso-country-code': ({ countryCode }) => [countryCode],
  'message-type': ({ messageType }) => [messageType],
  'number-capability': ({ capabilities }) => capabilities,
  'number-type': ({ type }) => [type],
  'two-way-enabled': () => [String(numberDefaults.TwoWayEnabled)],
  'self-managed-opt-outs-enabled': ({ selfManagedOptOuts }) => [String(selfManagedOptOuts)],
  'opt-out-list-name': ({ optOutList }) => [optOutList],
  'deletion-protection-enabled': () => [String(numberDefaults.DeletionProtectionEnabled)],
  'two-way-channel-arn': () => []
}

/** The names the service documents; there is none for the E.164 text. */
export const filterNames: readonly string[] = Object.keys(attributes)

/** Whether a number satisfies a filter whose name is one of `filterNames`. */
export function matchesFilter(number: StoredNumber, { Name, Values }: Filter): boolean {
  const held = attributes[Name]?.(number) ?? []
  return Values.some((value) => held.includes(value))
}
