import { ActionError } from '../../errors.js'
import type { ObservedRole, ReadPolicy } from '../../domain/role/observed-role.js'
import { permissionsPolicyName } from '../../domain/sender.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import { actionErrorOf } from '../action-error.js'
import type { Reply } from '../ask.js'
import { readPolicy } from './managed-policies.js'
import { getInline, getRole, listAttached, listInline, type RoleReader } from './role-reads.js'

/**
 * The role with all its policies and what they say. The configured inline policy is asked for by
 * name beside the lists, so that a role without others costs one round trip. Throws ActionError;
 * only the documents of managed policies may be left unread, and then say why.
 */
export async function observeRole(reader: RoleReader): Promise<ObservedRole> {
  const replies = await Promise.all([
    getRole(reader),
    listInline(reader),
    listAttached(reader),
    getInline(reader, permissionsPolicyName)
  ])
  const [role, names, attached, ours] = replies
  // A list may lag behind the role, after its making as after its end.
  if (isAbsent(role) || isAbsent(names) || isAbsent(attached)) return { exists: false }
  throwRefusals(replies, reader)
  const found = settle(role, 'iam:GetRole', reader)
  const managed = settle(attached, 'iam:ListAttachedRolePolicies', reader)
  const listed = settle(names, 'iam:ListRolePolicies', reader)
  const [inlinePolicies, attachedPolicies, boundary] = await Promise.all([
    readInline(reader, listed, ours),
    Promise.all(managed.map(async (one) => ({ ...one, ...(await readManaged(reader, one.arn)) }))),
    readBoundary(reader, found.boundaryArn)
  ])
  return { ...found, ...boundary, attachedPolicies, inlinePolicies }
}

/** A policy that is on the role and cannot be found stays on it, unread. */
async function readManaged(reader: RoleReader, arn: string): Promise<ReadPolicy> {
  return (await readPolicy(reader, arn)) ?? { unread: `IAM does not find ${arn}` }
}

async function readBoundary(
  reader: RoleReader,
  arn: string | undefined
): Promise<{ readonly boundaryDocument?: PolicyDocument; readonly boundaryUnread?: string }> {
  if (arn === undefined) return {}
  const read = await readManaged(reader, arn)
  return 'document' in read ? { boundaryDocument: read.document } : { boundaryUnread: read.unread }
}

/** The inline policies by name; one that vanishes between list and read is left out. */
async function readInline(
  reader: RoleReader,
  listed: readonly string[],
  ours: Reply<PolicyDocument>
): Promise<Readonly<Record<string, PolicyDocument>>> {
  const names = [...new Set([permissionsPolicyName, ...listed])]
  const found = await Promise.all(
    names.map(async (name) => {
      const first = name === permissionsPolicyName ? ours : await getInline(reader, name)
      const again = isAbsent(first) && listed.includes(name)
      const reply = again ? await getInline(reader, name) : first
      return isAbsent(reply) ? [] : [[name, settle(reply, 'iam:GetRolePolicy', reader)] as const]
    })
  )
  return Object.fromEntries(found.flat())
}

const reads = [
  'iam:GetRole',
  'iam:ListRolePolicies',
  'iam:ListAttachedRolePolicies',
  'iam:GetRolePolicy'
] as const

/** Names every action that is missing, not only the first. */
function throwRefusals(replies: readonly Reply<unknown>[], { about }: RoleReader): void {
  const messages = reads.flatMap((name, index) => {
    const reply = replies[index]
    return reply?.ok === false && reply.failure.kind === 'refused'
      ? [actionErrorOf(reply.failure, { name, about }).message]
      : []
  })
  if (messages.length > 0) throw new ActionError('ACCESS_DENIED', messages.join('\n'))
}

function isAbsent(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.failure.kind === 'absent'
}

function settle<T>(reply: Reply<T>, name: (typeof reads)[number], { about }: RoleReader): T {
  if (reply.ok) return reply.value
  throw actionErrorOf(reply.failure, { name, about })
}
