import type { Call, Members } from '../operation.js'
import { optionalText, validationError } from '../query-input.js'
import { callerSession } from './caller-principal.js'

/** The source identity of the session that a request opens: it stays through role chaining. */
export function sourceIdentityOf(input: Members, call: Call): string | undefined {
  return callerSession(call)?.sourceIdentity ?? optionalText(input, 'SourceIdentity')
}

/**
 * Refuses to change a source identity.
 *
 * @throws AwsError ValidationError
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export function refuseChangedSourceIdentity(input: Members, call: Call): void {
  const kept = callerSession(call)?.sourceIdentity
  const given = optionalText(input, 'SourceIdentity')
  if (kept === undefined || given === undefined || kept === given) return
  throw validationError('The source identity is already set for this assume role session')
}
