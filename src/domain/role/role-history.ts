import { sameDocument } from '../../policy/compare/equivalence.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import type { ObservedRole } from './observed-role.js'
import { sameButForIds } from '../trust/unique-ids.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

/** The parts of a role that can be told apart from what somebody else made of them. */
export type RolePart =
  'role' | 'trust' | 'inline policies' | 'attached policies' | 'boundary' | 'settings' | 'tags'

/**
 * How an observation stands to the states a role has gone through in this run, the newest last.
 *
 * - `settled`: it is the newest.
 * - `unsettled`: some part still shows an older state, or IAM's own ids in a principal's place.
 * - `conflict`: some part shows what the role never was in this run: somebody else wrote it.
 */
export type HistoryVerdict =
  | { readonly kind: 'settled' | 'unsettled' }
  | { readonly kind: 'conflict'; readonly parts: readonly RolePart[] }

/** Judges what IAM answers against what this run has seen and written; `states` is never empty. */
export function judgeAgainstHistory(
  observed: ObservedRole,
  states: readonly ObservedRole[]
): HistoryVerdict {
  const newest = states.at(-1)
  if (newest === undefined) return { kind: 'settled' }
  if (!observed.exists) return judgeAbsence(newest, states)
  const existing = states.filter((state) => state.exists)
  if (existing.length === 0) return { kind: 'conflict', parts: ['role'] }
  const stances = partsOf(existing).map(([part, stanceOf]) => ({
    part,
    stance: stanceOf(observed)
  }))
  const foreign = stances.filter(({ stance }) => stance === 'foreign').map(({ part }) => part)
  if (foreign.length > 0) return { kind: 'conflict', parts: foreign }
  const settled = newest.exists && stances.every(({ stance }) => stance === 'newest')
  return { kind: settled ? 'settled' : 'unsettled' }
}

function judgeAbsence(newest: ObservedRole, states: readonly ObservedRole[]): HistoryVerdict {
  if (!newest.exists) return { kind: 'settled' }
  return states.some(({ exists }) => !exists)
    ? { kind: 'unsettled' }
    : { kind: 'conflict', parts: ['role'] }
}

type Stance = 'newest' | 'older' | 'foreign'

function partsOf(
  states: readonly Existing[]
): readonly (readonly [RolePart, (observed: Existing) => Stance])[] {
  const tagKeys = judgedTags(states)
  return [
    ['trust', (observed) => trustStance(observed.trust, states)],
    [
      'inline policies',
      (observed) => eachKey(observed.inlinePolicies, states.map(inlineOf), sameOrAbsent)
    ],
    ['attached policies', (observed) => stance(observed, states, ofAttached)],
    ['boundary', (observed) => stance(observed, states, ({ boundaryArn = '' }) => boundaryArn)],
    ['settings', (observed) => stance(observed, states, ofSettings)],
    [
      'tags',
      (observed) =>
        eachKey(
          only(observed.tags, tagKeys),
          states.map(({ tags }) => only(tags, tagKeys)),
          (a, b) => a === b
        )
    ]
  ]
}

function trustStance(observed: PolicyDocument, states: readonly Existing[]): Stance {
  const trusts = states.map(({ trust }) => trust)
  const newest = trusts.at(-1)
  if (newest !== undefined && sameDocument(observed, newest)) return 'newest'
  const known = trusts.some((one) => sameDocument(observed, one) || sameButForIds(one, observed))
  return known ? 'older' : 'foreign'
}

function stance(
  observed: Existing,
  states: readonly Existing[],
  read: (role: Existing) => string
): Stance {
  const found = read(observed)
  const known = states.map(read)
  if (known.at(-1) === found) return 'newest'
  return known.includes(found) ? 'older' : 'foreign'
}

/** Each value on its own: one may have spread while another has not. */
function eachKey<T>(
  observed: Readonly<Record<string, T>>,
  states: readonly Readonly<Record<string, T>>[],
  same: (a: T | undefined, b: T | undefined) => boolean
): Stance {
  const names = [...new Set([observed, ...states].flatMap((one) => Object.keys(one)))]
  const stances = names.map((name): Stance => {
    if (same(observed[name], states.at(-1)?.[name])) return 'newest'
    return states.some((state) => same(observed[name], state[name])) ? 'older' : 'foreign'
  })
  if (stances.includes('foreign')) return 'foreign'
  return stances.includes('older') ? 'older' : 'newest'
}

/** Whether two documents are the same, or neither is there. */
export function sameOrAbsent(
  a: PolicyDocument | undefined,
  b: PolicyDocument | undefined
): boolean {
  return a === undefined || b === undefined ? a === b : sameDocument(a, b)
}

function inlineOf({ inlinePolicies }: Existing): Existing['inlinePolicies'] {
  return inlinePolicies
}

function ofAttached({ attachedPolicies }: Existing): string {
  return attachedPolicies
    .map(({ arn }) => arn)
    .sort()
    .join(' ')
}

function ofSettings({ path, description, maxSessionSeconds }: Existing): string {
  return JSON.stringify([path, description, maxSessionSeconds])
}

/** Our own tags and those that this run writes; what others tag is no business of ours. */
function judgedTags(states: readonly Existing[]): readonly string[] {
  const keys = [...new Set(states.flatMap(({ tags }) => Object.keys(tags)))]
  return keys.filter(
    (key) => key.startsWith('sms-10dlc:') || new Set(states.map(({ tags }) => tags[key])).size > 1
  )
}

function only(
  tags: Readonly<Record<string, string>>,
  keys: readonly string[]
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => keys.includes(key)))
}
