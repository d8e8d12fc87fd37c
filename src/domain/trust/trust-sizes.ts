import { policySize } from '../../policy/document/validate.js'
import type { AccountId } from '../aws-ids.js'
import type { Secondary } from '../request.js'
import { trustForms, type TrustIntent } from './trust-document.js'

/** How long a trust policy is in its forms, and how much it can grow. */
export interface TrustSizes {
  /** In characters. */
  readonly plain: number
  readonly compact: number
  /**
   * How many more secondaries like those that are most fit in each form; `any` where an
   * organization is trusted, whose statement does not grow with its accounts.
   */
  readonly moreSecondaries: { readonly plain: number; readonly compact: number } | 'any'
}

/** The exact sizes of a trust policy, and the room left in a quota of `limit` characters. */
export function trustSizes(intent: TrustIntent, limit: number): TrustSizes {
  const { plain, compact } = trustForms(intent)
  const sizes = { plain: policySize(plain), compact: policySize(compact) }
  if (intent.organization !== undefined) return { ...sizes, moreSecondaries: 'any' }
  const more = (form: 'plain' | 'compact'): number =>
    mostThat((count) => policySize(trustForms(grown(intent, count))[form]) <= limit)
  return { ...sizes, moreSecondaries: { plain: more('plain'), compact: more('compact') } }
}

/** The intent with further secondaries, each like those that are most. */
function grown(intent: TrustIntent, count: number): TrustIntent {
  const callers = commonestCallers(intent.secondaries)
  const known = new Set(intent.secondaries.map(({ account }) => account))
  const more = freeAccounts(known, count).map((account): Secondary => ({
    account,
    callers: callers.map((caller) => caller.replace(':*:', `:${account}:`)),
    credentials: { kind: 'none' }
  }))
  return { ...intent, secondaries: [...intent.secondaries, ...more] }
}

/** The callers that most secondaries have, `*` for their account; of several such the first. */
function commonestCallers(secondaries: readonly Secondary[]): readonly string[] {
  const shapes = secondaries.map(({ account, callers }) =>
    callers.map((caller) => caller.replace(`:${account}:`, ':*:'))
  )
  const counts = new Map<string, number>()
  for (const shape of shapes) {
    const key = JSON.stringify(shape)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const most = Math.max(0, ...counts.values())
  return shapes.find((shape) => counts.get(JSON.stringify(shape)) === most) ?? []
}

/** Account ids that no secondary has; which they are does not matter, all are twelve digits. */
function freeAccounts(known: ReadonlySet<AccountId>, count: number): readonly AccountId[] {
  const accounts: AccountId[] = []
  for (let number = 1; accounts.length < count; number += 1) {
    const account = String(number).padStart(12, '0') as AccountId
    if (!known.has(account)) accounts.push(account)
  }
  return accounts
}

/** The greatest count for which something holds that stops holding once, 0 where it never does. */
function mostThat(holds: (count: number) => boolean): number {
  if (!holds(1)) return 0
  let least = 1
  let most = 2
  while (holds(most)) {
    least = most
    most *= 2
  }
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2)
    if (holds(middle)) least = middle
    else most = middle
  }
  return least
}
