import { defaultInlineLimit } from '../../domain/role/inline-size.js'
import type { SenderRequest } from '../../domain/request.js'
import { ActionError } from '../../errors.js'
import { policySize } from '../../policy/document/validate.js'
import { asOne, attemptEach, failuresOf, nothingWritten } from '../attempt-each.js'
import type { PlannedCaller } from './plan.js'

/**
 * Passes unless a policy is sure to exceed what the caller role's inline policies may have
 * together. What may not be read is not known to exceed it: IAM itself refuses the write then.
 *
 * Throws POLICY_TOO_LARGE, for all secondaries in one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export async function demandCallersFit(
  plan: readonly PlannedCaller[],
  { quotas }: SenderRequest
): Promise<void> {
  const limit = quotas?.inline ?? defaultInlineLimit
  const failures = failuresOf(await attemptEach(plan, (planned) => demandFits(planned, limit)))
  if (failures.length > 0) throw asOne(failures, nothingWritten)
}

async function demandFits({ change, roles }: PlannedCaller, limit: number): Promise<void> {
  if (change.kind === 'delete-caller-policy') return
  const { role, name, account, to } = change
  const beside = await roles.sizeBeside(role, name)
  if (beside === undefined) return
  const size = beside + policySize(to)
  if (size <= limit) return
  throw new ActionError(
    'POLICY_TOO_LARGE',
    `the inline policies of the role ${role} in ${account} would have ${size} characters together; IAM allows ${limit}`
  )
}
