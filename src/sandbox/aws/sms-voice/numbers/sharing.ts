import { decideAlone } from '../../../../policy/evaluate/evaluate.js'
import type { RequestPrincipal } from '../../../../policy/evaluate/evaluate.js'
import type { PolicyDocument } from '../../../../policy/document/document.js'
import type { Call } from '../../operation.js'
import type { AwsState, StoredNumber } from '../../state/state.js'
import type { StoredPool } from '../store.js'
import { smsVoiceStore } from '../store.js'

interface Place {
  readonly account: string
  readonly region: string
}

/** The account and Region that an ARN names, if the state has the account. */
export function placeOf(state: AwsState, arn: string): Place | undefined {
  const [, , , region = '', account = ''] = arn.split(':')
  return state.accounts.has(account) ? { account, region } : undefined
}

/**
 * A resource's own policy, as authorization knows it.
 *
 * Unknown in AWS: whether a resource's policy is in force at once; here it lags as IAM's do.
 */
export function resourcePolicyOf({ state, now }: Call, arn: string): PolicyDocument | undefined {
  const place = placeOf(state, arn)
  if (place === undefined) return undefined
  const { resourcePolicies } = smsVoiceStore(state, place.account, place.region)
  return resourcePolicies.get(arn)?.asOf(now - state.authorizationDelayMs)?.document
}

/** Whether a resource's own policy lets somebody send text messages from it. */
export function isSharedWith(
  call: Call,
  arn: string,
  asker: {
    readonly principal: RequestPrincipal
    readonly context: Readonly<Record<string, string>>
  }
): boolean {
  const document = resourcePolicyOf(call, arn)
  if (document === undefined) return false
  const request = {
    ...asker,
    actions: ['sms-voice:SendTextMessage'],
    resources: [arn],
    resourceAccount: placeOf(call.state, arn)?.account ?? ''
  }
  return decideAlone(document, request) === 'Allowed'
}

/** Whether another account's resource is shared with the caller. */
export function isSharedWithCaller(call: Call, arn: string): boolean {
  const { arn: principal, account } = call.caller
  return isSharedWith(call, arn, { principal, context: { 'aws:PrincipalAccount': account } })
}

/** Numbers of other accounts in this Region that are shared with the caller. */
export function sharedNumbers(call: Call): readonly StoredNumber[] {
  return others(call).flatMap(({ numbers }) =>
    numbers.filter(({ arn, region }) => region === call.region && isSharedWithCaller(call, arn))
  )
}

/** Pools of other accounts in this Region that are shared with the caller. */
export function sharedPools(call: Call): readonly StoredPool[] {
  return others(call).flatMap(({ id }) =>
    smsVoiceStore(call.state, id, call.region).pools.filter(({ arn }) =>
      isSharedWithCaller(call, arn)
    )
  )
}

const others = ({ state, caller }: Call) =>
  [...state.accounts.values()].filter(({ id }) => id !== caller.account)
