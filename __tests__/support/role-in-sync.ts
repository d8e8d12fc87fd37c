import { isInvalid } from '../../src/domain/invalid.js'
import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import { planRole } from '../../src/domain/plan/plan.js'
import type { SenderRequest } from '../../src/domain/request.js'
import { roleAfter } from '../../src/domain/role/role-after.js'
import { desiredRole, type DesiredRole } from '../../src/domain/sender.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { number } from './requests.js'

export type Existing = Extract<ObservedRole, { exists: true }>

const missing: ObservedRole = { exists: false }

/** The role as the configuration wants it. */
export function desiredFor(request: SenderRequest, observed: ObservedRole = missing): DesiredRole {
  const desired = desiredRole(request, { number, observed, trustLimit: 4096 })
  if (isInvalid(desired)) throw new Error(desired.invalid)
  return desired
}

/** The role as a first apply leaves it; overrides say what somebody has done to it since. */
export function roleInSync(request: SenderRequest, overrides: Partial<Existing> = {}): Existing {
  const plan = planRole(desiredFor(request), missing, request)
  const role = plan.reduce<ObservedRole>(roleAfter, missing)
  if (!role.exists) throw new Error('the plan creates a role')
  return { ...role, ...overrides }
}

/** A trust policy of these statements. */
export function trustOf(...statements: readonly PolicyDocument[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements }
}

/** A statement that lets a principal assume the role. */
export function grantTo(
  AWS: string | readonly string[],
  extra: PolicyDocument = {}
): PolicyDocument {
  return { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...extra }
}
