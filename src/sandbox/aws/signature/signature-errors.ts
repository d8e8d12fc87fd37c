import { AwsError } from '../aws-error.js'

/** Why a request's sender could not be told. */
export type SignatureFault = 'missing' | 'incomplete' | 'unknown-key' | 'expired-token' | 'mismatch'

const codes: Readonly<Record<SignatureFault, string>> = {
  missing: 'MissingAuthenticationToken',
  incomplete: 'IncompleteSignature',
  'unknown-key': 'InvalidClientTokenId',
  'expired-token': 'ExpiredToken',
  mismatch: 'SignatureDoesNotMatch'
}

const messages: Readonly<Record<SignatureFault, string>> = {
  missing: 'Request is missing Authentication Token',
  incomplete: 'Authorization header is not a complete AWS4-HMAC-SHA256 signature.',
  'unknown-key': 'The security token included in the request is invalid.',
  'expired-token': 'The security token included in the request is expired',
  mismatch:
    'The request signature we calculated does not match the signature you provided. Check your ' +
    'AWS Secret Access Key and signing method. Consult the service documentation for details.'
}

/**
 * The error with which a signature is refused, by the names of the Query services; the
 * JSON services have their own for the same errors.
 *
 * @param message instead of the usual one
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export function signatureError(fault: SignatureFault, message = messages[fault]): AwsError {
  return new AwsError(codes[fault], fault === 'incomplete' ? 400 : 403, message)
}
