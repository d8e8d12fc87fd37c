import type { Call, Members } from '../../operation.js'
import type { StoredNumber } from '../../state/state.js'
import { poolOfNumber } from './pool-members.js'
import { registrationOfNumber } from './registrations.js'
import { seconds } from '../store.js'

/** Settings that no world varies yet, as a newly acquired number has them. */
export const numberDefaults = {
  TwoWayEnabled: false,
  InternationalSendingEnabled: false,
  DeletionProtectionEnabled: false
} as const

const monthlyPrice: Readonly<Record<StoredNumber['type'], string>> = {
  SHORT_CODE: '995.00',
  LONG_CODE: '1.00',
  TOLL_FREE: '2.00',
  TEN_DLC: '1.00',
  SIMULATOR: '1.00'
}

/** A number as DescribePhoneNumbers tells it; times are epoch seconds on the wire. */
export function renderNumber(number: StoredNumber, call: Call): Members {
  const pool = poolOfNumber(call, number)
  const registration = registrationOfNumber(call, number)
  const { limits } = number
  return {
    PhoneNumberArn: number.arn,
    PhoneNumberId: number.id,
    PhoneNumber: number.e164,
    Status: number.status,
    IsoCountryCode: number.countryCode,
    MessageType: number.messageType,
    NumberCapabilities: number.capabilities,
    NumberType: number.type,
    MonthlyLeasingPrice: monthlyPrice[number.type],
    ...numberDefaults,
    SelfManagedOptOutsEnabled: number.selfManagedOptOuts,
    OptOutListName: number.optOutList,
    ...(pool !== undefined && { PoolId: pool.id }),
    ...(registration !== undefined && { RegistrationId: registration.id }),
    ...(limits !== undefined && {
      MessagingLimits: { RateLimits: limits.perSecond, DailyMessageCaps: limits.perDay }
    }),
    CreatedTimestamp: seconds(number.createdAt)
  }
}
