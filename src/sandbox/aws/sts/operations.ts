import type { Operation } from '../operation.js'

/** Everything that STS can do here. */
export const stsOperations: readonly Operation[] = []
