import { createRandom } from '../state/seeded-random.js'

/** What can go wrong with a call. `docs/sandbox.md` says what each does. */
export const faultKinds = [
  'throttled',
  'server-error',
  'reset',
  'hang',
  'lost-reply',
  'slow',
  'garbage',
  'empty',
  'expired-credentials',
  'skewed-clock'
] as const

export type FaultKind = (typeof faultKinds)[number]

/** Which calls meet with a fault: those that fit, and of those the nth, every kth, or some. */
export interface FaultRule {
  readonly kind: FaultKind
  /** Such as `iam:GetRole`; `*` and `?` are wildcards. */
  readonly operation: string
  /** The caller's account; any by default. */
  readonly account?: string | undefined
  /** One of the call's resources; `*` and `?` are wildcards. */
  readonly resource?: string | undefined
  /** Only this call of those that fit, from 1. */
  readonly nth?: number | undefined
  readonly every?: number | undefined
  /** How likely each call is to be hit, from 0 to 1. */
  readonly rate?: number | undefined
  /** Of `rate`; 0 by default. */
  readonly seed?: number | undefined
  /**
   * How long `hang` holds the connection and `slow` the answer, how far `skewed-clock` is ahead, in
   * milliseconds.
   */
  readonly ms?: number | undefined
}

/** A rule and what became of it. */
export interface FaultCount extends FaultRule {
  /** How many calls fitted. */
  readonly matched: number
  /** How many of them the fault hit. */
  readonly fired: number
}

/** A call as rules see it, told by its request alone: the signature is not judged yet. */
export interface CallIdentity {
  readonly account: string
  readonly principal: string
  readonly action: string
  readonly resources: readonly string[]
}

/** The rules in force. Every rule counts the calls that fit it; the first one due hits. */
export interface Faults {
  readonly add: (rules: readonly FaultRule[]) => void
  readonly clear: () => void
  readonly list: () => readonly FaultCount[]
  /** The fault that hits this call; `identify` is asked only if there are rules. */
  readonly strike: (identify: () => CallIdentity) => Struck | undefined
}

export interface Struck {
  readonly rule: FaultRule
  readonly identity: CallIdentity
}

/** Rules that count for themselves; the same rules and calls give the same faults again. */
export function createFaults(rules: readonly FaultRule[] = []): Faults {
  const armed: Armed[] = rules.map(arm)
  return {
    add: (more) => {
      armed.push(...more.map(arm))
    },
    clear: () => {
      armed.length = 0
    },
    list: () => armed.map(({ rule, matched, fired }) => ({ ...rule, matched, fired })),
    strike: (identify) => {
      if (armed.length === 0) return undefined
      const identity = identify()
      const due = armed.filter((one) => one.fits(identity) && isDue(one))
      const [first] = due
      if (first === undefined) return undefined
      first.fired += 1
      return { rule: first.rule, identity }
    }
  }
}

interface Armed {
  readonly rule: FaultRule
  readonly fits: (identity: CallIdentity) => boolean
  readonly random: () => number
  matched: number
  fired: number
}

function arm(rule: FaultRule): Armed {
  const operation = wildcards(rule.operation)
  const resource = rule.resource === undefined ? undefined : wildcards(rule.resource)
  const fitsCall = ({ action, account, resources }: CallIdentity): boolean =>
    operation.test(action) &&
    (rule.account === undefined || rule.account === account) &&
    (resource === undefined || resources.some((arn) => resource.test(arn)))
  return { rule, fits: fitsCall, random: createRandom(rule.seed ?? 0), matched: 0, fired: 0 }
}

function isDue(armed: Armed): boolean {
  const { nth, every, rate } = armed.rule
  armed.matched += 1
  if (nth !== undefined) return armed.matched === nth
  if (every !== undefined) return armed.matched % every === 0
  return rate === undefined || armed.random() < rate
}

/** Whether a text is what a rule names, with `*` and `?` as wildcards. */
export const fits = (pattern: string, text: string): boolean => wildcards(pattern).test(text)

function wildcards(text: string): RegExp {
  const pattern = text.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*')
  return new RegExp(`^${pattern.replaceAll('?', '.')}$`, 's')
}
