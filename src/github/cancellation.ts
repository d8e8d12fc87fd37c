import { ActionError } from '../errors.js'

/** Whether the runner has cancelled the job: it sends SIGINT, and SIGTERM 7.5 seconds later. */
export interface Cancellation {
  readonly cancelled: () => boolean
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

/** Watches for cancellation from now on. What is in flight is awaited; nothing new begins. */
export function watchCancellation(source: SignalSource): Cancellation {
  const controller = new AbortController()
  const cancel = (): void => controller.abort()
  source.on('SIGINT', cancel)
  source.on('SIGTERM', cancel)
  return {
    cancelled: () => controller.signal.aborted,
    during: (ms) => wait(ms, controller.signal),
    end: () => {
      source.off('SIGINT', cancel)
      source.off('SIGTERM', cancel)
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
