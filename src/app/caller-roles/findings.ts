import { matchesCallers } from '../../domain/trust/caller-match.js'
import { isOurCallerPolicy } from '../../domain/role/caller-policy.js'
import { parseRoleArn } from '../../domain/aws-ids.js'
import type { Finding } from '../../domain/findings/finding.js'
import { isInvalid } from '../../domain/invalid.js'
import type { SenderRequest } from '../../domain/request.js'
import type { SeenCaller } from './survey.js'

/** What people should know of the caller roles before anything is written to them. */
export function callerFindings(
  callers: readonly SeenCaller[],
  request: SenderRequest
): readonly Finding[] {
  return callers.flatMap((caller) => [
    ...adoptionFindings(caller, request),
    ...trustFindings(caller, request)
  ])
}

/** That somebody's policy is taken over; the drift section has what it loses. */
function adoptionFindings(
  { place: { account, role, name }, observed: { policy } }: SeenCaller,
  { mode }: SenderRequest
): readonly Finding[] {
  if (policy === undefined || isOurCallerPolicy(policy)) return []
  const who = mode === 'check' ? 'An apply with adopt: true replaces' : 'This run replaces'
  const message = `${who} the inline policy ${name} of the role ${role} in ${account}, which has statements that this action did not write: whatever they allow beyond the sender role is taken from the role. The plan has the policy as it is.`
  return [{ level: 'warning', code: 'CALLER_POLICY_ADOPTED', message }]
}

/** A permission is of no use to a role that the trust does not let in. */
function trustFindings(
  { place: { account }, observed: { arn } }: SeenCaller,
  { secondaries }: SenderRequest
): readonly Finding[] {
  const secondary = secondaries.find((one) => one.account === account)
  const role = parseRoleArn(arn)
  if (secondary === undefined || isInvalid(role)) return []
  if (matchesCallers({ arn: role, role }, secondary) === 'yes') return []
  const message = `The caller role ${arn} is none of secondary-principals (${secondary.callers.join(', ')}): it is given the permission, but the sender role does not let it in.`
  return [{ level: 'warning', code: 'CALLER_ROLE_NOT_TRUSTED', message }]
}
