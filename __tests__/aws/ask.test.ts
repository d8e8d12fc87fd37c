import { createAsk } from '../../src/aws/ask.js'
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
  const reply = await createAsk({ clock, log: nothing, record: nothing, as: 'a test' })({
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
