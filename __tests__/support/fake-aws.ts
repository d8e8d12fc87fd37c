import type {
  Answer,
  AssumeAsk,
  Aws,
  Caller,
  HarmlessRead,
  PinpointMessage,
  Primary,
  SenderSession,
  Simulated,
  TextMessage
} from '../../src/app/ports.js'
import { accountOf } from '../../src/domain/trust/trusted-principals.js'
import type { Change } from '../../src/domain/plan/change.js'
import type { ObservedRole, ReadPolicy } from '../../src/domain/role/observed-role.js'
import type { NumberReference, PhoneNumber } from '../../src/domain/messaging/phone-number.js'
import type { CredentialSource } from '../../src/domain/request.js'
import { roleAfter } from '../../src/domain/role/role-after.js'
import { ActionError, type ErrorCode } from '../../src/errors.js'
import { combineDocuments } from '../../src/policy/document/combine.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { decideAlone, evaluate, type AccessRequest } from '../../src/policy/evaluate/evaluate.js'
import { FakeCallerRoles, type FakeCallerSettings } from './fake-caller-roles.js'
import { FakeClock } from './fake-clock.js'
import { fakeMessaging, type Told } from './fake-messaging.js'
import { number, otherNumber, primary } from './requests.js'
import type { Written } from '../../src/app/apply/written.js'
import { writtenOf } from './written.js'

type Failure = Omit<Extract<Answer<never>, { ok: false }>, 'ok' | 'evidence'>

/** What a test may arrange. */
export interface FakeSettings extends FakeCallerSettings {
  readonly role?: ObservedRole
  /** How long authorization lags behind writes, in milliseconds; of each write where it differs. */
  readonly lagMs?: number | ((nthWrite: number) => number)
  /** The path that the roles behind sessions really have, such as `team/`; no ARN tells it. */
  readonly rolePath?: (account: string) => string
  readonly numbers?: readonly PhoneNumber[]
  readonly applications?: readonly string[]
  /** Why no other number of the account can be looked for. */
  readonly anotherFails?: ErrorCode
  /** What is told of the number and its account; nothing is wrong with them otherwise. */
  readonly told?: Partial<Told>
  /** Identities whose own account does not let them assume the role, by ARN. */
  readonly withoutPermission?: readonly string[]
  readonly ambientArn?: string
  readonly trustLimit?: number
  readonly inlineLimit?: number
  /** Managed policies by ARN; undefined for one that may not be read. */
  readonly policies?: Readonly<Record<string, PolicyDocument | undefined>>
  /** The instance profiles that hold the role. */
  readonly instanceProfiles?: readonly string[]
  /** Identities whose own credentials do not work, by the account they would be in. */
  readonly withoutCredentials?: Readonly<Record<string, ErrorCode>>
  /** iam:GetAccountSummary is refused. */
  readonly quotasUnreadable?: true
  /** What the policy simulator says beside its decision, or in its place. */
  readonly simulated?: Partial<Simulated>
  /** A failure for a call in place of its answer, by the call's log line. */
  readonly fail?: (call: string, nth: number) => Failure | undefined
  /** Accounts in an organization: its id and each one's path, by account. */
  readonly members?: Readonly<Record<string, string>>
  /** Something that happens during a write, such as an exception. */
  readonly onWrite?: (
    change: Change
  ) => { readonly lost: boolean; readonly carriedOut?: boolean } | undefined
}

/** An AWS that remembers: one role, its history, and every call as a line of text. */
export class FakeAws implements Aws {
  readonly clock = new FakeClock()
  readonly calls: string[] = []
  /** Every AssumeRole on the sender role. */
  readonly asked: AssumeAsk[] = []
  /** Every message, dry runs among them. */
  readonly messages: (TextMessage | PinpointMessage)[] = []
  readonly foreignEndpoints: readonly string[] = []
  private readonly steps: Step[] = []
  readonly callers: FakeCallerRoles

  constructor(private readonly settings: FakeSettings = {}) {
    this.callers = new FakeCallerRoles(settings, this.calls, () => this.clock.now())
  }

  get role(): ObservedRole {
    return this.roleAfter(() => true)
  }

  /** The role as somebody else leaves it. */
  disturb(role: ObservedRole): void {
    this.steps.push({ from: this.clock.now(), make: () => role })
  }

  /** When authorization has changed, in milliseconds since the epoch. */
  get instants(): readonly number[] {
    return this.steps.map(({ from }) => from)
  }

  /** The role as authorization sees it at a time: what has spread by then, in the order of writing. */
  effectiveAt(time: number): ObservedRole {
    return this.roleAfter(({ from }) => from <= time)
  }

  count(prefix: string): number {
    return this.calls.filter((call) => call.startsWith(prefix)).length
  }

  caller(source: CredentialSource): Promise<Caller> {
    this.calls.push(`caller ${'arn' in source ? source.arn : source.kind}`)
    return this.resolve(source)
  }

  private resolve(source: CredentialSource): Promise<Caller> {
    const arn =
      'arn' in source
        ? source.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/') + '/run'
        : (this.settings.ambientArn ?? `arn:aws:sts::${primary}:assumed-role/deploy/run`)
    const broken = this.settings.withoutCredentials?.[accountOf(arn) ?? '']
    if (broken !== undefined) {
      return Promise.reject(new ActionError(broken, `no credentials for ${arn}`))
    }
    const known = 'arn' in source && this.settings.rolePath === undefined
    const role = known ? { role: source.arn } : {}
    return Promise.resolve({ ...this.callerOf(arn), ...role })
  }

  async primary(source: CredentialSource): Promise<Primary> {
    const caller = await this.resolve(source)
    const { numbers = [number, otherNumber], applications = ['app'] } = this.settings
    const matches = (reference: NumberReference) => (found: PhoneNumber) =>
      [found.arn, found.id, found.e164].includes(reference.text)
    return {
      caller,
      roles: {
        observe: (name) => this.read(`observe ${name}`, this.role),
        readPolicy: (arn) => this.read(`readPolicy ${arn}`, this.policy(arn)),
        write: (_name, change) => this.write(change),
        instanceProfiles: (name) =>
          this.read(`instanceProfiles ${name}`, this.settings.instanceProfiles ?? []),
        sizeLimits: () => {
          this.calls.push('sizeLimits')
          if (this.settings.quotasUnreadable) return Promise.resolve({})
          const { trustLimit: trust = 2048, inlineLimit: inline } = this.settings
          return Promise.resolve({ trust, ...(inline !== undefined && { inline }) })
        },
        simulate: (_role, action, resource) => this.simulate(action, resource)
      },
      numbers: {
        find: (reference) => Promise.resolve(numbers.find(matches(reference))),
        another: (than) =>
          this.settings.anotherFails === undefined
            ? Promise.resolve(numbers.find(({ arn }) => arn !== than.arn))
            : Promise.reject(new ActionError(this.settings.anotherFails, 'too many'))
      },
      applications: { exists: (id) => Promise.resolve(applications.includes(id)) },
      messaging: fakeMessaging(this.settings.told, (call, value) =>
        this.answer(call, () => ({ value }))
      )
    }
  }

  private roleAfter(counts: (step: Step) => boolean): ObservedRole {
    const before: ObservedRole = this.settings.role ?? { exists: false }
    const role = this.steps.filter(counts).reduce((last, { make }) => make(last), before)
    return role.exists ? this.withDocuments(role) : role
  }

  /** A managed policy; one that a role has on it without more ado may not be read. */
  private policy(arn: string): ReadPolicy | undefined {
    const { policies = {} } = this.settings
    if (!Object.hasOwn(policies, arn)) return undefined
    const document = policies[arn]
    return document === undefined
      ? { unread: `iam:GetPolicyVersion on ${arn}: AccessDenied` }
      : { document }
  }

  private withDocuments(role: Extract<ObservedRole, { exists: true }>): ObservedRole {
    const absent = (arn: string): ReadPolicy => ({ unread: `IAM does not find ${arn}` })
    const attachedPolicies = role.attachedPolicies.map((one) =>
      one.document === undefined ? { ...one, ...(this.policy(one.arn) ?? absent(one.arn)) } : one
    )
    const boundary = role.boundaryArn === undefined ? undefined : this.policy(role.boundaryArn)
    return {
      ...role,
      attachedPolicies,
      ...(boundary !== undefined &&
        ('document' in boundary
          ? { boundaryDocument: boundary.document }
          : { boundaryUnread: boundary.unread }))
    }
  }

  /** The role as authorization sees it. */
  private get effective(): ObservedRole {
    return this.effectiveAt(this.clock.now())
  }

  private read<T>(call: string, value: T): Promise<T> {
    this.calls.push(call)
    return Promise.resolve(value)
  }

  private write(change: Change): Promise<Written> {
    this.calls.push(`write ${change.kind}`)
    const { lost = false, carriedOut = true } = this.settings.onWrite?.(change) ?? {}
    if (change.kind === 'delete-role') demandEmpty(this.role)
    const { lagMs = 0 } = this.settings
    const lag = typeof lagMs === 'number' ? lagMs : lagMs(this.steps.length)
    const make = (role: ObservedRole) => roleAfter(role, change)
    if (carriedOut) this.steps.push({ from: this.clock.now() + lag, make })
    return Promise.resolve(writtenOf(lost))
  }

  private simulate(action: string, resource: string): Promise<Answer<Simulated>> {
    const decision = this.decide(this.role, action, resource)
    const value = {
      decision: decision ? ('allowed' as const) : ('implicitDeny' as const),
      missingContext: [],
      ...this.settings.simulated
    }
    return this.answer(`Simulate ${action}`, () => ({ value }))
  }

  private callerOf(arn: string): Caller {
    const account = accountOf(arn)
    if (account === undefined) throw new Error(`no account in ${arn}`)
    const holds = !(this.settings.withoutPermission ?? []).includes(arn)
    const allowed = (role: string): boolean => {
      const own = this.callers.identityPolicy(account)
      return own === undefined ? holds : allows(own, 'sts:AssumeRole', role)
    }
    return {
      account,
      arn,
      callerRoles: this.callers.of(account),
      assumeRole: (ask) => this.assumeRole(arn, holds, ask),
      simulateAssume: (role) =>
        this.answer(`SimulateAssume ${account}`, () => ({
          value: {
            decision: allowed(role) ? ('allowed' as const) : ('implicitDeny' as const),
            missingContext: [],
            ...this.settings.simulated
          }
        }))
    }
  }

  private assumeRole(arn: string, holds: boolean, ask: AssumeAsk): Promise<Answer<SenderSession>> {
    const account = accountOf(arn) ?? ''
    const id = ask.externalId === undefined ? 'without' : ask.externalId
    this.asked.push(ask)
    return this.answer(
      `AssumeRole ${account} ${id}`,
      () => (this.mayAssume(arn, holds, ask) ? { value: this.sessionOf(ask) } : undefined),
      `User: ${arn} is not authorized to perform: sts:AssumeRole on resource: ${ask.role}`
    )
  }

  private mayAssume(arn: string, holds: boolean, ask: AssumeAsk): boolean {
    const role = this.effective
    if (!role.exists) return false
    const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }
    const alone = { Version: '2012-10-17', Statement: holds ? [allow] : [] }
    const identity = this.callers.identityPolicy(accountOf(arn) ?? '') ?? alone
    return (
      evaluate(this.assumption(arn, ask), { resource: role.trust, identity: [identity] })
        .outcome === 'Allowed'
    )
  }

  private assumption(arn: string, ask: AssumeAsk): AccessRequest {
    const account = accountOf(arn) ?? ''
    const place = this.settings.members?.[account]
    const path = this.settings.rolePath?.(account) ?? ''
    const role = arn
      .replace(':sts:', ':iam:')
      .replace(/:assumed-role\/([^/]+)\/.*/, `:role/${path}$1`)
    return {
      principal: arn,
      actions: ['sts:AssumeRole'],
      resources: [ask.role],
      resourceAccount: primary,
      context: {
        'aws:PrincipalArn': role,
        'aws:PrincipalAccount': account,
        ...(place !== undefined && {
          'aws:PrincipalOrgID': place.slice(0, place.indexOf('/')),
          'aws:PrincipalOrgPaths': [place]
        }),
        ...(ask.externalId !== undefined && { 'sts:ExternalId': ask.externalId })
      }
    }
  }

  private sessionOf(ask: AssumeAsk): SenderSession {
    const arn = `arn:aws:sts::${primary}:assumed-role/${ask.role.split('/').at(-1) ?? ''}/${ask.sessionName}`
    const may = (action: string, resource: string): boolean =>
      this.decide(this.effective, action, resource) &&
      (ask.sessionPolicy === undefined || allows(ask.sessionPolicy, action, resource))
    return {
      whoAmI: () => this.answer('GetCallerIdentity', () => ({ value: { account: primary, arn } })),
      sendTextMessage: (message) => this.sendText(message, may),
      sendMessages: (message) => this.sendMessages(message, may),
      attempt: (read) => this.attempt(read, may)
    }
  }

  private sendText(
    message: TextMessage,
    may: (action: string, resource: string) => boolean
  ): Promise<Answer<{ readonly messageId?: string }>> {
    this.messages.push(message)
    return this.answer(`SendTextMessage ${message.purpose} ${message.from}`, () => {
      if (!may('sms-voice:SendTextMessage', this.arnOf(message.from))) return undefined
      return { value: message.purpose === 'send' ? { messageId: 'message-1' } : {} }
    })
  }

  /** What sending is authorized on: the number's ARN, however it is named. */
  private arnOf(from: string): string {
    const { numbers = [number, otherNumber] } = this.settings
    const found = numbers.find(({ arn, id, e164 }) => [arn, id, e164].includes(from))
    return found?.arn ?? from
  }

  private sendMessages(
    message: PinpointMessage,
    may: (action: string, resource: string) => boolean
  ): Promise<Answer<{ readonly messageId: string }>> {
    const resource = `arn:aws:mobiletargeting:us-east-1:${primary}:apps/${message.applicationId}/messages`
    this.messages.push(message)
    return this.answer(`SendMessages ${message.from}`, () =>
      may('mobiletargeting:SendMessages', resource)
        ? { value: { messageId: 'message-1' } }
        : undefined
    )
  }

  private attempt(
    read: HarmlessRead,
    may: (action: string, resource: string) => boolean
  ): Promise<Answer<null>> {
    return this.answer(`Attempt ${read}`, () => (may(read, '*') ? { value: null } : undefined))
  }

  private decide(role: ObservedRole, action: string, resource: string): boolean {
    if (!role.exists) return false
    const attached = role.attachedPolicies.flatMap(({ document }) =>
      document === undefined ? [] : [document]
    )
    const all = [...Object.values(role.inlinePolicies), ...attached]
    const { boundaryDocument: boundary } = role
    const within = boundary === undefined || allows(boundary, action, resource)
    return within && allows(combineDocuments(all), action, resource)
  }

  /** An answer with its evidence; nothing means refused. */
  private answer<T>(
    call: string,
    make: () => { readonly value: T } | undefined,
    message = 'not authorized'
  ): Promise<Answer<T>> {
    this.calls.push(call)
    const evidence = {
      call,
      about: 'the role',
      answer: '',
      at: new Date(this.clock.now()).toISOString(),
      how: 'observed' as const
    }
    const failure = this.settings.fail?.(call, this.count(call))
    if (failure !== undefined) return Promise.resolve({ ok: false, ...failure, evidence })
    const made = make()
    if (made !== undefined) {
      return Promise.resolve({
        ok: true,
        value: made.value,
        evidence: { ...evidence, answer: 'allowed' }
      })
    }
    const refused = { kind: 'refused', code: 'AccessDenied', message } as const
    return Promise.resolve({ ok: false, ...refused, evidence })
  }
}

/** As IAM: a role is deleted only when it has no policies. */
function demandEmpty(role: ObservedRole): void {
  if (!role.exists) return
  const policies = [...Object.keys(role.inlinePolicies), ...role.attachedPolicies]
  if (policies.length > 0) throw new ActionError('ROLE_IN_USE', 'DeleteConflict')
}

/** Something that happens to the role, and from when on authorization sees it. */
interface Step {
  readonly from: number
  readonly make: (role: ObservedRole) => ObservedRole
}

function allows(policy: PolicyDocument, action: string, resource: string): boolean {
  const request = {
    principal: `arn:aws:sts::${primary}:assumed-role/sms-10dlc-sender/run`,
    actions: [action],
    resources: [resource],
    resourceAccount: primary,
    context: {}
  }
  return decideAlone(policy, request) === 'Allowed'
}
