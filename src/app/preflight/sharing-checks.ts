import type { AccountId } from '../../domain/aws-ids.js'
import { letIn, letsPinpointSend } from '../../domain/messaging/number-policy.js'
import type { ObservedRole } from '../../domain/role/observed-role.js'
import type { PhoneNumber } from '../../domain/messaging/phone-number.js'
import type { ResourcePolicy } from '../../domain/preflight.js'
import { decideAlone } from '../../policy/evaluate/evaluate.js'
import type { Answer } from '../ports.js'
import { fails, holds, unclear, unread, type Judgement } from './check.js'

const mostNamed = 5

/** Whether the number's own policy lets in somebody who does not come through the sender role. */
export function checkOthers(answer: Answer<ResourcePolicy>, primary: AccountId): Judgement {
  if (!answer.ok) return unread(answer)
  const { value, evidence } = answer
  if (value === 'none') return holds('the number has no policy of its own', [evidence])
  if ('problem' in value) {
    return unclear(`the number’s policy could not be read: ${value.problem}`, [evidence])
  }
  const { others, unclear: doubtful } = letIn(value.document, primary)
  if (others.length > 0) {
    const who = `the number’s own policy lets in past the sender role: ${listed(others)}`
    return fails(who, [evidence])
  }
  if (doubtful.length > 0) {
    const who = `whether the number’s own policy lets in ${listed(doubtful)} could not be told`
    return unclear(who, [evidence])
  }
  return holds('the number’s own policy lets in nobody but the primary and its services', [
    evidence
  ])
}

function listed(names: readonly string[]): string {
  const rest = names.length - mostNamed
  return [...names.slice(0, mostNamed), ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
}

/** Numbers from before this moment are shared with Pinpoint without a policy. */
const policyNeededSinceMs = Date.UTC(2024, 8, 24)

/**
 * Whether Pinpoint may send from the number.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/shared-resources.html
 */
export function checkPinpoint(
  answer: Answer<ResourcePolicy>,
  number: PhoneNumber,
  primary: AccountId
): Judgement {
  if (!answer.ok) return unread(answer)
  const { value, evidence } = answer
  const old = isOld(number)
  if (value === 'none') return withoutPolicy(old, evidence)
  if ('problem' in value) {
    return unclear(`the number’s policy could not be read: ${value.problem}`, [evidence])
  }
  const lets = letsPinpointSend(value.document, number, primary)
  if (lets === 'yes')
    return holds('the number’s own policy lets Amazon Pinpoint use it', [evidence])
  if (lets === 'unclear') {
    const why =
      'the number’s own policy lets Amazon Pinpoint use it under conditions that cannot be judged from here'
    return unclear(why, [evidence])
  }
  const not = 'the number’s own policy does not let pinpoint.amazonaws.com use it for the primary'
  return old === true
    ? unclear(`${not}; whether one from before 2024-09-24 needs it is not documented`, [evidence])
    : fails(not, [evidence])
}

function isOld({ createdAtMs }: PhoneNumber): boolean | undefined {
  return createdAtMs === undefined ? undefined : createdAtMs < policyNeededSinceMs
}

function withoutPolicy(old: boolean | undefined, evidence: Answer<unknown>['evidence']): Judgement {
  if (old === undefined) {
    return unclear('the number has no policy of its own, and AWS does not tell its age', [evidence])
  }
  return old
    ? holds('the number is from before 2024-09-24 and needs no policy for Amazon Pinpoint', [
        evidence
      ])
    : fails(
        'the number has no policy of its own, so that Amazon Pinpoint may not use it: it is from after 2024-09-24',
        [evidence]
      )
}

/** Whether the number belongs to a pool, through which it can be used as well. */
export function checkPool(number: PhoneNumber, role: ObservedRole, primary: AccountId): Judgement {
  const { poolId, seen } = number
  const evidence = seen === undefined ? [] : [seen]
  if (poolId === undefined) return holds('the number belongs to no pool', evidence)
  const poolArn = number.arn.replace(/:phone-number\/.*$/, `:pool/${poolId}`)
  const warning = `the pool ${poolId} is another way to send from the number; ${roleAnd(poolArn, role, primary)}`
  return { ...holds(`the number belongs to the pool ${poolId}`, evidence), warning }
}

function roleAnd(poolArn: string, role: ObservedRole, primary: AccountId): string {
  if (!role.exists) return 'there is no sender role yet'
  const request = {
    principal: role.arn,
    actions: ['sms-voice:SendTextMessage'],
    resources: [poolArn],
    resourceAccount: primary,
    context: {}
  }
  const attached = role.attachedPolicies.map(({ document }) => document)
  const policies = [...Object.values(role.inlinePolicies), ...attached].filter(
    (policy) => policy !== undefined
  )
  if (policies.some((policy) => decideAlone(policy, request) === 'Allowed')) {
    return 'the sender role’s policies let it send through the pool too'
  }
  return attached.includes(undefined)
    ? 'whether the sender role may could not be told: a policy attached to it is not read'
    : 'the sender role’s policies do not let it send through the pool'
}
