import type { CallerRoles } from '../../app/caller-roles/port.js'
import type { RoleName } from '../../domain/aws-ids.js'
import type { CallerChange, ObservedCaller } from '../../domain/plan/caller-change.js'
import type { Change } from '../../domain/plan/change.js'
import { ActionError } from '../../errors.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import { policySize } from '../../policy/document/validate.js'
import { actionErrorOf, valueOf } from '../action-error.js'
import type { Reply } from '../ask.js'
import type { CallerIdentity } from '../credentials/caller-identity.js'
import type { Clients } from '../clients.js'
import { getInline, getRole, listInline, roleNamed, type RoleReader } from './role-reads.js'
import type { Shared } from '../shared.js'
import { writeRole } from './write-role.js'

/** The roles of the account that an identity is in; no client is made before the first question. */
export function createCallerRoles({
  clients,
  identity,
  shared: { ask }
}: {
  readonly clients: Clients
  readonly identity: CallerIdentity
  readonly shared: Pick<Shared, 'ask'>
}): CallerRoles {
  const accessTo = (name: RoleName): RoleReader => {
    const about = roleNamed(name, identity)
    return { iam: clients.iam(), ask, name, about }
  }
  return {
    observe: (role, policy) => observe(accessTo(role), policy),
    readPolicy: (role, policy) => readPolicy(accessTo(role), policy),
    sizeBeside: (role, policy) => sizeBeside(accessTo(role), policy),
    write: (change) => writeRole(roleChange(change), accessTo(change.role))
  }
}

/** IAM answers alike for a role and for a policy that is not there, so both are asked for. */
async function observe(reader: RoleReader, policy: string): Promise<ObservedCaller> {
  const [role, inline] = await Promise.all([getRole(reader), getInline(reader, policy)])
  if (isAbsent(role)) return { exists: false }
  const refusals = [refusalOf(role, 'iam:GetRole', reader), refusalOf(inline, getting, reader)]
  const messages = refusals.filter((message) => message !== undefined)
  if (messages.length > 0) throw new ActionError('ACCESS_DENIED', messages.join('\n'))
  const { arn } = valueOf(role, { name: 'iam:GetRole', about: reader.about })
  const document = policyIn(inline, reader)
  return { exists: true, arn, ...(document !== undefined && { policy: document }) }
}

const getting = 'iam:GetRolePolicy'

async function readPolicy(reader: RoleReader, policy: string): Promise<PolicyDocument | undefined> {
  return policyIn(await getInline(reader, policy), reader)
}

function policyIn(reply: Reply<PolicyDocument>, { about }: RoleReader): PolicyDocument | undefined {
  return isAbsent(reply) ? undefined : valueOf(reply, { name: getting, about })
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
async function sizeBeside(reader: RoleReader, policy: string): Promise<number | undefined> {
  const names = await listInline(reader)
  if (isRefused(names)) return undefined
  const others = valueOf(names, { name: 'iam:ListRolePolicies', about: reader.about }).filter(
    (name) => name !== policy
  )
  const replies = await Promise.all(others.map((name) => getInline(reader, name)))
  if (replies.some(isRefused)) return undefined
  return replies
    .map((reply) => policyIn(reply, reader))
    .reduce((sum, document) => sum + (document === undefined ? 0 : policySize(document)), 0)
}

/** The same write, as one to any role. */
function roleChange(change: CallerChange): Change {
  switch (change.kind) {
    case 'put-caller-policy':
      return { kind: 'put-inline-policy', name: change.name, to: change.to }
    case 'delete-caller-policy':
      return { kind: 'delete-inline-policy', name: change.name, from: change.from }
    default:
      return change satisfies never
  }
}

function isAbsent(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.failure.kind === 'absent'
}

function isRefused(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.failure.kind === 'refused'
}

function refusalOf(reply: Reply<unknown>, name: string, { about }: RoleReader): string | undefined {
  if (reply.ok || reply.failure.kind !== 'refused') return undefined
  return actionErrorOf(reply.failure, { name, about }).message
}
