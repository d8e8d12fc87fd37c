import type { PolicyDocument } from '../../../policy/document/document.js'
import { History } from '../history.js'
import type { Call, Members } from '../operation.js'
import type { AwsState } from '../state/state.js'

/** What SMS Voice v2 lets an account do; every Region has its own. */
export type AccountTier = 'SANDBOX' | 'PRODUCTION'

export const spendLimitNames = ['TEXT', 'VOICE', 'MEDIA', 'NOTIFY', 'RCS'] as const

/** In whole US dollars a month. */
export interface SpendLimit {
  readonly enforced: number
  readonly max: number
  readonly overridden: boolean
}

export interface RegistrationVersion {
  readonly number: number
  readonly status: string
  /** When it took on each status, in milliseconds, by the status. */
  readonly history: Readonly<Record<string, number>>
  readonly deniedReasons: readonly Members[]
  readonly feedback?: string
}

export interface StoredRegistration {
  readonly id: string
  readonly arn: string
  readonly type: string
  readonly status: string
  readonly versions: readonly RegistrationVersion[]
  /** Ids of numbers. */
  readonly numbers: readonly string[]
  readonly attributes: Readonly<Record<string, string>>
  readonly createdAt: number
}

export interface OptedOutNumber {
  readonly e164: string
  readonly at: number
  /** By the end user's own STOP, and not by PutOptedOutNumber. */
  readonly byEndUser: boolean
}

export interface OptOutList {
  readonly name: string
  readonly arn: string
  readonly createdAt: number
  /** By E.164 text with its plus sign. */
  readonly numbers: Map<string, OptedOutNumber>
}

export interface StoredPool {
  readonly id: string
  readonly arn: string
  readonly messageType: 'TRANSACTIONAL' | 'PROMOTIONAL'
  readonly optOutList: string
  readonly selfManagedOptOuts: boolean
  readonly deletionProtected: boolean
  readonly createdAt: number
  /** ARNs of numbers. */
  readonly members: Set<string>
}

export interface VerifiedDestination {
  readonly id: string
  readonly arn: string
  readonly e164: string
  readonly verified: boolean
  readonly createdAt: number
  /** The code sent last; absent while none was. */
  readonly code?: string
}

export interface StoredResourcePolicy {
  /** As it was written. */
  readonly text: string
  readonly document: PolicyDocument
  readonly createdAt: number
}

/** How an account stands with the service. */
export type Standing = 'good' | 'disabled' | 'bad-reputation'

/** All that SMS Voice v2 keeps for an account in one Region, its numbers apart. */
export interface SmsVoiceStore {
  tier: AccountTier
  standing: Standing
  /** The code of every verification. */
  verificationCode: string
  readonly spendLimits: Map<(typeof spendLimitNames)[number], SpendLimit>
  /** US dollars spent on text messages this month. */
  textSpent: number
  readonly registrations: StoredRegistration[]
  readonly optOutLists: Map<string, OptOutList>
  readonly pools: StoredPool[]
  /** Name to when it was created, in milliseconds. */
  readonly configurationSets: Map<string, number>
  readonly destinations: Map<string, VerifiedDestination>
  /** By the resource's ARN. */
  readonly resourcePolicies: Map<string, History<StoredResourcePolicy | undefined>>
  /** What a client token was answered, by operation and token. */
  readonly answers: Map<string, { readonly question: string; readonly output: Members }>
}

/** The beginning of the accounts' history, as far as a state knows. */
const LONG_AGO = Date.UTC(2026, 0, 1)

/** What an account keeps in a Region; a new account begins out of the sandbox, as worlds do. */
export function smsVoiceStore(state: AwsState, account: string, region: string): SmsVoiceStore {
  const stores = state.accounts.get(account)?.smsVoice
  if (stores === undefined) throw new Error(`no account ${account}`)
  const known = stores.get(region)
  if (known !== undefined) return known
  const store = emptyStore(`arn:${state.partition}:sms-voice:${region}:${account}`)
  stores.set(region, store)
  return store
}

/** What the caller's account keeps in the call's Region. */
export function storeOf({ state, caller, region }: Call): SmsVoiceStore {
  return smsVoiceStore(state, caller.account, region)
}

function emptyStore(prefix: string): SmsVoiceStore {
  return {
    tier: 'PRODUCTION',
    standing: 'good',
    verificationCode: '123456',
    // AWS's default: one US dollar a month for each channel.
    spendLimits: new Map(
      spendLimitNames.map((name) => [name, { enforced: 1, max: 1, overridden: false }])
    ),
    textSpent: 0,
    registrations: [],
    optOutLists: new Map([['Default', newOptOutList(prefix, 'Default', LONG_AGO)]]),
    pools: [],
    configurationSets: new Map(),
    destinations: new Map(),
    resourcePolicies: new Map(),
    answers: new Map()
  }
}

/** An empty opt-out list. */
export function newOptOutList(prefix: string, name: string, createdAt: number): OptOutList {
  return { name, arn: `${prefix}:opt-out-list/${name}`, createdAt, numbers: new Map() }
}

/** Sets a resource's policy, or removes it, from a time on, in milliseconds. */
export function setResourcePolicy(
  store: SmsVoiceStore,
  arn: string,
  { policy, at }: { readonly policy: StoredResourcePolicy | undefined; readonly at: number }
): void {
  const history =
    store.resourcePolicies.get(arn) ?? new History<StoredResourcePolicy | undefined>(undefined)
  history.set(policy, at)
  store.resourcePolicies.set(arn, history)
}

/** Any E.164 text with its plus sign, which is optional on the wire. */
export const withPlus = (e164: string): string => (e164.startsWith('+') ? e164 : `+${e164}`)

/** Times of SMS Voice are epoch seconds on the wire. */
export const seconds = (ms: number): number => ms / 1000
