import type { Clock } from '../../src/app/ports.js'

/** A clock that moves only by sleeping, and remembers every pause. */
export class FakeClock implements Clock {
  readonly pauses: number[] = []

  constructor(private time = Date.parse('2026-01-15T12:00:00Z')) {}

  now(): number {
    return this.time
  }

  sleep(ms: number): Promise<void> {
    this.pauses.push(ms)
    this.time += ms
    return Promise.resolve()
  }

  /** Lets time pass without anybody waiting for it. */
  pass(ms: number): void {
    this.time += ms
  }
}
