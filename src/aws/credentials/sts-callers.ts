import { GetRoleCommand } from '@aws-sdk/client-iam'
import type { Answer, AssumeAsk, Caller, SenderSession, SimulatedAssume } from '../../app/ports.js'
import type { RoleArn } from '../../domain/aws-ids.js'
import { valueOf } from '../action-error.js'
import { assumeRole, type AssumedRole } from './assume-role.js'
import { getCallerIdentity, type CallerIdentity } from './caller-identity.js'
import { createCallerRoles } from '../iam/caller-roles.js'
import type { Clients } from '../clients.js'
import { answerOf, type Concealed } from '../evidence.js'
import { failureOf, given, IncompleteAnswer } from '../wire/failure.js'
import { createSenderSession } from '../sender-session.js'
import { spokenBy, type Shared } from '../shared.js'
import { simulateActions } from '../iam/simulate.js'

/**
 * An identity, proven by GetCallerIdentity. `described` says where its keys come from.
 * Throws CREDENTIALS_MISSING, CREDENTIALS_EXPIRED, CREDENTIALS_REJECTED, CREDENTIALS_ROLE_REFUSED
 * and NETWORK_UNREACHABLE.
 */
export async function createCaller(
  clients: Clients,
  described: string,
  shared: Shared
): Promise<Caller> {
  const reply = await getCallerIdentity(clients.sts(), shared.ask, described)
  const identity = valueOf(reply, { name: 'sts:GetCallerIdentity', about: described })
  const self = { clients, identity, shared: spokenBy(identity.arn, shared) }
  return {
    ...identity,
    assumeRole: (ask) => assumeSender(ask, self),
    simulateAssume: (role) => simulateAssume(role, self),
    callerRoles: createCallerRoles(self)
  }
}

interface Self {
  readonly clients: Clients
  readonly identity: CallerIdentity
  readonly shared: Shared
}

async function assumeSender(
  ask: AssumeAsk,
  { clients, identity, shared }: Self
): Promise<Answer<SenderSession>> {
  const { role, sessionName, durationSeconds, externalId, sessionPolicy, sessionTags } = ask
  const input = {
    role,
    sessionName,
    durationSeconds,
    ...(externalId !== undefined && { externalId }),
    ...(sessionPolicy !== undefined && { sessionPolicy: JSON.stringify(sessionPolicy) }),
    ...(sessionTags !== undefined && { tags: sessionTags })
  }
  const reply = await assumeRole(clients.sts(), input, { ...shared, effect: 'probe' })
  // STS quotes an external id back when it finds it malformed.
  const conceal: readonly Concealed[] =
    externalId === undefined
      ? []
      : [{ text: externalId, shown: `<external-id:${identity.account}>` }]
  const asked = { name: 'sts:AssumeRole', about: role, how: 'observed', conceal } as const
  const answer = answerOf(reply, asked, { clock: shared.clock })
  return answer.ok ? { ...answer, value: sessionOf(answer.value, shared) } : answer
}

function sessionOf({ keys, arn }: AssumedRole, shared: Shared): SenderSession {
  const fixed = () => Promise.resolve(keys)
  return createSenderSession(shared.clientsFor(fixed), arn, spokenBy(arn, shared))
}

async function simulateAssume(
  role: RoleArn,
  { clients, identity, shared }: Self
): Promise<Answer<SimulatedAssume>> {
  const source = await policySource(clients, identity.arn, shared)
  if (source !== undefined) return askSimulator(source, role, { clients, shared })
  const why = new IncompleteAnswer(`${identity.arn} is neither a user nor a role with policies`)
  const failure = { ...failureOf(why), kind: 'invalid', code: 'NotSimulated' } as const
  const about = `sts:AssumeRole on ${role} by ${identity.arn}`
  return answerOf(
    { ok: false, failure, lostBefore: false },
    { name: 'iam:SimulatePrincipalPolicy', about, how: 'simulated' },
    shared
  )
}

async function askSimulator(
  { arn, confirmed }: PolicySource,
  role: RoleArn,
  { clients, shared }: Pick<Self, 'clients' | 'shared'>
): Promise<Answer<SimulatedAssume>> {
  const answer = await simulateActions(
    clients.iam(),
    {
      principal: arn,
      actions: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      resource: role
    },
    shared
  )
  if (!answer.ok) return answer
  const { first, others: further } = answer.value
  return { ...answer, value: { ...first, further, ...(confirmed && { principal: arn }) } }
}

interface PolicySource {
  readonly arn: string
  /** Whether IAM has shown the ARN, path included. */
  readonly confirmed: boolean
}

/**
 * Whose policies the simulator is asked about: a user as it is; of a session its role, whose path
 * the session's ARN leaves out. Undefined for the root user and federated users.
 */
async function policySource(
  { iam }: Clients,
  arn: string,
  { ask }: Shared
): Promise<PolicySource | undefined> {
  if (/^arn:[\w-]+:iam::\d+:user\//.test(arn)) return { arn, confirmed: true }
  const [, partition, account, RoleName] =
    /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? []
  if (partition === undefined || account === undefined || RoleName === undefined) return undefined
  const pathless = `arn:${partition}:iam::${account}:role/${RoleName}`
  const reply = await ask({
    name: 'iam:GetRole',
    about: pathless,
    effect: 'none',
    send: () => iam().send(new GetRoleCommand({ RoleName })),
    read: ({ Role }) => given(Role?.Arn, 'Role.Arn')
  })
  return reply.ok ? { arn: reply.value, confirmed: true } : { arn: pathless, confirmed: false }
}
