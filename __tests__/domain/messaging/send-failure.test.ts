import {
  AccessDeniedExceptionReason,
  ConflictExceptionReason,
  ServiceQuotaExceededExceptionReason,
  ValidationExceptionReason
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { meaningOf } from '../../../src/aws/wire/codes.js'
import { sendFailureOf, type SendSide } from '../../../src/domain/messaging/send-failure.js'
import { sendFailures } from '../../../src/domain/messaging/send-failures.js'

/** As the gateways would judge an exception of SMS Voice. */
function judged(code: string, reason?: string) {
  const { kind } = meaningOf({ code, message: '', ...(reason !== undefined && { reason }) })
  return sendFailureOf({ kind, code, ...(reason !== undefined && { reason }) })
}

type Expected = readonly [
  reason: string,
  side: SendSide,
  scope: 'every-message' | 'this-message',
  what: RegExp
]

/** Every Reason that SendTextMessage is documented to give, by exception. */
const reasons: Readonly<Record<string, readonly Expected[]>> = {
  AccessDeniedException: [
    ['ACCOUNT_DISABLED', 'account', 'every-message', /disabled/],
    ['INSUFFICIENT_ACCOUNT_REPUTATION', 'account', 'every-message', /reputation/]
  ],
  ServiceQuotaExceededException: [
    ['MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT', 'account', 'every-message', /spend limit/],
    ['DAILY_DESTINATION_CALL_LIMIT', 'destination', 'this-message', /today/]
  ],
  ConflictException: [
    ['DESTINATION_PHONE_NUMBER_OPTED_OUT', 'destination', 'this-message', /opted out/],
    ['DESTINATION_PHONE_NUMBER_NOT_VERIFIED', 'account', 'this-message', /SMS sandbox/],
    [
      'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
      'account',
      'this-message',
      /protect configuration/
    ],
    [
      'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
      'destination',
      'this-message',
      /protect configuration/
    ],
    ['NO_ORIGINATION_IDENTITIES_FOUND', 'number', 'this-message', /reaches the destination/],
    ['RESOURCE_NOT_ACTIVE', 'number', 'every-message', /not active/],
    ['MESSAGE_TYPE_MISMATCH', 'number', 'every-message', /another type/],
    ['NUMBER_CAPABILITIES_MISMATCH', 'number', 'every-message', /cannot send SMS/],
    ['REGISTRATION_NOT_COMPLETE', 'number', 'every-message', /registration is not complete/],
    ['PHONE_NUMBER_NOT_IN_REGISTRATION_REGION', 'number', 'every-message', /Region/]
  ],
  ValidationException: [
    ['CHANNEL_NOT_ENABLED', 'account', 'every-message', /not enabled/],
    ['COUNTRY_CODE_MISMATCH', 'destination', 'this-message', /country/],
    ['COUNTRY_NOT_ENABLED', 'account', 'this-message', /country/],
    ['DESTINATION_COUNTRY_BLOCKED', 'destination', 'this-message', /country/],
    ['INTERNATIONAL_SENDING_NOT_SUPPORTED', 'destination', 'this-message', /country/],
    ['INVALID_IDENTITY_FOR_DESTINATION_COUNTRY', 'destination', 'this-message', /country/],
    ['PRICE_OVER_THRESHOLD', 'request', 'this-message', /cost more/],
    ['RESOURCE_NOT_ACCESSIBLE', 'unknown', 'this-message', /not accessible/],
    ...[
      'CANNOT_PARSE',
      'FIELD_VALIDATION_FAILED',
      'INVALID_ARN',
      'INVALID_PARAMETER',
      'INVALID_REQUEST',
      'MAXIMUM_SIZE_EXCEEDED',
      'MISSING_PARAMETER',
      'OTHER',
      'PARAMETERS_CANNOT_BE_USED_TOGETHER',
      'SENDER_ID_NOT_REGISTERED',
      'SENDER_ID_NOT_SUPPORTED',
      'SENDER_ID_REQUIRES_REGISTRATION',
      'UNSPECIFIED_PARAMETER_NOT_SUPPORTED'
    ].map((reason): Expected => [reason, 'request', 'this-message', /request itself/])
  ]
}

const rows = Object.entries(reasons).flatMap(([code, expected]) =>
  expected.map((one) => [code, ...one] as const)
)

test.each(rows)('%s %s lies on the side of the %s, %s', (code, reason, side, scope, what) => {
  const failure = judged(code, reason)
  expect(failure).toMatchObject({ side, scope })
  expect(failure.what).toMatch(what)
  expect(Object.keys(sendFailures)).toContain(reason)
})

test('the table names no Reason that SMS Voice does not have', () => {
  const known: readonly string[] = [
    AccessDeniedExceptionReason,
    ConflictExceptionReason,
    ServiceQuotaExceededExceptionReason,
    ValidationExceptionReason
  ].flatMap((reasonsOf) => Object.values(reasonsOf))
  const ours = Object.keys(sendFailures).filter((key) => /^[A-Z_]+$/.test(key))
  const ofPinpoint = ['OPT_OUT', 'DUPLICATE', 'PERMANENT_FAILURE', 'TEMPORARY_FAILURE', 'THROTTLED']
  expect(ours.filter((key) => !known.includes(key) && !ofPinpoint.includes(key))).toEqual([])
  expect(rows.map(([, reason]) => reason).filter((reason) => !known.includes(reason))).toEqual([])
})

const everyReason = [
  ['AccessDeniedException', AccessDeniedExceptionReason],
  ['ConflictException', ConflictExceptionReason],
  ['ServiceQuotaExceededException', ServiceQuotaExceededExceptionReason],
  ['ValidationException', ValidationExceptionReason]
] as const

test.each(everyReason)('no Reason of %s is taken for IAM’s refusal', (code, reasonsOf) => {
  for (const reason of [...Object.values(reasonsOf), 'BRAND_NEW']) {
    expect(judged(code, reason).side).not.toBe('role')
  }
})

test.each([
  ['AccessDeniedException', 'role'],
  ['AccessDenied', 'role'],
  ['ForbiddenException', 'role'],
  ['ThrottlingException', 'account'],
  ['TooManyRequestsException', 'account'],
  ['InternalServerException', 'service'],
  ['ResourceNotFoundException', 'request'],
  ['NotFoundException', 'request'],
  ['BadRequestException', 'request'],
  ['ConflictException', 'unknown'],
  ['BrandNewException', 'unknown']
])('%s without a Reason lies on the side of the %s', (code, side) => {
  expect(judged(code).side).toBe(side)
})

test.each([
  ['OPT_OUT', 'conflict', '400', 'destination'],
  ['PERMANENT_FAILURE', 'conflict', '400', 'unknown'],
  ['PERMANENT_FAILURE', 'conflict', '404', 'number'],
  ['DUPLICATE', 'conflict', '200', 'request'],
  ['THROTTLED', 'throttled', '429', 'account'],
  ['TEMPORARY_FAILURE', 'transient', '503', 'service'],
  ['UNKNOWN_FAILURE', 'lost', '500', 'unknown']
])('Pinpoint’s %s (%s, %s) lies on the side of the %s', (code, kind, reason, side) => {
  expect(sendFailureOf({ code, kind, reason }).side).toBe(side)
})

test('each failure says in one clause what happened, and in sentences what to do', () => {
  for (const { what, todo } of Object.values(sendFailures)) {
    expect(what).toMatch(/^\S.*[^.]$/)
    expect(todo).toMatch(/^[A-Z].*\.$/)
  }
})
