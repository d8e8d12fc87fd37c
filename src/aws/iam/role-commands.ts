import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  type IAMClient
} from '@aws-sdk/client-iam'
import type { RoleName } from '../../domain/aws-ids.js'
import type { Change } from '../../domain/plan/change.js'
import { permissionsPolicyName } from '../../domain/sender.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import { given } from '../wire/failure.js'

/** One write to IAM: its name there, and how it is sent. */
export interface RoleCommand {
  /** Such as `iam:PutRolePolicy`. */
  readonly name: string
  /** Sends it; fails on an answer that lacks what IAM always sends. */
  readonly send: (iam: IAMClient) => Promise<Sent>
}

interface Sent {
  readonly $metadata: { readonly requestId?: string | undefined }
}

type Kind = Change['kind']
type Commands = {
  readonly [K in Kind]: (
    change: Extract<Change, { readonly kind: K }>,
    RoleName: RoleName
  ) => RoleCommand
}

/** The one call to IAM that carries out a change. */
export function commandFor(change: Change, role: RoleName): RoleCommand {
  // The table has an entry for each kind; which one it is, the compiler cannot follow.
  const make = commands[change.kind] as (change: Change, role: RoleName) => RoleCommand
  return make(change, role)
}

const commands: Commands = {
  'create-role': ({ role }) => createRole(role),
  'narrow-trust': ({ to }, role) => putTrust(to, role),
  'replace-trust': ({ to }, role) => putTrust(to, role),
  'restore-trust': ({ to }, role) => putTrust(to, role),
  'put-permissions': ({ to }, role) => putInline(permissionsPolicyName, to, role),
  'put-inline-policy': ({ name, to }, role) => putInline(name, to, role),
  'delete-inline-policy': ({ name: PolicyName }, RoleName) => ({
    name: 'iam:DeleteRolePolicy',
    send: (iam) => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }))
  }),
  'detach-policy': ({ arn: PolicyArn }, RoleName) => ({
    name: 'iam:DetachRolePolicy',
    send: (iam) => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }))
  }),
  'attach-policy': ({ arn: PolicyArn }, RoleName) => ({
    name: 'iam:AttachRolePolicy',
    send: (iam) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
  }),
  'set-boundary': ({ to: PermissionsBoundary }, RoleName) => ({
    name: 'iam:PutRolePermissionsBoundary',
    send: (iam) =>
      iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }))
  }),
  'remove-boundary': (_change, RoleName) => ({
    name: 'iam:DeleteRolePermissionsBoundary',
    send: (iam) => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }))
  }),
  // A setting left out would fall back to its default, so both are always sent.
  'update-settings': ({ to }, RoleName) => ({
    name: 'iam:UpdateRole',
    send: (iam) =>
      iam.send(
        new UpdateRoleCommand({
          RoleName,
          Description: to.description,
          MaxSessionDuration: to.maxSessionSeconds
        })
      )
  }),
  'tag-role': ({ to }, RoleName) => ({
    name: 'iam:TagRole',
    send: (iam) => iam.send(new TagRoleCommand({ RoleName, Tags: tagList(to) }))
  }),
  'untag-role': ({ from }, RoleName) => ({
    name: 'iam:UntagRole',
    send: (iam) => iam.send(new UntagRoleCommand({ RoleName, TagKeys: Object.keys(from) }))
  }),
  'delete-role': (_change, RoleName) => ({
    name: 'iam:DeleteRole',
    send: (iam) => iam.send(new DeleteRoleCommand({ RoleName }))
  })
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
function createRole(role: Extract<Change, { readonly kind: 'create-role' }>['role']): RoleCommand {
  const command = new CreateRoleCommand({
    RoleName: role.name,
    Path: role.path,
    AssumeRolePolicyDocument: textOf(role.trust),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    Tags: tagList(role.tags),
    ...(role.boundaryArn !== undefined && { PermissionsBoundary: role.boundaryArn })
  })
  return {
    name: 'iam:CreateRole',
    send: async (iam) => {
      const output = await iam.send(command)
      given(output.Role?.Arn, 'Role.Arn')
      return output
    }
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
function putTrust(document: PolicyDocument, RoleName: RoleName): RoleCommand {
  const command = new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: textOf(document) })
  return { name: 'iam:UpdateAssumeRolePolicy', send: (iam) => iam.send(command) }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
function putInline(PolicyName: string, document: PolicyDocument, RoleName: RoleName): RoleCommand {
  const command = new PutRolePolicyCommand({
    RoleName,
    PolicyName,
    PolicyDocument: textOf(document)
  })
  return { name: 'iam:PutRolePolicy', send: (iam) => iam.send(command) }
}

/** Without white space: whether IAM counts it in a trust policy is not told. */
function textOf(document: PolicyDocument): string {
  return JSON.stringify(document)
}

function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}
