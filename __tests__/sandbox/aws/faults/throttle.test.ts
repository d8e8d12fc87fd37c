import {
  addAccount,
  addUser,
  createState,
  type StateSettings
} from '../../../../src/sandbox/aws/state/build-state.js'
import { createEmbeddedAws } from '../../../../src/sandbox/aws/embedded-aws.js'
import { samples, there } from '../samples.js'
import { signedRequest } from '../signed-request.js'
import { addSmsVoiceSampleWorld } from '../sms-voice/sms-voice-sample-world.js'
import { everything, keysOf } from '../test-aws.js'

const begun = Date.UTC(2026, 10, 23, 12, 0, 0)

/** Calls samples at times after the beginning, in milliseconds; answers what became of each. */
async function outcomes(calls: readonly [string, number, string?][], settings: StateSettings = {}) {
  const state = createState({ rates: 'real', ...settings })
  const account = addAccount(state, there.account)
  const user = addUser(state, account, { name: 'u', policies: { everything } })
  addSmsVoiceSampleWorld(state, account)
  let now = begun
  const aws = createEmbeddedAws({ state, now: () => now })
  const told: string[] = []
  for (const [name, after, region = 'us-east-1'] of calls) {
    now = begun + after
    const request = samples[name]?.request
    if (request === undefined) throw new Error(`no sample of ${name}`)
    const signing = { keys: keysOf(user.keys[0]), at: now, region }
    const { status } = aws.handle(await signedRequest(request, signing))
    told.push(aws.log.at(-1)?.errorCode ?? String(status))
  }
  return told
}

const describe1 = 'sms-voice:DescribePhoneNumbers'
const send = 'sms-voice:SendTextMessage'

test('an operation of SMS Voice is answered once a second', async () => {
  expect(
    await outcomes([
      [describe1, 0],
      [describe1, 999],
      [describe1, 1_000],
      [describe1, 1_999],
      [describe1, 2_000]
    ])
  ).toEqual(['200', 'ThrottlingException', '200', 'ThrottlingException', '200'])
})

test('each operation, and each Region, has its own second', async () => {
  expect(
    await outcomes([
      [send, 0],
      [describe1, 0],
      ['sms-voice:DescribeOptOutLists', 0],
      ['sms-voice:DescribeAccountLimits', 0],
      ['sms-voice:DescribeAccountLimits', 0, 'us-west-2']
    ])
  ).toEqual(['200', '200', '200', '200', '200'])
})

test('opted-out numbers are put ten times a second, and no more', async () => {
  const ten = Array.from({ length: 11 }, () => ['sms-voice:PutOptedOutNumber', 5] as const)
  const told = await outcomes(ten.map(([name, after]) => [name, after]))
  expect(told.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => '200'))
  expect(told[10]).toBe('ThrottlingException')
})

test('IAM and STS have no such rate here', async () => {
  expect(
    await outcomes([
      ['sts:GetCallerIdentity', 0],
      ['sts:GetCallerIdentity', 0]
    ])
  ).toEqual(['200', '200'])
})

test('a world without rates throttles nobody', async () => {
  expect(
    await outcomes(
      [
        [send, 0],
        [send, 0]
      ],
      { rates: 'none' }
    )
  ).toEqual(['200', '200'])
})
