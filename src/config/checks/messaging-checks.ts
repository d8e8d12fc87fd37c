import { partitionOf } from '../../domain/aws-ids.js'
import type { NumberReference } from '../../domain/messaging/phone-number.js'
import { crossCheck, type CrossCheck } from './cross-check.js'

const numberInputs = ['origination-number', 'other-number'] as const

/** Checks between channel, numbers and smoke test. */
export const messagingChecks: readonly CrossCheck[] = [
  crossCheck(
    'origination-number',
    ['origination-number', 'channel', 'smoke-test', 'mode'],
    ({ 'origination-number': number, channel, 'smoke-test': smokeTest, mode }) => {
      // A role is taken down without the number, which may be gone already.
      if (number !== undefined || mode === 'destroy') return undefined
      if (channel !== 'pinpoint') return `is required for channel ${channel}`
      return smokeTest === 'off' ? undefined : `is required for smoke-test ${smokeTest}`
    }
  ),
  ...numberInputs.flatMap((name) => [
    crossCheck(name, [name, 'region'], ({ [name]: number, region }) => {
      if (number?.kind !== 'arn') return undefined
      const home = `arn:${partitionOf(region)}:`
      if (!number.text.startsWith(home)) return `its ARN does not begin ${home}, as in ${region}`
      return number.region === region
        ? undefined
        : `its ARN is of Region ${number.region}, but region is ${region}; a number lives in one Region`
    }),
    crossCheck(
      name,
      [name, 'primary-account-id'],
      ({ [name]: number, 'primary-account-id': primary }) =>
        number?.kind !== 'arn' || number.account === primary
          ? undefined
          : `its ARN is of account ${number.account}, but primary-account-id is ${primary}`
    )
  ]),
  crossCheck(
    'other-number',
    [...numberInputs, 'channel'],
    ({ 'origination-number': number, 'other-number': other, channel }) => {
      if (other === undefined) return undefined
      if (channel === 'pinpoint') return 'is only for channel sms-voice or both'
      return number !== undefined && keyOf(number) === keyOf(other)
        ? 'is the same number as origination-number; name another, or leave it out'
        : undefined
    }
  ),
  crossCheck(
    'pinpoint-application-id',
    ['pinpoint-application-id', 'channel', 'mode'],
    ({ 'pinpoint-application-id': application, channel, mode }) => {
      if (channel === 'sms-voice') {
        return application === undefined ? undefined : 'is only for channel pinpoint or both'
      }
      if (mode === 'destroy') return undefined
      return application === undefined ? `is required for channel ${channel}` : undefined
    }
  ),
  crossCheck('configuration-set', ['configuration-set', 'channel'], (values) =>
    values['configuration-set'] !== undefined && values.channel === 'pinpoint'
      ? 'is only for channel sms-voice or both'
      : undefined
  ),
  crossCheck(
    'smoke-test-destination',
    ['smoke-test-destination', 'smoke-test', 'origination-number'],
    (values) => {
      const destination = values['smoke-test-destination']
      if (values['smoke-test'] !== 'send') {
        return destination === undefined ? undefined : 'is only for smoke-test send'
      }
      if (destination === undefined) return 'is required for smoke-test send'
      return destination === values['origination-number']?.text
        ? 'is the origination-number itself; name a phone that can receive'
        : undefined
    }
  ),
  crossCheck('smoke-test-message', ['smoke-test-message', 'smoke-test'], (values) =>
    values['smoke-test-message'] !== undefined && values['smoke-test'] === 'off'
      ? 'is only for smoke-test simulator or send'
      : undefined
  )
]

/** An ARN and an id of the same number have the same key. */
function keyOf(number: NumberReference): string {
  return number.kind === 'arn' ? number.id : number.text
}
