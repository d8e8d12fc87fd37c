import { AwsError } from '../aws-error.js'
import { mistakesIn } from '../protocols/json-shape.js'
import type { JsonShape, Mistake } from '../protocols/json-shape.js'
import type { Members } from '../operation.js'
import type { ResourceKind } from './numbers/arns.js'

/** What a ResourceNotFoundException or ConflictException is about. */
export interface Subject {
  readonly type: ResourceKind | 'policy' | 'opted-out-number'
  readonly id: string
}

/** The error for a resource this account does not have. */
export function notFound({ type, id }: Subject): AwsError {
  return new AwsError('ResourceNotFoundException', 400, `Resource not found: ${type} ${id}`, {
    ResourceType: type,
    ResourceId: id
  })
}

/** The error for a request that the state of things forbids. */
export function conflict(reason: string, message: string, subject?: Subject): AwsError {
  return new AwsError('ConflictException', 400, message, {
    Reason: reason,
    ...(subject && { ResourceType: subject.type, ResourceId: subject.id })
  })
}

/** The error for an account that has used up what it may have. */
export function quotaExceeded(reason: string, message: string): AwsError {
  return new AwsError('ServiceQuotaExceededException', 400, message, { Reason: reason })
}

/** The error for a request that is wrong by itself, with the members at fault. */
export function invalid(
  reason: string,
  message: string,
  fields: readonly { readonly Name: string; readonly Message: string }[] = []
): AwsError {
  return new AwsError('ValidationException', 400, message, {
    Reason: reason,
    ...(fields.length > 0 && { Fields: fields })
  })
}

/**
 * Refuses an input that breaks the service's model: SerializationException where a member has
 * another type, else ValidationException with every member at fault.
 */
export function refuseUnlessShaped(shape: JsonShape, input: Members): void {
  const mistakes = mistakesIn(shape, input)
  const unreadable = mistakes.find(({ kind }) => kind === 'type')
  if (unreadable !== undefined) {
    throw new AwsError('SerializationException', 400, `${unreadable.path}: ${unreadable.message}`)
  }
  if (mistakes.length > 0) throw invalid(reasonFor(mistakes), summaryOf(mistakes), fields(mistakes))
}

// Unknown in AWS: which Reason a missing member has; MISSING_PARAMETER.
const reasonFor = (mistakes: readonly Mistake[]): string =>
  mistakes.every(({ kind }) => kind === 'missing') ? 'MISSING_PARAMETER' : 'FIELD_VALIDATION_FAILED'

const summaryOf = (mistakes: readonly Mistake[]): string =>
  `${mistakes.length} validation error${mistakes.length === 1 ? '' : 's'} detected: ` +
  mistakes
    .map(({ path, message }) => `Value at '${path}' failed to satisfy constraint: ${message}`)
    .join('; ')

const fields = (mistakes: readonly Mistake[]): { Name: string; Message: string }[] =>
  mistakes.map(({ path, message }) => ({ Name: path, Message: message }))
