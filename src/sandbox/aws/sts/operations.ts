import type { Operation } from '../operation.js'
import { assumeRole } from './assume-role.js'
import { getCallerIdentity } from './get-caller-identity.js'

/** Everything that STS can do here. */
export const stsOperations: readonly Operation[] = [assumeRole, getCallerIdentity]
