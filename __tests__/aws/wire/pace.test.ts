import { createPace } from '../../../src/aws/wire/pace.js'
import { FakeClock } from '../../support/fake-clock.js'

test('calls of one operation follow each other a gap after the answer, in order', async () => {
  const clock = new FakeClock(0)
  const pace = createPace(clock, 1_000)
  const begun: (readonly [string, number])[] = []
  const call = (name: string) => () => {
    begun.push([name, clock.now()])
    clock.pass(300)
    return Promise.resolve(name)
  }
  const answers = await Promise.all([
    pace('a', call('1')),
    pace('a', call('2')),
    pace('a', call('3'))
  ])
  expect(answers).toEqual(['1', '2', '3'])
  expect(begun).toEqual([
    ['1', 0],
    ['2', 1_300],
    ['3', 2_600]
  ])
})

test('a failed call counts too, and stops none after it', async () => {
  const clock = new FakeClock()
  const pace = createPace(clock, 1_000)
  const failed = pace('a', () => Promise.reject(new Error('no')))
  const after = pace('a', () => Promise.resolve('yes'))
  await expect(failed).rejects.toThrow('no')
  expect(await after).toBe('yes')
  expect(clock.pauses).toEqual([1_000])
})

test('time that has passed anyway is not waited for, and operations do not wait for each other', async () => {
  const clock = new FakeClock()
  const pace = createPace(clock, 1_000)
  await pace('a', () => Promise.resolve(1))
  await pace('b', () => Promise.resolve(2))
  clock.pass(5_000)
  await pace('a', () => Promise.resolve(3))
  expect(clock.pauses).toEqual([])
})
