import { AwsError } from '../aws-error.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html#API_GetRole_Errors */
export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', 404, message)
}

export function entityAlreadyExists(message: string): AwsError {
  return new AwsError('EntityAlreadyExists', 409, message)
}

export function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceeded', 409, message)
}

export function deleteConflict(message: string): AwsError {
  return new AwsError('DeleteConflict', 409, message)
}

export function malformedPolicyDocument(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', 400, message)
}

export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInput', 400, message)
}
