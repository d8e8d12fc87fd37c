import type { SendFailure, SendSide } from './send-failure.js'

/** Whose matter, what happened, what to do. */
type Row = readonly [side: SendSide, what: string, todo: string]

const support = 'Open a case with AWS Support in the primary.'

/** What keeps every message from getting out, by SMS Voice's Reason. */
const everyMessage: Readonly<Record<string, Row>> = {
  ACCOUNT_DISABLED: ['account', 'AWS has disabled sending for the account', support],
  CHANNEL_NOT_ENABLED: ['account', 'SMS is not enabled for the account', support],
  INSUFFICIENT_ACCOUNT_REPUTATION: [
    'account',
    'the account’s reputation is too low to send',
    `Look for complaints and blocked messages in the delivery events. ${support}`
  ],
  MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT: [
    'account',
    'the account’s monthly spend limit for text messages is reached',
    'Raise it (set-text-message-spend-limit-override, past its maximum by a quota case), or wait for the next month.'
  ],
  MESSAGE_TYPE_MISMATCH: [
    'number',
    'the number is for messages of another type',
    'Compare the number’s MessageType: the action sends TRANSACTIONAL messages.'
  ],
  NUMBER_CAPABILITIES_MISMATCH: [
    'number',
    'the number cannot send SMS',
    'Name a number whose NumberCapabilities hold SMS.'
  ],
  PHONE_NUMBER_NOT_IN_REGISTRATION_REGION: [
    'number',
    'the number is not in the Region of its registration',
    'Use a number of the Region in which the campaign is registered.'
  ],
  REGISTRATION_NOT_COMPLETE: [
    'number',
    'the number’s registration is not complete',
    'Finish the campaign’s registration; describe-registrations shows its status.'
  ],
  RESOURCE_NOT_ACTIVE: [
    'number',
    'the number is not active',
    'Wait until describe-phone-numbers says ACTIVE, or name another number.'
  ]
}

const requestIsWrong: Row = [
  'request',
  'the service judged the request itself wrong',
  'Compare the inputs with the field that AWS names; open an issue if they are right.'
]
const notThere: Row = [
  'request',
  'the number, the configuration set or the application that was named does not exist',
  'Check origination-number, configuration-set, pinpoint-application-id and region.'
]
const optedOut: Row = [
  'destination',
  'the destination has opted out of the number’s messages',
  'Have the recipient send START to the number, or name another destination. An opt-out counts for all secondaries.'
]
const throttled: Row = [
  'account',
  'the account’s quota of requests is used up for the moment',
  'Run again later: all senders of the account share the quota, by default one message a second.'
]
const unavailable: Row = ['service', 'the service failed by itself', 'Run again later.']

const wrongRequests =
  'CANNOT_PARSE FIELD_VALIDATION_FAILED INVALID_ARN INVALID_PARAMETER INVALID_REQUEST MAXIMUM_SIZE_EXCEEDED MISSING_PARAMETER OTHER PARAMETERS_CANNOT_BE_USED_TOGETHER SENDER_ID_NOT_REGISTERED SENDER_ID_NOT_SUPPORTED SENDER_ID_REQUIRES_REGISTRATION UNSPECIFIED_PARAMETER_NOT_SUPPORTED'.split(
    ' '
  )

/** What keeps this message from getting out, by SMS Voice's Reason. */
const thisMessage: Readonly<Record<string, Row>> = {
  COUNTRY_CODE_MISMATCH: [
    'destination',
    'the destination’s country is not the number’s',
    'Name a destination in the number’s country.'
  ],
  COUNTRY_NOT_ENABLED: [
    'account',
    'the account may not send to the destination’s country',
    'Enable the country, or name a destination in another.'
  ],
  DAILY_DESTINATION_CALL_LIMIT: [
    'destination',
    'the destination has been called as often today as it may be',
    'Run again tomorrow, or name another destination.'
  ],
  DESTINATION_COUNTRY_BLOCKED: [
    'destination',
    'AWS does not send to the destination’s country in this way',
    'Name a destination in another country.'
  ],
  DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION: [
    'account',
    'a protect configuration blocks the destination’s country',
    'Allow the country in the protect configuration of the account or of the configuration set.'
  ],
  DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE: [
    'destination',
    'a protect configuration blocks this destination',
    'Remove its rule for the destination, or name another.'
  ],
  DESTINATION_PHONE_NUMBER_NOT_VERIFIED: [
    'account',
    'the account is in the SMS sandbox, and the destination is not verified',
    'Move the account out of the sandbox of this Region, or verify the destination.'
  ],
  DESTINATION_PHONE_NUMBER_OPTED_OUT: optedOut,
  INTERNATIONAL_SENDING_NOT_SUPPORTED: [
    'destination',
    'the number sends within its own country only',
    'Name a destination in the number’s country.'
  ],
  INVALID_IDENTITY_FOR_DESTINATION_COUNTRY: [
    'destination',
    'the number does not reach the destination’s country',
    'Name a destination in the United States or its territories: a 10DLC number reaches no other.'
  ],
  NO_ORIGINATION_IDENTITIES_FOUND: [
    'number',
    'nothing the message may be sent from reaches the destination',
    'Name a destination in the number’s country, and see that the number is active.'
  ],
  PRICE_OVER_THRESHOLD: [
    'request',
    'the message would cost more than the smoke test may',
    'Name a destination that costs less; the limit stands in docs/preflight.md.'
  ],
  RESOURCE_NOT_ACCESSIBLE: [
    'unknown',
    'something the message is sent with is not accessible to the account',
    'See that the number and the configuration set are the primary’s, in this Region.'
  ],
  ...Object.fromEntries(wrongRequests.map((reason) => [reason, requestIsWrong]))
}

/**
 * Pinpoint's delivery statuses, with the StatusCode of the address where that tells more. AWS
 * documents no list of StatusCodes.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-messages.html
 */
const deliveryStatuses: Readonly<Record<string, Row>> = {
  OPT_OUT: optedOut,
  DUPLICATE: [
    'request',
    'Pinpoint takes the message for one that it was just given',
    'Change smoke-test-message, or run again later.'
  ],
  PERMANENT_FAILURE: [
    'unknown',
    'Pinpoint will not send the message, and says why in its own words only',
    'Look at the preflight: the number, its registration and resource policy, the SMS channel, the sandbox, the spend limit.'
  ],
  'PERMANENT_FAILURE 404': [
    'number',
    'Pinpoint does not find what the message is sent with, most likely the number',
    'See that the number is the primary’s, in this Region, and that its resource policy lets Amazon Pinpoint use it.'
  ],
  TEMPORARY_FAILURE: unavailable,
  THROTTLED: throttled
}

/** What the gateways' kinds say where neither code nor Reason is known. */
const kinds: Readonly<Record<string, Row>> = {
  refused: [
    'role',
    'AWS refuses the call to a session of the sender role',
    'Run mode apply to mend the role; if it is in sync, look for a boundary or an organization’s policy.'
  ],
  absent: notThere,
  throttled,
  transient: unavailable,
  invalid: requestIsWrong
}

/** Every way in which a message is refused, by Reason, delivery status or kind. */
export const sendFailures: Readonly<Record<string, SendFailure>> = {
  ...withScope('this-message', { ...kinds, ...deliveryStatuses, ...thisMessage }),
  ...withScope('every-message', everyMessage)
}

function withScope(
  scope: SendFailure['scope'],
  rows: Readonly<Record<string, Row>>
): Readonly<Record<string, SendFailure>> {
  return Object.fromEntries(
    Object.entries(rows).map(([key, [side, what, todo]]) => [key, { side, what, todo, scope }])
  )
}
