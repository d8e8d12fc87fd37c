import type { Finding } from '../findings/finding.js'
import { defaultInlineLimit, sizeTogether } from './inline-size.js'
import type { ObservedRole } from './observed-role.js'
import { defaultTrustLimit, permissionsPolicyName, type DesiredRole } from '../sender.js'
import { trustForms, type TrustIntent } from '../trust/trust-document.js'
import { trustSizes, type TrustSizes } from '../trust/trust-sizes.js'
import { sameDocument } from '../../policy/compare/equivalence.js'

/** How long policies may be, in characters without white space, and who says so. */
export interface Quota {
  readonly limit: number
  readonly from: 'account' | 'input' | 'default'
}

/** The quotas of one role's policies. */
export interface Quotas {
  readonly trust: Quota
  /** Of all inline policies together. */
  readonly inline: Quota
}

/** What the role's policies take of the quotas, and the room left. */
export interface Sizes {
  readonly trust: Quota &
    TrustSizes & {
      /** Of the form that is written; of the shorter one where neither fits. */
      readonly characters: number
      readonly form: 'plain' | 'compact' | 'neither'
    }
  /** Absent when the role could not be read. All inline policies, the one this run writes too. */
  readonly inline?: Quota & { readonly characters: number; readonly policies: number }
}

/**
 * Default quotas, where the account's own may not be read.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const defaults = { trust: defaultTrustLimit, inline: defaultInlineLimit } as const

/** The share of a quota above which a run warns. */
const warnAbove = 0.8

type Limits = { readonly trust?: number; readonly inline?: number }

/** The quotas that count: the account's own answer, else what is configured, else the default. */
export function quotasOf(answered: Limits, configured: Limits = {}): Quotas {
  const quota = (name: keyof Limits): Quota => {
    const { [name]: answer } = answered
    const { [name]: input } = configured
    if (answer !== undefined) return { limit: answer, from: 'account' }
    return input === undefined
      ? { limit: defaults[name], from: 'default' }
      : { limit: input, from: 'input' }
  }
  return { trust: quota('trust'), inline: quota('inline') }
}

/** The size of the desired trust policy and the room left. */
export function trustUse(
  intent: TrustIntent,
  { trust: quota }: Quotas,
  desired?: DesiredRole
): Sizes['trust'] {
  const sizes = trustSizes(intent, quota.limit)
  const compactStays =
    desired !== undefined && sameDocument(desired.trust, trustForms(intent).compact)
  const form = sizes.plain <= quota.limit && !compactStays ? 'plain' : 'compact'
  const characters = sizes[form]
  return { ...quota, ...sizes, characters, form: characters <= quota.limit ? form : 'neither' }
}

/** The size of the role's inline policies together, once ours is as desired. */
export function inlineUse(
  desired: DesiredRole,
  observed: ObservedRole,
  { inline }: Quotas
): NonNullable<Sizes['inline']> {
  const standing = observed.exists ? observed.inlinePolicies : {}
  const policies = Object.values({ ...standing, [permissionsPolicyName]: desired.permissions })
  return { ...inline, characters: sizeTogether(policies), policies: policies.length }
}

/** What people should know of the quotas themselves. */
export function quotaFindings(
  answered: Limits,
  configured: Limits,
  quotas: Quotas
): readonly Finding[] {
  const differing = (['trust', 'inline'] as const).flatMap((name): readonly Finding[] => {
    const { [name]: input } = configured
    const { [name]: answer } = answered
    if (input === undefined || answer === undefined || input === answer) return []
    return [
      {
        level: 'notice',
        code: 'QUOTA_DIFFERS',
        message: `${inputNames[name]} says ${input}, the account itself ${answer}: its own answer counts.`
      }
    ]
  })
  const guessed = (['trust', 'inline'] as const).filter((name) => quotas[name].from === 'default')
  const unread = answered.trust === undefined && answered.inline === undefined
  if (!unread || guessed.length === 0) return differing
  const shown = guessed.map((name) => `${inputNames[name]} ${quotas[name].limit}`).join(' and ')
  return [
    ...differing,
    {
      level: 'notice',
      code: 'QUOTA_UNKNOWN',
      message: `The account's quotas may not be read (iam:GetAccountSummary is refused), so AWS's defaults count: ${shown}.`
    }
  ]
}

const inputNames = { trust: 'trust-policy-quota', inline: 'inline-policies-quota' } as const

/** A warning for each quota of which more than four fifths are used. */
export function sizeFindings({ trust, inline }: Sizes): readonly Finding[] {
  return [
    ...nearly('The trust policy has', trust, `${room(trust)}.`),
    ...(inline === undefined ? [] : nearly("The role's inline policies have", inline, ''))
  ]
}

function nearly(
  subject: string,
  use: Quota & { readonly characters: number },
  rest: string
): readonly Finding[] {
  const share = use.characters / use.limit
  if (share <= warnAbove || share > 1) return []
  const used = `${subject} ${use.characters} of ${use.limit} characters (${Math.floor(share * 100)} %)`
  const message = rest === '' ? `${used}.` : `${used}: ${rest}`
  return [{ level: 'warning', code: 'QUOTA_NEARLY_USED', message }]
}

function room({ moreSecondaries }: Sizes['trust']): string {
  if (moreSecondaries === 'any') return 'trust in an organization does not grow with its accounts'
  const { plain, compact } = moreSecondaries
  return compact > plain
    ? `room for ${compact} more secondaries in the compact form, ${plain} in the plain one`
    : `room for ${plain} more secondaries`
}
