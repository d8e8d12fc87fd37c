import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import type { SenderRequest } from '../../src/domain/request.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import { senderRequest } from '../support/requests.js'
import { run } from '../support/run.js'

const check = senderRequest()
const apply = senderRequest({ mode: 'apply' })
const smokeTest: SenderRequest = { ...check, smokeTest: { kind: 'simulator', message: 'Test 1' } }

/** An AWS with the role in sync. */
async function inSync(settings: FakeSettings = {}): Promise<FakeAws> {
  const first = new FakeAws()
  await run(first, apply)
  const role: ObservedRole = first.role
  return new FakeAws({ role, ...settings })
}

/** An AWS in which the first call of a kind takes an hour. */
async function slowAt(prefix: string): Promise<FakeAws> {
  const aws: FakeAws = await inSync({
    fail: (call, nth) => {
      if (call.startsWith(prefix) && nth === 1) aws.clock.pass(3_600_000)
      return undefined
    }
  })
  return aws
}

test.each([check, apply])('without a write nothing is asked twice: $mode', async (request) => {
  const aws = await inSync()
  const report = await run(aws, request)
  expect(report.verdict).toBe('in-sync')
  expect(aws.count('observe')).toBe(1)
  // Assume, without and with a wrong external id, and one session for the sender's refusals.
  expect(aws.asked).toHaveLength(4)
})

test('what was written is read back even where no answers are awaited', async () => {
  const aws = new FakeAws()
  const report = await run(aws, { ...apply, settleMs: 0 })
  expect(report.failure).toBeUndefined()
  expect(report.changes.map(({ state }) => state)).toEqual(['done', 'done'])
})

test('a role that shows the change too few times in a row has not settled', async () => {
  const slow = (aws: FakeAws): FakeAws =>
    Object.assign(aws, {
      primary: async (source: SenderRequest['primaryCredentials']) => {
        const primary = await FakeAws.prototype.primary.call(aws, source)
        const observe: typeof primary.roles.observe = async (name) => {
          aws.clock.pass(130_000)
          return primary.roles.observe(name)
        }
        return { ...primary, roles: { ...primary.roles, observe } }
      }
    })
  const report = await run(slow(new FakeAws()), apply)
  expect(report.failure).toMatchObject({
    code: 'ROLE_NOT_SETTLED',
    message: expect.stringContaining('but not in enough answers in a row') as string
  })
})

test('past the deadline no probe begins, and open proofs are inconclusive', async () => {
  const aws = await slowAt('AssumeRole')
  const report = await run(aws, check)
  expect(report.proofs.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['assume', 'proven'],
    ['external-id-required', 'inconclusive'],
    ['can-send', 'inconclusive'],
    ['other-numbers-refused', 'inconclusive'],
    ['other-actions-refused', 'inconclusive'],
    ['outsiders-refused', 'not-applicable']
  ])
  expect(report.proofs[1]?.reason).toBe('the run’s timeout was over')
  expect(aws.count('SendTextMessage')).toBe(0)
})

test('past the deadline no message is sent', async () => {
  const aws = await slowAt('Attempt mobiletargeting:GetApps')
  const report = await run(aws, smokeTest)
  expect(report.smokeTest).toEqual({ state: 'skipped', reason: 'the run’s timeout was over' })
  expect(aws.count('SendTextMessage send')).toBe(0)
})

test('once the job is cancelled no message is sent', async () => {
  const aws = await inSync()
  const report = await run(aws, smokeTest, () => true)
  expect(report.smokeTest).toEqual({ state: 'skipped', reason: 'the job was cancelled' })
  expect(aws.count('SendTextMessage send')).toBe(0)
})
