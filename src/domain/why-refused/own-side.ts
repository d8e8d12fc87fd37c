import { askedActions } from './asked-actions.js'
import type { Cause, CauseCode } from './diagnosis.js'
import { isRootUser, isSession } from './knowledge.js'
import type { SideReading } from './role-side.js'
import type { AssumeAction, OwnDecision, Refusal } from './refusal.js'
import { allOf } from './truth.js'

const nothing: SideReading = { allows: 'yes', causes: [], candidates: [] }

/**
 * What the caller's own account says: its policies, boundary and service control policies, by the
 * policy simulator. Across accounts each of them has to allow.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function readOwnSide(refusal: Refusal): SideReading {
  if (isRootUser(refusal.caller.arn)) {
    return { ...nothing, allows: 'no', causes: [{ code: 'root-user', toldBy: 'identity' }] }
  }
  const { own } = refusal
  if (!own.told) return { ...nothing, allows: 'unknown', candidates: possible(refusal) }
  const assume = readDecision('sts:AssumeRole', own.decisions['sts:AssumeRole'], refusal)
  if (assume.allows === 'no') return assume
  const asked = askedActions(refusal)
  const further = (['sts:TagSession', 'sts:SetSourceIdentity'] as const)
    .filter((action) => asked[action] !== 'no')
    .map((action) => readFurther(action, refusal))
  const parts = [assume, ...further]
  return {
    allows: allOf(parts.map(({ allows }) => allows)),
    causes: parts.flatMap(({ causes }) => causes),
    candidates: [...parts.flatMap(({ candidates }) => candidates), ...unseen(refusal)]
  }
}

/** Whoever may not ask the simulator has not heard of any of these. */
function possible(refusal: Refusal): readonly Cause[] {
  const asked = askedActions(refusal)
  return [
    { code: 'no-caller-policy', ...known(refusal) },
    { code: 'caller-policy-denies' },
    { code: 'permissions-boundary' },
    { code: 'service-control-policy' },
    ...ofSession(refusal),
    ...(asked['sts:TagSession'] === 'no' ? [] : [{ code: 'tag-session-not-allowed' } as const]),
    ...(asked['sts:SetSourceIdentity'] === 'no'
      ? []
      : [{ code: 'source-identity-not-allowed' } as const])
  ]
}

/** That its role is without our policy makes it likely; another policy may allow it all the same. */
function known({ lacking }: Refusal): Pick<Cause, 'lacking'> {
  return lacking === undefined ? {} : { lacking }
}

/** What the simulator does not see: session policies, and organizations that it does not tell of. */
function unseen(refusal: Refusal): readonly Cause[] {
  const decision = refusal.own.told ? refusal.own.decisions['sts:AssumeRole'] : undefined
  const told = decision?.allowedByOrganization !== undefined
  return [...(told ? [] : [{ code: 'service-control-policy' } as const]), ...ofSession(refusal)]
}

function ofSession({ caller }: Refusal): readonly Cause[] {
  return isSession(caller.arn) ? [{ code: 'session-policy' }] : []
}

/** The simulator's decision; one that depends on what it was not told decides nothing. */
function readDecision(
  action: AssumeAction,
  told: OwnDecision | undefined,
  refusal: Refusal
): SideReading {
  if (told === undefined) return { ...nothing, allows: 'unknown', candidates: possible(refusal) }
  if (told.missingContext.length > 0) {
    const candidates = possible(refusal).filter(({ code }) => ofPolicies.has(code))
    const tests = told.missingContext.map((key) => openTest(key))
    return {
      ...nothing,
      allows: 'unknown',
      candidates: candidates.map((one) => ({ ...one, tests }))
    }
  }
  const causes = whyDenied(action, told).map((cause) =>
    cause.code === 'no-caller-policy' ? { ...cause, ...known(refusal) } : cause
  )
  return causes.length === 0 ? nothing : { ...nothing, allows: 'no', causes }
}

const ofPolicies: ReadonlySet<CauseCode> = new Set(['no-caller-policy', 'caller-policy-denies'])

const openTest = (key: string) => ({ operator: '', key, wanted: [], found: 'unknown' }) as const

function whyDenied(action: AssumeAction, told: OwnDecision): readonly Cause[] {
  const { decision, allowedByBoundary, allowedByOrganization, matchedPolicies = [] } = told
  const toldBy = 'simulator' as const
  const causes: Cause[] = []
  if (allowedByOrganization === false) causes.push({ code: 'service-control-policy', toldBy })
  if (allowedByBoundary === false) causes.push({ code: 'permissions-boundary', toldBy })
  // Matched statements are those of identity policies that contributed to the decision.
  const denies = decision === 'explicitDeny' && (matchedPolicies.length > 0 || causes.length === 0)
  if (denies) causes.push({ code: 'caller-policy-denies', policies: matchedPolicies, toldBy })
  if (decision === 'implicitDeny' && causes.length === 0) {
    causes.push({ code: lackingCode[action], toldBy })
  }
  return causes
}

const lackingCode = {
  'sts:AssumeRole': 'no-caller-policy',
  'sts:TagSession': 'tag-session-not-allowed',
  'sts:SetSourceIdentity': 'source-identity-not-allowed'
} as const satisfies Readonly<Record<AssumeAction, CauseCode>>

/** Where it is not known whether it was asked, a refusal of it is a candidate. */
function readFurther(action: AssumeAction, refusal: Refusal): SideReading {
  const { own } = refusal
  const told = own.told ? own.decisions[action] : undefined
  if (told === undefined) {
    return { ...nothing, allows: 'unknown', candidates: [{ code: lackingCode[action] }] }
  }
  const reading = readDecision(action, told, refusal)
  if (reading.allows !== 'no' || askedActions(refusal)[action] === 'yes') return reading
  const candidates = reading.causes.map(({ code }) => ({ code }))
  return { ...nothing, allows: 'unknown', candidates }
}
