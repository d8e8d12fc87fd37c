import { fc } from '../support/laws.js'
import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import type { SenderRequest } from '../../src/domain/request.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { evaluate } from '../../src/policy/evaluate/evaluate.js'
import { FakeAws } from '../support/fake-aws.js'
import {
  externalId,
  primary,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger
} from '../support/requests.js'
import { outcomes, run } from '../support/run.js'

type Existing = Extract<ObservedRole, { exists: true }>

const destroy: SenderRequest = senderRequest({
  mode: 'destroy',
  secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)]
})

const grant = (account: string, effect: 'Allow' | 'Deny' = 'Allow'): PolicyDocument => ({
  Sid: `${effect}${account}`,
  Effect: effect,
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'sts:AssumeRole'
})

/** A role of ours that somebody has opened and shut here and there. */
async function roleWith(
  others: readonly PolicyDocument[],
  origin: 'created' | 'adopted'
): Promise<Existing> {
  const aws = new FakeAws()
  await run(aws, { ...destroy, mode: 'apply', secondaries: [secondaryOf(secondary)] })
  if (!aws.role.exists) throw new Error('the apply creates the role')
  const statements = aws.role.trust['Statement'] as readonly PolicyDocument[]
  return {
    ...aws.role,
    tags: { ...aws.role.tags, 'sms-10dlc:origin': origin },
    trust: { ...aws.role.trust, Statement: [...statements, ...others] }
  }
}

function getsIn(role: ObservedRole, account: string): boolean {
  if (!role.exists) return false
  const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }
  const request = {
    principal: `arn:aws:sts::${account}:assumed-role/sms-10dlc-caller/run`,
    actions: ['sts:AssumeRole'],
    resources: [destroy.role.arn],
    resourceAccount: primary,
    context: {
      'aws:PrincipalArn': `arn:aws:iam::${account}:role/sms-10dlc-caller`,
      'aws:PrincipalAccount': account,
      'sts:ExternalId': externalId
    }
  }
  const identity = [{ Version: '2012-10-17', Statement: [allow] }]
  return evaluate(request, { resource: role.trust, identity }).outcome === 'Allowed'
}

const others = fc.subarray(
  [grant(stranger), grant(secondSecondary), grant(stranger, 'Deny'), grant(secondary, 'Deny')],
  { minLength: 0 }
)
const lags = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 4, maxLength: 4 })
const origins = fc.constantFrom('created', 'adopted')

test('law: at every instant, whatever the lags, nobody comes in who was out, and in the end who was shown out is out', async () => {
  await fc.assert(
    fc.asyncProperty(others, origins, lags, async (old, origin, lagOf) => {
      const aws = new FakeAws({
        role: await roleWith(old, origin),
        lagMs: (nth) => lagOf[nth] ?? 0
      })
      const before = aws.role
      const report = await run(aws, destroy)
      expect(report.verdict).toBe('destroyed')
      for (const account of [secondary, secondSecondary, stranger]) {
        for (const instant of aws.instants) {
          if (!getsIn(before, account))
            expect(getsIn(aws.effectiveAt(instant), account)).toBe(false)
        }
      }
      const proven = [secondary, secondSecondary].map((account) => getsIn(before, account))
      expect(outcomes(report, 'shut-out')).toEqual(
        proven.map((gotIn) => (gotIn ? 'proven' : 'not-applicable'))
      )
      expect([secondary, secondSecondary].some((one) => getsIn(aws.role, one))).toBe(false)
      const strangerStays = origin === 'adopted' && getsIn(before, stranger)
      expect(getsIn(aws.role, stranger)).toBe(strangerStays)
    }),
    { numRuns: 25 }
  )
})
