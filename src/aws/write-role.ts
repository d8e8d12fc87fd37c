import {
  CreateRoleCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  type IAMClient
} from '@aws-sdk/client-iam'
import type { Change } from '../domain/change.js'
import type { RoleName } from '../domain/aws-ids.js'
import { permissionsPolicyName, type DesiredRole } from '../domain/sender.js'
import type { PolicyDocument } from '../policy/document.js'
import type { ActionError } from '../errors.js'
import { actionErrorOf } from './action-error.js'
import type { Ask, Call, Reply } from './ask.js'
import { given, type Failure } from './failure.js'

/** Where a change is written. */
export interface RoleWriter {
  readonly iam: IAMClient
  readonly ask: Ask
  readonly name: RoleName
  /** How messages name the role. */
  readonly about: string
}

/** One write, with the name of its call. */
interface Write {
  readonly name: string
  readonly reply: Reply<null>
}

/**
 * Exactly one call to IAM for a change. `lost`: it may have been carried out, the reply did not
 * come or made no sense. Throws ActionError.
 */
export async function writeRole(
  change: Change,
  writer: RoleWriter
): Promise<{ readonly lost: boolean }> {
  const { name, reply } = await callFor(change, writer)
  if (reply.ok) return { lost: false }
  const { failure, lostBefore } = reply
  // An earlier attempt may have been carried out: a role found there may well be the one it made.
  const perhapsDone = lostBefore && failure.errorCode !== 'SERVICE_FAILED'
  if (failure.kind === 'lost' || perhapsDone) return { lost: true }
  throw writeErrorOf(failure, { name, about: writer.about })
}

/** A role that is gone when it is written was there when the plan was made. */
function writeErrorOf(
  failure: Failure,
  subject: { readonly name: string; readonly about: string }
): ActionError {
  return failure.kind === 'absent'
    ? actionErrorOf({ ...failure, errorCode: 'ROLE_CHANGED_MEANWHILE' }, subject)
    : actionErrorOf(failure, subject)
}

async function callFor(change: Change, writer: RoleWriter): Promise<Write> {
  switch (change.kind) {
    case 'create-role':
      return createRole(change.role, writer)
    case 'narrow-trust':
    case 'replace-trust':
      return putTrust(change.to, writer)
    case 'put-permissions':
      return putPermissions(change.to, writer)
    case 'update-settings':
      return updateSettings(change.to, writer)
    case 'tag-role':
      return tagRole(change.to, writer)
    default:
      return change satisfies never
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
function createRole(role: DesiredRole, { iam, ...writer }: RoleWriter): Promise<Write> {
  const command = new CreateRoleCommand({
    RoleName: role.name,
    Path: role.path,
    AssumeRolePolicyDocument: textOf(role.trust),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    Tags: tagList(role.tags)
  })
  return write('iam:CreateRole', writer, {
    send: () => iam.send(command),
    read: ({ Role }) => given(Role?.Arn, 'Role.Arn')
  })
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
function putTrust(document: PolicyDocument, { iam, ...writer }: RoleWriter): Promise<Write> {
  const command = new UpdateAssumeRolePolicyCommand({
    RoleName: writer.name,
    PolicyDocument: textOf(document)
  })
  return write('iam:UpdateAssumeRolePolicy', writer, { send: () => iam.send(command) })
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
function putPermissions(document: PolicyDocument, { iam, ...writer }: RoleWriter): Promise<Write> {
  const command = new PutRolePolicyCommand({
    RoleName: writer.name,
    PolicyName: permissionsPolicyName,
    PolicyDocument: textOf(document)
  })
  return write('iam:PutRolePolicy', writer, { send: () => iam.send(command) })
}

/**
 * A setting left out would fall back to its default, so both are always sent.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
 */
function updateSettings(
  { description, maxSessionSeconds }: { description: string; maxSessionSeconds: number },
  { iam, ...writer }: RoleWriter
): Promise<Write> {
  const command = new UpdateRoleCommand({
    RoleName: writer.name,
    Description: description,
    MaxSessionDuration: maxSessionSeconds
  })
  return write('iam:UpdateRole', writer, { send: () => iam.send(command) })
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
function tagRole(
  tags: Readonly<Record<string, string>>,
  { iam, ...writer }: RoleWriter
): Promise<Write> {
  const command = new TagRoleCommand({ RoleName: writer.name, Tags: tagList(tags) })
  return write('iam:TagRole', writer, { send: () => iam.send(command) })
}

type Answered = Parameters<Ask>[0] extends Call<infer Output, unknown> ? Output : never

async function write<Output extends Answered>(
  name: string,
  { ask, about }: Pick<RoleWriter, 'ask' | 'about'>,
  call: { send(): Promise<Output>; read?(output: Output): unknown }
): Promise<Write> {
  const read = (output: Output): null => {
    call.read?.(output)
    return null
  }
  return { name, reply: await ask({ name, about, effect: 'write', send: () => call.send(), read }) }
}

/** Without white space: whether IAM counts it in a trust policy is not told. */
function textOf(document: PolicyDocument): string {
  return JSON.stringify(document)
}

function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}
