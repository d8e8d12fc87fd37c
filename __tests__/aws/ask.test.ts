import { createAsk } from '../../src/aws/ask.js'
import { WireError } from '../../src/aws/wire/wire-error.js'
import { ActionError } from '../../src/errors.js'

const throttled = Object.assign(new Error('Rate exceeded'), {
  name: 'Throttling',
  $metadata: { httpStatusCode: 400 }
})

const nothing = (): void => undefined

test('a job cancelled during a pause tries nothing again, and hears what the last attempt heard', async () => {
  const clock = {
    now: () => 0,
    sleep: () => Promise.reject(new ActionError('CANCELLED', 'cancelled'))
  }
  let asked = 0
  const reply = await createAsk({
    clock,
    log: nothing,
    record: nothing,
    as: 'a test',
    endsAtMs: Infinity
  })({
    name: 'iam:PutRolePolicy',
    about: 'the role',
    effect: 'write',
    send: () => {
      asked += 1
      return Promise.reject(throttled)
    },
    read: () => null
  })
  expect(asked).toBe(1)
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'throttled', code: 'Throttling' } })
})

test.each([
  { name: 'is tried again while the run has time', endsAtMs: 600_000, asked: 3 },
  { name: 'is not tried again past the end of the run', endsAtMs: 30_000, asked: 1 }
])('a write that nobody answers $name', async ({ endsAtMs, asked }) => {
  let now = 0
  let sent = 0
  const clock = {
    now: () => now,
    sleep: (ms: number) => {
      now += ms
      return Promise.resolve()
    }
  }
  await createAsk({ clock, log: nothing, record: nothing, as: 'a test', endsAtMs })({
    name: 'iam:PutRolePolicy',
    about: 'the role',
    effect: 'write',
    send: () => {
      sent += 1
      now += 29_900
      return Promise.reject(new WireError('broken-off', 'no answer'))
    },
    read: () => null
  })
  expect(sent).toBe(asked)
})
