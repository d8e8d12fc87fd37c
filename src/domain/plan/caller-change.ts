import type { PolicyDocument } from '../../policy/document/document.js'
import { compareAccess, sameAccess, sameDocument } from '../../policy/compare/equivalence.js'
import type { AccountId, RoleName } from '../aws-ids.js'
import { directed } from './direction.js'
import type { ChangeOutcome } from './change.js'
import { sameOrAbsent } from '../role/role-history.js'
import type { Difference } from '../run-report.js'

/** Whose policy: the caller role of a secondary, and the name of our inline policy on it. */
export interface CallerPolicyPlace {
  readonly account: AccountId
  readonly role: RoleName
  readonly name: string
}

/** What the IAM of a secondary holds of a caller role, as far as it concerns us. */
export type ObservedCaller =
  | { readonly exists: false }
  | {
      readonly exists: true
      readonly arn: string
      /** The inline policy under our name. */
      readonly policy?: PolicyDocument
    }

/** One write to a caller role in a secondary: exactly one call to the IAM of that account. */
export type CallerChange = Readonly<
  | {
      kind: 'put-caller-policy'
      account: AccountId
      role: RoleName
      name: string
      from?: PolicyDocument
      to: PolicyDocument
    }
  | {
      kind: 'delete-caller-policy'
      account: AccountId
      role: RoleName
      name: string
      from: PolicyDocument
    }
>

/** What became of a planned change of a caller role. */
export interface CallerChangeOutcome extends Pick<ChangeOutcome, 'state' | 'at' | 'effect'> {
  readonly change: CallerChange
}

/** A planned change of the sender role or of a caller role, with what became of it. */
export type ReportedChange = ChangeOutcome | CallerChangeOutcome

/** What must change for a caller role to hold this policy; empty: in sync. */
export function planCaller(
  place: CallerPolicyPlace,
  to: PolicyDocument,
  from: PolicyDocument | undefined
): readonly CallerChange[] {
  if (from === undefined) return [{ kind: 'put-caller-policy', ...place, to }]
  return sameDocument(from, to) ? [] : [{ kind: 'put-caller-policy', ...place, from, to }]
}

/** What takes our policy off a caller role; empty where there is none. */
export function planCallerRemoval(
  place: CallerPolicyPlace,
  from: PolicyDocument | undefined
): readonly CallerChange[] {
  return from === undefined ? [] : [{ kind: 'delete-caller-policy', ...place, from }]
}

/** How a caller role's policy differs from the configuration, as access. Empty: in sync. */
export function compareCaller(
  { account, role, name }: CallerPolicyPlace,
  desired: PolicyDocument,
  observed: PolicyDocument | undefined
): readonly Difference[] {
  if (observed !== undefined && sameDocument(desired, observed)) return []
  const missing = `the inline policy ${name} of the role ${role} is missing`
  const same = 'grants the same in another form'
  const cosmetic = observed !== undefined && sameAccess(desired, observed)
  const { gained, lost, unclear } = compareAccess(desired, observed ?? nothing)
  const part = { part: 'caller-policy', account, cosmetic, direction: 'different' } as const
  const moved = cosmetic
    ? { gained: [], lost: [], unclear: [] }
    : { gained, lost, unclear: unclear.map(({ access }) => access) }
  const details = observed === undefined ? [missing] : cosmetic ? [same] : []
  return [directed({ ...part, details, ...moved })]
}

const nothing: PolicyDocument = { Version: '2012-10-17', Statement: [] }

/** What a caller role holds under our name once a change has been written. */
export function policyAfter(change: CallerChange): PolicyDocument | undefined {
  return change.kind === 'put-caller-policy' ? change.to : undefined
}

/**
 * How an answer stands to what was there before and what this run has written; `conflict`: neither,
 * so somebody else is at work.
 */
export function judgeCallerPolicy(
  observed: PolicyDocument | undefined,
  {
    before,
    after
  }: { readonly before: PolicyDocument | undefined; readonly after: PolicyDocument | undefined }
): 'settled' | 'unsettled' | 'conflict' {
  if (sameOrAbsent(observed, after)) return 'settled'
  return sameOrAbsent(observed, before) ? 'unsettled' : 'conflict'
}
