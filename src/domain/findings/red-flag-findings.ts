import type { PolicyDocument } from '../../policy/document/document.js'
import { findRedFlags, statementInWords, type RedFlag } from '../../policy/red-flags/red-flags.js'
import type { ErrorCode } from '../../errors.js'
import type { Change } from '../plan/change.js'
import type { Finding } from './finding.js'
import { listFirst } from '../list-first.js'
import type { ObservedRole } from '../role/observed-role.js'
import type { Mode } from '../request.js'
import { roleAfter } from '../role/role-after.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>
/** Orphaned principals have a finding of their own. */
type FlagName = Exclude<RedFlag['flag'], 'orphaned-principal'>

interface FlaggedPolicy {
  /** Such as `the inline policy backup`. */
  readonly policy: string
  readonly flag: FlagName
  readonly raised: readonly RedFlag[]
}

/**
 * The red flags of everything on the role, whether or not it is as configured: one finding for
 * each policy and flag, which names the statements and says what becomes of them by the plan.
 */
export function redFlagFindings(
  observed: ObservedRole,
  plan: readonly Change[],
  mode: Mode
): readonly Finding[] {
  const after = flagsOf(plan.reduce(roleAfter, observed))
  return flagsOf(observed).map(({ policy, flag, raised }) => {
    const stays = after.some((one) => one.policy === policy && one.flag === flag)
    const { code, told } = sayings[flag]
    const statements = listFirst(
      raised.map((one) => `${statementInWords(one.statement)} ${told(one)}`),
      { most: 3, separator: '; ', rest: 'more alike' }
    )
    const left = mode === 'check' ? 'An apply leaves it as it is.' : 'This run leaves it as it is.'
    const taken =
      mode === 'check' ? 'An apply takes it away.' : 'The plan of this run takes it away.'
    return {
      level: stays || mode === 'check' ? 'warning' : 'notice',
      code,
      message: `In ${policy}, ${statements}. ${stays ? left : taken}`
    }
  })
}

function flagsOf(role: ObservedRole): readonly FlaggedPolicy[] {
  if (!role.exists) return []
  return documentsOf(role).flatMap(({ policy, document, kind }) => {
    const raised = findRedFlags(document, kind)
    return flagNames.flatMap((flag) => {
      const ofFlag = raised.filter((one) => one.flag === flag)
      return ofFlag.length === 0 ? [] : [{ policy, flag, raised: ofFlag }]
    })
  })
}

interface NamedDocument {
  readonly policy: string
  readonly document: PolicyDocument
  readonly kind: 'trust' | 'identity'
}

function documentsOf({ trust, inlinePolicies, attachedPolicies }: Existing) {
  return [
    { policy: 'the trust policy', document: trust, kind: 'trust' },
    ...Object.entries(inlinePolicies).map(([name, document]): NamedDocument => ({
      policy: `the inline policy ${name}`,
      document,
      kind: 'identity'
    })),
    ...attachedPolicies.flatMap(({ arn, document }): readonly NamedDocument[] =>
      document === undefined
        ? []
        : [{ policy: `the managed policy ${arn}`, document, kind: 'identity' }]
    )
  ] satisfies readonly NamedDocument[]
}

interface Saying {
  readonly code: ErrorCode
  readonly told: (raised: RedFlag) => string
}

const sayings: Readonly<Record<FlagName, Saying>> = {
  anyone: {
    code: 'RED_FLAG_ANYONE',
    told: ({ facts }) =>
      `lets in anyone ${facts.join(', ')}: it is limited to no organization and no account`
  },
  'lenient-condition': {
    code: 'RED_FLAG_LENIENT_CONDITION',
    told: ({ facts }) => `has a test that holds where its key is missing: ${facts.join(', ')}`
  },
  'external-id-pattern': {
    code: 'RED_FLAG_EXTERNAL_ID_PATTERN',
    told: ({ facts }) => `takes any external id of a pattern: ${facts.join(', ')}`
  },
  'account-pattern': {
    code: 'RED_FLAG_ACCOUNT_PATTERN',
    told: ({ facts }) => `takes roles of any account: ${facts.join(', ')}`
  },
  'unconditioned-grant': {
    code: 'RED_FLAG_UNCONDITIONED_GRANT',
    told: ({ facts }) => `has no condition and ${facts.join(', ')}, whose condition is in vain`
  },
  'mixed-external-ids': {
    code: 'RED_FLAG_MIXED_EXTERNAL_IDS',
    told: ({ facts }) => `lets each of ${facts.join(' use each of ')}`
  },
  'not-element': {
    code: 'RED_FLAG_NOT_ELEMENT',
    told: ({ facts }) => `allows all but what ${facts.join(' and ')} lists`
  }
}

const flagNames = Object.keys(sayings) as readonly FlagName[]
