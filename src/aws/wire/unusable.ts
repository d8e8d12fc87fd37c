import { ActionError, type ErrorCode } from '../../errors.js'
import { textOf } from '../action-error.js'
import { failureOf } from './failure.js'

/** What stops a chain of providers is no error of the service unless the service itself spoke. */
const toldAs: Partial<Readonly<Record<ErrorCode, ErrorCode>>> = {
  UNEXPECTED: 'CREDENTIALS_MISSING',
  ACCESS_DENIED: 'CREDENTIALS_ROLE_REFUSED'
}

/** Why `what`, such as the job's environment, gives no keys. */
export function unusable(what: string, thrown: unknown): ActionError {
  const failure = failureOf(thrown)
  if (failure.cause instanceof ActionError) return failure.cause
  const message = `${what} gives no usable AWS credentials: ${withoutCommand(textOf(failure))}`
  return new ActionError(toldAs[failure.errorCode] ?? failure.errorCode, message, failure.cause)
}

/** A command that was to give keys, and what it said, may hold secrets. */
function withoutCommand(text: string): string {
  return text.replace(/Command failed:[^]*/, 'its credential_process failed')
}
