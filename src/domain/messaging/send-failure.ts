import { sendFailures } from './send-failures.js'

/** Whose matter it is that a message was not accepted. */
export type SendSide =
  | 'role'
  | 'number'
  | 'destination'
  | 'account'
  /** What this run asked for: message, price, configuration set. */
  | 'request'
  /** AWS itself, for the moment. */
  | 'service'
  | 'unknown'

/** What stood in the way of a message, whose matter that is, and what to do. */
export interface SendFailure {
  readonly side: SendSide
  /** One clause, without a full stop. */
  readonly what: string
  /** One sentence or two. */
  readonly todo: string
  /** Whether no message at all gets out, whoever sends it and to whom. */
  readonly scope: 'every-message' | 'this-message'
}

/** How a service refused a message. */
export interface Refusal {
  /** As the gateways judge it. */
  readonly kind: string
  /** AWS's code, with or without the suffix Exception. */
  readonly code: string
  /** SMS Voice's Reason; for Pinpoint the StatusCode of the address. */
  readonly reason?: string
}

/**
 * Tells a refused message in words, IAM's refusals apart from those of the number, its account and
 * the destination. What the table lacks is told by its kind, and never guessed.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
 */
export function sendFailureOf({ kind, code, reason = '' }: Refusal): SendFailure {
  const short = code.replace(/Exception$/, '')
  const known = [`${short} ${reason}`, reason, short, kind]
    .filter((key) => Object.hasOwn(sendFailures, key))
    .map((key) => sendFailures[key])
  return known[0] ?? untold
}

const untold: SendFailure = {
  side: 'unknown',
  what: 'the service refused the message for a reason that this action has no words for',
  todo: 'AWS’s own words are all that is known; open an issue with the code.',
  scope: 'this-message'
}
