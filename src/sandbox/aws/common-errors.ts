import { AwsError } from './aws-error.js'
import type { Service } from './operation.js'

/** Errors every service has: what the Query services call them, to what the JSON services do. */
const jsonNames: Readonly<Record<string, string>> = {
  AccessDenied: 'AccessDeniedException',
  ExpiredToken: 'ExpiredTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidAction: 'UnknownOperationException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  ServiceFailure: 'InternalServerException',
  SignatureDoesNotMatch: 'InvalidSignatureException'
}

/**
 * An error by the name its service gives it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export function inWordsOf(service: Service, error: AwsError): AwsError {
  const name = jsonNames[error.code]
  if (service === 'iam' || service === 'sts' || name === undefined) return error
  // SMS Voice answers 400 to all but its own failures, as AWS's JSON 1.0 services do.
  const status = service === 'sms-voice' && error.status < 500 ? 400 : error.status
  return new AwsError(name, status, error.message, error.members)
}
