import type { FailureKind } from '../../app/ports.js'
import type { ErrorCode } from '../../errors.js'

/** What a code of AWS means to a use case, and how it is told when nobody can go on. */
export interface Meaning {
  readonly kind: FailureKind
  readonly errorCode: ErrorCode
}

const refused = { kind: 'refused', errorCode: 'ACCESS_DENIED' } as const
const expired = { kind: 'unknown', errorCode: 'CREDENTIALS_EXPIRED' } as const
const rejected = { kind: 'unknown', errorCode: 'CREDENTIALS_REJECTED' } as const
const badToken = { kind: 'refused', errorCode: 'CREDENTIALS_ROLE_REFUSED' } as const
const throttled = { kind: 'throttled', errorCode: 'THROTTLED' } as const
const fault = { kind: 'transient', errorCode: 'SERVICE_FAILED' } as const
const invalid = { kind: 'invalid', errorCode: 'INPUT_INVALID' } as const
const absent = { kind: 'absent', errorCode: 'UNEXPECTED' } as const
const meanwhile = { kind: 'conflict', errorCode: 'ROLE_CHANGED_MEANWHILE' } as const
const conflict = { kind: 'conflict', errorCode: 'UNEXPECTED' } as const

/** Codes without the suffix Exception, which some protocols add and others do not. */
const meanings: Readonly<Record<string, Meaning>> = {
  AccessDenied: refused,
  Forbidden: refused,
  UnauthorizedOperation: refused,
  ExpiredToken: expired,
  TokenRefreshRequired: expired,
  InvalidClientTokenId: rejected,
  InvalidAccessKeyId: rejected,
  UnrecognizedClient: rejected,
  SignatureDoesNotMatch: rejected,
  InvalidSignature: rejected,
  IncompleteSignature: rejected,
  MissingAuthenticationToken: rejected,
  AuthFailure: rejected,
  RequestExpired: rejected,
  RequestTimeTooSkewed: rejected,
  InvalidIdentityToken: badToken,
  IDPRejectedClaim: badToken,
  IDPCommunicationError: fault,
  Throttling: throttled,
  Throttled: throttled,
  RequestThrottled: throttled,
  RequestLimitExceeded: throttled,
  TooManyRequests: throttled,
  SlowDown: throttled,
  InternalFailure: fault,
  InternalError: fault,
  InternalServer: fault,
  InternalServerError: fault,
  ServiceFailure: fault,
  ServiceUnavailable: fault,
  NoSuchEntity: absent,
  NotFound: absent,
  ResourceNotFound: absent,
  ConcurrentModification: meanwhile,
  EntityAlreadyExists: meanwhile,
  DeleteConflict: { kind: 'conflict', errorCode: 'ROLE_IN_USE' },
  UnmodifiableEntity: { kind: 'conflict', errorCode: 'ROLE_OF_AWS' },
  Conflict: conflict,
  RegionDisabled: conflict,
  ServiceQuotaExceeded: { kind: 'conflict', errorCode: 'QUOTA_EXCEEDED' },
  PackedPolicyTooLarge: { kind: 'invalid', errorCode: 'POLICY_REJECTED' },
  BadRequest: invalid,
  InvalidInput: invalid,
  InvalidParameterValue: invalid,
  PayloadTooLarge: invalid,
  Validation: invalid,
  ValidationError: invalid
}

/**
 * What an error of a service means. A Reason beside an AccessDenied (SMS Voice) tells of the
 * account's trouble, not of IAM's refusal.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export function meaningOf(error: {
  readonly code: string
  readonly message: string
  readonly reason?: string
  readonly status?: number
}): Meaning {
  const code = error.code.replace(/Exception$/, '')
  if (code === 'LimitExceeded') return limitMeaning(error.message)
  if (code === 'MalformedPolicyDocument') return documentMeaning(error.message)
  if (code === 'AccessDenied' && error.reason !== undefined) return { ...refused, kind: 'conflict' }
  const known = Object.hasOwn(meanings, code) ? meanings[code] : undefined
  return known ?? statusMeaning(error.status ?? 0)
}

function limitMeaning(message: string): Meaning {
  const ofSize = /ACLSizePerRole|policy size/i.test(message)
  return { kind: 'conflict', errorCode: ofSize ? 'POLICY_TOO_LARGE' : 'QUOTA_EXCEEDED' }
}

function documentMeaning(message: string): Meaning {
  const ofPrincipal = /invalid principal/i.test(message)
  return { kind: 'invalid', errorCode: ofPrincipal ? 'PRINCIPAL_INVALID' : 'POLICY_REJECTED' }
}

function statusMeaning(status: number): Meaning {
  if (status >= 500) return fault
  return status === 429 ? throttled : { kind: 'unknown', errorCode: 'UNEXPECTED' }
}
