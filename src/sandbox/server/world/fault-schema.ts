import * as v from 'valibot'
import { faultKinds, fits, type FaultRule } from '../../aws/faults/faults.js'
import { operations } from '../../aws/operations.js'
import { mistakeOf } from './schema-mistake.js'
import { accountId, text } from './schema-values.js'

/** A day: nothing is held longer, and no clock is further off. */
const LONGEST_MS = 86_400_000

const pattern = text(/^\S{1,512}$/, 'text without spaces, in which * and ? are wildcards')
/** A rule for an operation that there is none of would never hit, and nobody be told. */
const operation = v.pipe(
  pattern,
  v.check(
    // Text that is no pattern has been told already.
    (named) =>
      /\s/.test(named) || operations.some(({ service, name }) => fits(named, `${service}:${name}`)),
    'must fit an operation, such as iam:GetRole'
  )
)
const fromOne = v.pipe(v.number(), v.integer(), v.minValue(1))

/** One rule of `faults`; `docs/sandbox.md` describes it. */
export const faultSchema = v.pipe(
  v.strictObject({
    kind: v.picklist(faultKinds),
    operation: v.optional(operation, '*'),
    account: v.optional(accountId),
    resource: v.optional(pattern),
    nth: v.optional(fromOne),
    every: v.optional(fromOne),
    rate: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    seed: v.optional(v.pipe(v.number(), v.integer())),
    ms: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-LONGEST_MS), v.maxValue(LONGEST_MS)))
  }),
  v.check(({ nth, every, rate }) => {
    return [nth, every, rate].filter((value) => value !== undefined).length <= 1
  }, 'takes one of nth, every and rate'),
  v.check(
    ({ rate, seed }) => seed === undefined || rate !== undefined,
    'takes seed beside rate only'
  ),
  v.check(
    ({ kind, ms }) => ms === undefined || ['hang', 'slow', 'skewed-clock'].includes(kind),
    'takes ms with hang, slow and skewed-clock only'
  ),
  v.check(
    ({ kind, ms }) => kind === 'skewed-clock' || (ms ?? 0) >= 0,
    'takes a negative ms with skewed-clock only'
  )
)

const faultsSchema = v.array(faultSchema, 'must be a list of rules')

/** Rules, or every mistake in them with its place. */
export type ReadFaults =
  { readonly rules: readonly FaultRule[] } | { readonly mistakes: readonly string[] }

/** Reads the rules that `POST /_sandbox/faults` is given. */
export function readFaults(body: unknown): ReadFaults {
  const parsed = v.safeParse(faultsSchema, body)
  if (parsed.success) return { rules: parsed.output }
  return { mistakes: parsed.issues.map((issue) => mistakeOf(issue, 'the rules')) }
}
