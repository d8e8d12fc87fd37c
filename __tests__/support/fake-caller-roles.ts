import type { CallerRoles } from '../../src/app/caller-roles/port.js'
import { policyAfter, type CallerChange } from '../../src/domain/plan/caller-change.js'
import { combineDocuments } from '../../src/policy/document/combine.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { policySize } from '../../src/policy/document/validate.js'
import type { Written } from '../../src/app/apply/written.js'
import { writtenOf } from './written.js'

/** What a test may arrange of the caller roles. */
export interface FakeCallerSettings {
  /** The inline policies of the caller role by account; an account without an entry has no such role. */
  readonly callerRoles?: Readonly<Record<string, Readonly<Record<string, PolicyDocument>>>>
  /** How long reads of a caller role lag behind its writes, in milliseconds. */
  readonly callerLagMs?: number
  /** The path of every caller role, such as `/team/`. */
  readonly callerPath?: string
  /** The other policies of caller roles may not be read. */
  readonly callerSizesUnreadable?: true
  /** Something that happens at a call, such as an exception; `nth` is 1 for its first time. */
  readonly onCaller?: (
    call: string,
    nth: number
  ) => { readonly lost: boolean; readonly carriedOut?: boolean } | undefined
}

interface Write {
  readonly account: string
  readonly name: string
  readonly policy: PolicyDocument | undefined
  readonly shownFrom: number
}

/** The caller roles of all secondaries, which remember what was written to them. */
export class FakeCallerRoles {
  private readonly writes: Write[] = []

  constructor(
    private readonly settings: FakeCallerSettings,
    private readonly calls: string[],
    private readonly now: () => number
  ) {}

  /** The policies of the caller role in an account; undefined: there is no such role. */
  policies(account: string, at = Infinity): Readonly<Record<string, PolicyDocument>> | undefined {
    const found = this.settings.callerRoles?.[account]
    if (found === undefined) return undefined
    const shown = this.writes.filter((one) => one.account === account && one.shownFrom <= at)
    const after = shown.reduce<Readonly<Record<string, PolicyDocument | undefined>>>(
      (last, { name, policy }) => ({ ...last, [name]: policy }),
      found
    )
    return Object.fromEntries(
      Object.entries(after).flatMap(([name, policy]) => (policy ? [[name, policy] as const] : []))
    )
  }

  /** All that a caller role's policies say; undefined where nothing is arranged. */
  identityPolicy(account: string): PolicyDocument | undefined {
    const policies = this.policies(account)
    return policies && combineDocuments(Object.values(policies))
  }

  /** A policy as somebody else leaves it. */
  disturb(account: string, name: string, policy: PolicyDocument | undefined): void {
    this.writes.push({ account, name, policy, shownFrom: this.now() })
  }

  of(account: string): CallerRoles {
    const read = () => this.policies(account, this.now())
    return {
      observe: async (role, name) => {
        this.call(`observe caller ${account}`)
        const policies = read()
        if (policies === undefined) return { exists: false }
        const { [name]: policy } = policies
        const arn = `arn:aws:iam::${account}:role${this.settings.callerPath ?? '/'}${role}`
        return Promise.resolve({ exists: true, arn, ...(policy && { policy }) })
      },
      readPolicy: async (_role, name) => {
        this.call(`read caller ${account}`)
        return Promise.resolve(read()?.[name])
      },
      sizeBeside: async (_role, name) => {
        this.call(`size caller ${account}`)
        if (this.settings.callerSizesUnreadable) return undefined
        const others = Object.entries(read() ?? {}).filter(([one]) => one !== name)
        return Promise.resolve(others.reduce((sum, [, policy]) => sum + policySize(policy), 0))
      },
      write: (change) => this.write(change)
    }
  }

  private async write(change: CallerChange): Promise<Written> {
    const { account, name, kind } = change
    const { lost = false, carriedOut = true } = this.call(`write ${kind} ${account}`) ?? {}
    const shownFrom = this.now() + (this.settings.callerLagMs ?? 0)
    if (carriedOut) this.writes.push({ account, name, policy: policyAfter(change), shownFrom })
    return Promise.resolve(writtenOf(lost))
  }

  private call(call: string) {
    this.calls.push(call)
    return this.settings.onCaller?.(call, this.calls.filter((one) => one === call).length)
  }
}
