import { fc } from '../support/laws.js'
import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import type { SenderRequest } from '../../src/domain/request.js'
import { desiredRole } from '../../src/domain/sender.js'
import { isInvalid } from '../../src/domain/invalid.js'
import { compareAccess } from '../../src/policy/compare/equivalence.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { decideAlone, evaluate } from '../../src/policy/evaluate/evaluate.js'
import { FakeAws } from '../support/fake-aws.js'
import {
  externalId,
  number,
  otherExternalId,
  primary,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger
} from '../support/requests.js'
import { run } from '../support/run.js'

type Existing = Extract<ObservedRole, { exists: true }>

const wanted: SenderRequest = senderRequest({
  mode: 'apply',
  secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)]
})

const grant = (account: string, id?: string): PolicyDocument => ({
  Sid: `Old${account}${id === undefined ? '' : 'WithId'}`,
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'sts:AssumeRole',
  ...(id !== undefined && { Condition: { StringEquals: { 'sts:ExternalId': id } } })
})
const wide: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['sms-voice:*', 's3:*'], Resource: '*' }]
}

/** What the role may do too much: nothing, by our own policy, or by another that stands in for it. */
type Extra = 'none' | 'ours' | 'beside'

/** A role of ours that trusts the first secondary and perhaps others, and may do too much. */
async function oldRole(others: readonly PolicyDocument[], extra: Extra): Promise<Existing> {
  const aws = new FakeAws()
  await run(aws, { ...wanted, secondaries: [secondaryOf(secondary)] })
  if (!aws.role.exists) throw new Error('the apply creates the role')
  const { role } = aws
  const statements = role.trust['Statement'] as readonly PolicyDocument[]
  return {
    ...role,
    maxSessionSeconds: 7200,
    trust: { ...role.trust, Statement: [...statements, ...others] },
    inlinePolicies: {
      none: role.inlinePolicies,
      ours: { 'sms-10dlc-send': wide },
      beside: { backdoor: wide }
    }[extra]
  }
}

function getsIn(role: ObservedRole, account: string, id: string): boolean {
  if (!role.exists) return false
  const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }
  const request = {
    principal: `arn:aws:sts::${account}:assumed-role/sms-10dlc-caller/run`,
    actions: ['sts:AssumeRole'],
    resources: [wanted.role.arn],
    resourceAccount: primary,
    context: {
      'aws:PrincipalArn': `arn:aws:iam::${account}:role/sms-10dlc-caller`,
      'aws:PrincipalAccount': account,
      'sts:ExternalId': id
    }
  }
  const identity = [{ Version: '2012-10-17', Statement: [allow] }]
  return evaluate(request, { resource: role.trust, identity }).outcome === 'Allowed'
}

function canSend(role: ObservedRole): boolean {
  const asked = {
    principal: `arn:aws:sts::${primary}:assumed-role/sms-10dlc-sender/run`,
    actions: ['sms-voice:SendTextMessage'],
    resources: [number.arn],
    resourceAccount: primary,
    context: {}
  }
  return (
    role.exists &&
    Object.values(role.inlinePolicies).some((policy) => decideAlone(policy, asked) === 'Allowed')
  )
}

function maySendOnly(role: ObservedRole): boolean {
  if (!role.exists) return true
  const desired = desiredRole(wanted, { number, observed: role, trustLimit: 2048 })
  if (isInvalid(desired)) throw new Error(desired.invalid)
  return Object.values(role.inlinePolicies).every(
    (policy) => compareAccess(desired.permissions, policy).gained.length === 0
  )
}

const others = fc.subarray(
  [grant(stranger), grant(stranger, externalId), grant(secondSecondary, otherExternalId)],
  { minLength: 0 }
)
const extras = fc.constantFrom<Extra>('none', 'ours', 'beside')
const lags = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 8, maxLength: 8 })

test('law: at every instant, whatever the lags, who stays is in and can send, and who is new finds only what he should', async () => {
  await fc.assert(
    fc.asyncProperty(others, extras, lags, async (old, extra, lagOf) => {
      const aws = new FakeAws({
        role: await oldRole(old, extra),
        lagMs: (nth) => lagOf[nth] ?? 0
      })
      const before = aws.role
      const report = await run(aws, wanted)
      expect(report.failure).toBeUndefined()
      for (const instant of aws.instants) {
        const role = aws.effectiveAt(instant)
        expect(getsIn(role, secondary, externalId)).toBe(true)
        expect(canSend(role)).toBe(true)
        const isNew = !getsIn(before, secondSecondary, externalId)
        if (isNew && getsIn(role, secondSecondary, externalId)) {
          expect(maySendOnly(role)).toBe(true)
        }
        const strangerStays = getsIn(before, stranger, externalId)
        if (!strangerStays) expect(getsIn(role, stranger, externalId)).toBe(false)
      }
    }),
    { numRuns: 25 }
  )
})

test('who is no longer wanted is out before the role is allowed anything new', async () => {
  const aws = new FakeAws({
    role: { ...(await oldRole([grant(stranger)], 'none')), inlinePolicies: {} }
  })
  await run(aws, wanted)
  const writes = aws.calls.filter((call) => call.startsWith('write '))
  expect(writes).toEqual([
    'write narrow-trust',
    'write put-permissions',
    'write update-settings',
    'write replace-trust'
  ])
})

test('a removal is given time to spread before anybody new is let in, and only then', async () => {
  const narrows = new FakeAws({ role: await oldRole([], 'ours') })
  await run(narrows, wanted)
  expect(narrows.clock.pauses).toContain(30_000)
  const widens = new FakeAws({ role: await oldRole([], 'none') })
  await run(widens, wanted)
  expect(widens.clock.pauses).not.toContain(30_000)
  const hurried = new FakeAws({ role: await oldRole([], 'ours') })
  await run(hurried, { ...wanted, settleMs: 5_000 })
  expect(hurried.clock.pauses).not.toContain(30_000)
})
