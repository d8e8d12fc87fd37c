import { iamOperations } from './iam/operations.js'
import type { Operation } from './operation.js'
import { stsOperations } from './sts/operations.js'

/** Everything the embedded AWS can do: the one table. */
export const operations: readonly Operation[] = [...iamOperations, ...stsOperations]
