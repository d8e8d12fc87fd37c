import { AwsError } from '../aws-error.js'
import type { Call, Operation } from '../operation.js'

const SECOND_MS = 1_000

/**
 * Refuses a call above its operation's rate, for an account in a Region.
 *
 * Unknown in AWS: whether short bursts are let through, and which calls count; none is, and
 * every authenticated call counts, refused ones too, but for those that were throttled.
 *
 * @throws AwsError ThrottlingException, or TooManyRequestsException of Pinpoint
 */
export function throttle({ service, name, rate }: Operation, call: Call): void {
  const { state, caller, region, now } = call
  if (rate === undefined || state.rates === 'none') return
  const key = `${caller.account} ${region} ${service}:${name}`
  const times = state.callTimes.get(key) ?? []
  state.callTimes.set(key, times)
  while (times[0] !== undefined && now - times[0] >= SECOND_MS) times.shift()
  if (times.length < rate) {
    times.push(now)
    return
  }
  throw service === 'mobiletargeting'
    ? new AwsError('TooManyRequestsException', 429, 'Too many requests')
    : new AwsError('ThrottlingException', 400, 'Rate exceeded')
}
