import { setMaxListeners } from 'node:events'
import { ActionError } from '../errors.js'

/** Whether the runner has cancelled the job: it sends SIGINT, and SIGTERM 7.5 seconds later. */
export interface Cancellation {
  readonly cancelled: () => boolean
  /** Aborts when the runner is about to kill: what is still in flight is given up. */
  readonly givenUp: AbortSignal
  /** Waits so many milliseconds; throws CANCELLED as soon as the job is cancelled. */
  readonly during: (ms: number) => Promise<void>
  /** Stops watching; the signals kill again. */
  readonly end: () => void
}

/** Where signals come from: the process, or a test's emitter. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/**
 * Watches for cancellation from now on. Nothing new begins after it; what is in flight is awaited
 * until the second signal, which leaves 2.5 seconds for the report.
 */
export function watchCancellation(source: SignalSource): Cancellation {
  const controller = new AbortController()
  const lastCall = new AbortController()
  // Each request in flight listens.
  setMaxListeners(0, controller.signal, lastCall.signal)
  const cancel = (): void => controller.abort()
  const giveUp = (): void => {
    controller.abort()
    lastCall.abort()
  }
  source.on('SIGINT', cancel)
  source.on('SIGTERM', giveUp)
  return {
    cancelled: () => controller.signal.aborted,
    givenUp: lastCall.signal,
    during: (ms) => wait(ms, controller.signal),
    end: () => {
      source.off('SIGINT', cancel)
      source.off('SIGTERM', giveUp)
    }
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(new ActionError('CANCELLED', 'the job was cancelled while the run was waiting'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
