import type { FailureKind } from '../../app/ports.js'
import { ActionError, type ErrorCode } from '../../errors.js'
import { meaningOf } from './codes.js'
import { WireError, type Fate } from './wire-error.js'

/** How a call failed: judged here and nowhere else. */
export interface Failure {
  readonly kind: FailureKind
  /** AWS's code, or a name of ours where no service spoke. */
  readonly code: string
  /** AWS's Reason, where the service gives one. */
  readonly reason?: string
  readonly message: string
  readonly requestId?: string
  /** How it is told when nobody can go on. */
  readonly errorCode: ErrorCode
  /** The service's clock was learned from the refusal: the same call may be signed right now. */
  readonly skewLearned: boolean
  readonly cause: unknown
}

/** An answer that lacks what the service always sends. */
export class IncompleteAnswer extends Error {
  override readonly name = 'IncompleteAnswer'
}

/** A member that the SDK types as optional and AWS always sends. Throws IncompleteAnswer. */
export function given<T>(value: T | null | undefined, what: string): T {
  if (value === undefined || value === null || value === '') {
    throw new IncompleteAnswer(`the service answered without ${what}`)
  }
  return value
}

/** Judges whatever a call threw. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof WireError) return wireFailure(thrown)
  if (thrown instanceof IncompleteAnswer) return ours('lost', 'ANSWER_INCOMPLETE', thrown)
  if (thrown instanceof ActionError) return ours('unknown', thrown.code, thrown)
  if (isServiceError(thrown)) return serviceFailure(thrown)
  const name = thrown instanceof Error ? thrown.name : ''
  // The SDK's own: no endpoint goes with the settings, such as FIPS with AWS_ENDPOINT_URL.
  if (name === 'EndpointError') return ours('unknown', 'NETWORK_UNREACHABLE', thrown)
  return name === 'CredentialsProviderError' || name === 'TokenProviderError'
    ? ours('unknown', 'CREDENTIALS_MISSING', thrown)
    : ours('unknown', 'UNEXPECTED', thrown)
}

const fates: Readonly<Record<Fate, readonly [FailureKind, ErrorCode]>> = {
  'not-sent': ['transient', 'NETWORK_UNREACHABLE'],
  'broken-off': ['lost', 'NETWORK_UNREACHABLE'],
  fault: ['transient', 'SERVICE_FAILED'],
  cancelled: ['unknown', 'CANCELLED'],
  'not-understood': ['unknown', 'ANSWER_INCOMPLETE']
}

function wireFailure(error: WireError): Failure {
  const [kind, errorCode] = fates[error.fate]
  // A success that makes no sense may have been carried out; a refusal by a proxy was not.
  const succeeded = error.fate === 'not-understood' && (error.detail.status ?? 0) < 300
  return ours(succeeded ? 'lost' : kind, errorCode, error)
}

function ours(kind: FailureKind, errorCode: ErrorCode, cause: unknown): Failure {
  const message = cause instanceof Error ? cause.message : String(cause)
  return { kind, code: errorCode, message, errorCode, skewLearned: false, cause }
}

/** The members of the SDK's service exceptions that are read here. */
interface ServiceError extends Error {
  readonly $metadata: {
    readonly httpStatusCode?: number
    readonly requestId?: string
    readonly clockSkewCorrected?: boolean
  }
  /** The code on the wire, in the Query protocol. */
  readonly Code?: string
  readonly Reason?: string
}

function isServiceError(thrown: unknown): thrown is ServiceError {
  return thrown instanceof Error && '$metadata' in thrown && typeof thrown.$metadata === 'object'
}

function serviceFailure(error: ServiceError): Failure {
  const { httpStatusCode: status, requestId, clockSkewCorrected } = error.$metadata
  const code = error.Code ?? error.name
  const reason = error.Reason
  const about = { code, message: error.message, ...(reason !== undefined && { reason }) }
  const meaning = meaningOf({ ...about, ...(status !== undefined && { status }) })
  return {
    ...about,
    ...meaning,
    ...(requestId !== undefined && { requestId }),
    // The SDK learns the clock from any answer; only a rejected signature is worth a second try.
    skewLearned: clockSkewCorrected === true && meaning.errorCode === 'CREDENTIALS_REJECTED',
    cause: error
  }
}
