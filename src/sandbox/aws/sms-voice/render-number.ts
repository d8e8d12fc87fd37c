import type { Members } from '../operation.js'
import type { StoredNumber } from '../state.js'

/** Settings that no world varies yet, as a newly acquired number has them. */
export const numberDefaults = {
  TwoWayEnabled: false,
  SelfManagedOptOutsEnabled: false,
  OptOutListName: 'Default',
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
export function renderNumber(number: StoredNumber): Members {
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
    CreatedTimestamp: number.createdAt / 1000
  }
}
