import { EventEmitter } from 'node:events'
import { watchCancellation } from '../../src/github/cancellation.js'

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a wait at once, and every later one',
  async (signal) => {
    const source = new EventEmitter()
    const cancellation = watchCancellation(source)
    const waiting = cancellation.during(3_600_000)
    expect(cancellation.cancelled()).toBe(false)
    source.emit(signal)
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect(cancellation.during(3_600_000)).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(cancellation.cancelled()).toBe(true)
  }
)

test('what is in flight is given up at the second signal, not at the first', () => {
  const source = new EventEmitter()
  const { givenUp } = watchCancellation(source)
  source.emit('SIGINT')
  expect(givenUp.aborted).toBe(false)
  source.emit('SIGTERM')
  expect(givenUp.aborted).toBe(true)
})

test('a wait without a signal ends by itself and leaves no listener behind', async () => {
  const source = new EventEmitter()
  const cancellation = watchCancellation(source)
  await cancellation.during(1)
  cancellation.end()
  expect(source.listenerCount('SIGINT') + source.listenerCount('SIGTERM')).toBe(0)
})
