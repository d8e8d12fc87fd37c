import type { PolicyDocument } from '../../policy/document/document.js'
import { askedActions } from './asked-actions.js'
import type { Cause, CauseCode } from './diagnosis.js'
import { readTrust, type TrustReading } from './read-trust.js'
import type { AssumeAction, Refusal } from './refusal.js'
import { allOf, type Truth } from './truth.js'
import { whatTrustMayRefuse, whyTrustRefuses } from './trust-causes.js'

/** What a side says to the caller: proven causes, and what may be one where it is not known. */
export interface SideReading {
  readonly allows: Truth
  readonly causes: readonly Cause[]
  readonly candidates: readonly Cause[]
}

/** What the role's side says, by its trust alone. */
export function readRoleSide(refusal: Refusal): SideReading {
  if (refusal.roleExists === 'no') {
    return { allows: 'no', causes: [{ code: 'role-missing', toldBy: 'role' }], candidates: [] }
  }
  if ('unreadable' in refusal.trust) {
    return { allows: 'unknown', causes: [], candidates: possible(refusal) }
  }
  const { document } = refusal.trust
  const assume = readAction(document, 'sts:AssumeRole', refusal)
  if (assume.allows === 'no') return assume
  const parts = [
    assume,
    readAction(document, 'sts:TagSession', refusal),
    readAction(document, 'sts:SetSourceIdentity', refusal)
  ]
  return {
    allows: allOf(parts.map(({ allows }) => allows)),
    causes: parts.flatMap(({ causes }) => causes),
    candidates: parts.flatMap(({ candidates }) => candidates)
  }
}

/** Whether a trust policy would let the caller in with what it asked. */
export function wouldLetIn(trust: PolicyDocument, refusal: Refusal): Truth {
  return readRoleSide({ ...refusal, roleExists: 'yes', trust: { document: trust } }).allows
}

/** Without the trust anything that it could say is possible. */
function possible(refusal: Refusal): readonly Cause[] {
  const { ask, roleExists } = refusal
  const asked = askedActions(refusal)
  const codes: readonly (readonly [CauseCode, boolean])[] = [
    ['role-missing', roleExists === 'unknown'],
    ['account-not-trusted', true],
    ['principal-mismatch', true],
    ['orphaned-principal', true],
    ['external-id-wrong', ask.externalId !== undefined],
    ['external-id-missing', ask.externalId === undefined],
    ['condition-false', true],
    ['trust-denies', true],
    ['tag-session-not-trusted', asked['sts:TagSession'] !== 'no'],
    ['source-identity-not-trusted', asked['sts:SetSourceIdentity'] !== 'no']
  ]
  return codes.flatMap(([code, may]) => (may ? [{ code }] : []))
}

function readAction(trust: PolicyDocument, action: AssumeAction, refusal: Refusal): SideReading {
  const asked = askedActions(refusal)[action]
  if (asked === 'no') return { allows: 'yes', causes: [], candidates: [] }
  const reading = readTrust(trust, action, refusal)
  if (reading.allows === 'yes') return { allows: 'yes', causes: [], candidates: [] }
  if (reading.allows === 'no' && asked === 'yes') {
    const causes = ofAction(action, whyTrustRefuses(reading, refusal), refusal)
    return { allows: 'no', causes: causes.map(toldByTrust), candidates: [] }
  }
  return { allows: 'unknown', causes: [], candidates: open(action, reading, refusal) }
}

function toldByTrust(cause: Cause): Cause {
  return { ...cause, toldBy: 'trust' }
}

function open(action: AssumeAction, reading: TrustReading, refusal: Refusal): readonly Cause[] {
  const found =
    reading.allows === 'no'
      ? whyTrustRefuses(reading, refusal)
      : whatTrustMayRefuse(reading, refusal)
  return ofAction(action, found, refusal)
}

/** What refuses tags or a source identity, beside a trust that lets the caller in without them. */
function ofAction(
  action: AssumeAction,
  causes: readonly Cause[],
  { ask }: Refusal
): readonly Cause[] {
  const tests = causes.flatMap((cause) => cause.tests ?? [])
  const shown = tests.length > 0 ? { tests } : {}
  switch (action) {
    case 'sts:AssumeRole':
      return causes
    case 'sts:TagSession': {
      const { tagKeys: sent, inheritedTagKeys } = ask
      const inherited = inheritedTagKeys === 'unknown' ? [] : inheritedTagKeys
      return [{ code: 'tag-session-not-trusted', tagKeys: { sent, inherited }, ...shown }]
    }
    case 'sts:SetSourceIdentity':
      return [{ code: 'source-identity-not-trusted', ...shown }]
    default:
      return action satisfies never
  }
}
