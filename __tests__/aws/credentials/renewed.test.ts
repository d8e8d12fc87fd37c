import { renewed } from '../../../src/aws/credentials/renewed.js'
import { FakeClock } from '../../support/fake-clock.js'

const minute = 60_000

/** A provider whose keys last so long, and how often it was asked. */
function bench(lastMs?: number) {
  const clock = new FakeClock()
  let fetches = 0
  const keys = renewed(() => {
    fetches += 1
    if (fetches === 2 && lastMs === 0) return Promise.reject(new Error('refused'))
    const expiration = lastMs === undefined ? undefined : new Date(clock.now() + lastMs)
    return Promise.resolve({
      accessKeyId: `key-${fetches}`,
      secretAccessKey: 'secret',
      ...(expiration !== undefined && { expiration })
    })
  }, clock)
  return { clock, ask: async () => (await keys()).accessKeyId }
}

test('keys are fetched again five minutes before they run out', async () => {
  const { clock, ask } = bench(15 * minute)
  expect(await ask()).toBe('key-1')
  clock.pass(10 * minute - 1)
  expect(await ask()).toBe('key-1')
  clock.pass(1)
  expect(await ask()).toBe('key-2')
})

test('keys that do not run out are kept', async () => {
  const { clock, ask } = bench()
  await ask()
  clock.pass(1_000 * minute)
  expect(await ask()).toBe('key-1')
})

test('all who ask meanwhile share one fetch', async () => {
  const { ask } = bench(15 * minute)
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(['key-1', 'key-1', 'key-1'])
})

test('a failure is told, and the next one asks again', async () => {
  const { ask } = bench(0)
  await ask()
  await expect(ask()).rejects.toThrow('refused')
  expect(await ask()).toBe('key-3')
})
