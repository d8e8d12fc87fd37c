import type { Operation } from '../operation.js'

/** Everything that IAM can do here. */
export const iamOperations: readonly Operation[] = []
