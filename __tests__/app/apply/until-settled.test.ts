import { untilSettled, type Stance } from '../../../src/app/apply/until-settled.js'
import { FakeClock } from '../../support/fake-clock.js'

const endless = Number.POSITIVE_INFINITY

/** Answers one stance after the other; the last one for ever. */
function script(...stances: readonly Stance[]): {
  ask: () => Promise<Stance>
  asked: () => number
} {
  let asked = 0
  const ask = (): Promise<Stance> => {
    const stance = stances[Math.min(asked, stances.length - 1)] ?? 'other'
    asked += 1
    return Promise.resolve(stance)
  }
  return { ask, asked: () => asked }
}

const judge = (stance: Stance): Stance => stance

test.each<Stance>(['wanted', 'unwanted', 'other', 'final'])(
  'without patience a single %s answer is taken',
  async (stance) => {
    const { ask, asked } = script(stance)
    const patience = { clock: new FakeClock(), withinMs: 0, endsAtMs: endless, agreeing: 1 }
    expect(await untilSettled(ask, judge, patience)).toEqual({
      answer: stance,
      stance,
      settled: true,
      answers: 1
    })
    expect(asked()).toBe(1)
  }
)

test.each<[string, readonly Stance[], { stance: Stance; settled: boolean; asked: number }]>([
  ['takes five wanted answers in a row', ['wanted'], { stance: 'wanted', settled: true, asked: 5 }],
  [
    'begins to count anew when an answer differs',
    ['wanted', 'wanted', 'unwanted', 'wanted'],
    { stance: 'wanted', settled: true, asked: 8 }
  ],
  [
    'does not take four of them for five',
    ['wanted', 'wanted', 'wanted', 'wanted', 'other', 'wanted'],
    { stance: 'wanted', settled: true, asked: 10 }
  ],
  ['stops at a final answer', ['unwanted', 'final'], { stance: 'final', settled: true, asked: 2 }]
])('%s', async (_name, stances, expected) => {
  const { ask, asked } = script(...stances)
  const patience = { clock: new FakeClock(), withinMs: 120_000, endsAtMs: endless, agreeing: 5 }
  const { stance, settled } = await untilSettled(ask, judge, patience)
  expect({ stance, settled, asked: asked() }).toEqual(expected)
})

test('waits for an unwanted answer to change until the time is spent, with growing pauses', async () => {
  const clock = new FakeClock()
  const began = clock.now()
  const { ask } = script('unwanted')
  const patience = { clock, withinMs: 60_000, endsAtMs: endless, agreeing: 5 }
  expect(await untilSettled(ask, judge, patience)).toMatchObject({
    stance: 'unwanted',
    settled: true
  })
  expect(clock.pauses.slice(0, 6)).toEqual([500, 1000, 2000, 4000, 8000, 8000])
  expect(clock.now() - began).toBeLessThanOrEqual(60_000)
})

test('answers that have not agreed when the time is spent are not settled', async () => {
  const clock = new FakeClock()
  const { ask } = script('unwanted', 'unwanted', 'unwanted', 'wanted')
  const patience = { clock, withinMs: 4_000, endsAtMs: endless, agreeing: 5 }
  expect(await untilSettled(ask, judge, patience)).toMatchObject({
    stance: 'wanted',
    settled: false
  })
})

test('no question begins after the end of the run', async () => {
  const clock = new FakeClock()
  const endsAtMs = clock.now() + 3_000
  const { ask } = script('unwanted')
  await untilSettled(ask, judge, { clock, withinMs: 60_000, endsAtMs, agreeing: 5 })
  expect(clock.now()).toBeLessThanOrEqual(endsAtMs)
})

describe('what is asked when the time since the last write is over', () => {
  const late = (clock: FakeClock, overMs: number) => ({
    clock,
    sinceMs: clock.now() - 120_000 - overMs,
    withinMs: 120_000,
    endsAtMs: endless,
    agreeing: 5
  })

  test.each<[string, readonly Stance[], { stance: Stance; settled: boolean; asked: number }]>([
    ['five refusals in a row', ['unwanted'], { stance: 'unwanted', settled: true, asked: 5 }],
    ['five answers in a row', ['wanted'], { stance: 'wanted', settled: true, asked: 5 }],
    [
      'a throttled one among them, which does not count',
      ['unwanted', 'other', 'unwanted'],
      { stance: 'unwanted', settled: true, asked: 7 }
    ]
  ])('counts without a further wait: %s', async (_name, stances, expected) => {
    const clock = new FakeClock()
    const began = clock.now()
    const { ask, asked } = script(...stances)
    const { stance, settled } = await untilSettled(ask, judge, late(clock, 600_000))
    expect({ stance, settled, asked: asked() }).toEqual(expected)
    expect(clock.now() - began).toBeLessThan(30_000)
  })

  test('is awaited for the rest of it where some is left', async () => {
    const clock = new FakeClock()
    const { ask } = script('unwanted')
    const began = clock.now()
    await untilSettled(ask, judge, late(clock, -60_000))
    expect(clock.now() - began).toBeGreaterThan(50_000)
    expect(clock.now() - began).toBeLessThanOrEqual(60_000)
  })
})
