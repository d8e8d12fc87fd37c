import { inWordsOf } from '../common-errors.js'
import { AwsError } from '../aws-error.js'
import type { Call, Members, Service } from '../operation.js'
import type { Principal } from '../state/principals.js'
import { homeRegion } from '../regions.js'
import { isManagementEvent } from './trail.js'

/** A call of somebody who is known, as it arrived. */
export interface Recordable {
  readonly service: Service
  readonly name: string
  readonly input: Members
  readonly call: Call
  readonly principal: Principal
  readonly userAgent: string
  /** ARNs; none where the call was refused before they were known. */
  readonly resources: readonly string[]
}

/**
 * Keeps a call for CloudTrail: in the caller's account, and an AssumeRole that succeeded in the
 * role's account too.
 *
 * Unknown in AWS: whether a role's account is told of refusals to assume it; here it is not.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function recordCall(
  { service, name, input, call, principal, userAgent, resources }: Recordable,
  outcome: Readonly<{ output: Members } | { thrown: unknown }>
): void {
  if (!isManagementEvent(service, name)) return
  const { state, caller, region, now, requestId } = call
  const record = {
    at: now,
    // IAM is in one Region of the partition, whatever Region a client signs for.
    region: service === 'iam' ? homeRegion(state) : region,
    service,
    name,
    caller,
    callerAccount: caller.account,
    principal,
    userAgent,
    requestId,
    input,
    resources,
    ...('thrown' in outcome
      ? { error: errorOf(service, outcome.thrown) }
      : { output: outcome.output })
  }
  state.trail.append({ ...record, account: caller.account })
  const owner = name === 'AssumeRole' ? resources[0]?.split(':')[4] : undefined
  if (owner === undefined || owner === caller.account || 'thrown' in outcome) return
  state.trail.append({ ...record, account: owner })
}

function errorOf(service: Service, thrown: unknown) {
  const { code, message } =
    thrown instanceof AwsError
      ? inWordsOf(service, thrown)
      : { code: 'InternalFailure', message: String(thrown) }
  // CloudTrail drops the suffix that some services give the code.
  return { code: code === 'AccessDeniedException' ? 'AccessDenied' : code, message }
}
