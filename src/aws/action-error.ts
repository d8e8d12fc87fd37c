import { ActionError } from '../errors.js'
import type { Reply } from './ask.js'
import type { Failure } from './wire/failure.js'

/** What a call was, for people: its name in IAM and what it was about. */
export interface Subject {
  readonly name: string
  readonly about: string
}

/** A failed call in the user's terms, with AWS's own code and text. */
export function actionErrorOf(failure: Failure, { name, about }: Subject): ActionError {
  if (failure.cause instanceof ActionError) return failure.cause
  const call = `${name} on ${about}`
  return new ActionError(failure.errorCode, `${call}: ${textOf(failure)}`, failure.cause)
}

/** The value of a reply. Throws ActionError for a failed one. */
export function valueOf<T>(reply: Reply<T>, subject: Subject): T {
  if (reply.ok) return reply.value
  throw actionErrorOf(reply.failure, subject)
}

/** AWS's code, Reason and text; the text alone where no service spoke. */
export function textOf({ code, errorCode, reason, message }: Failure): string {
  if (code === errorCode) return message
  return `${code}${reason === undefined || reason === code ? '' : ` (${reason})`}: ${message}`
}
