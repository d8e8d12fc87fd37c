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
  // SMS Voice and CloudTrail answer 400 to all but their own failures, as AWS's JSON services do.
  const status = service !== 'mobiletargeting' && error.status < 500 ? 400 : error.status
  return new AwsError(name, status, error.message, error.members)
}
