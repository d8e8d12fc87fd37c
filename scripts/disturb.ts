import {
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand
} from '@aws-sdk/client-iam'
import type { Principal } from '../src/sandbox/server/world/build-world.js'

/** Where the sandbox listens, and who disturbs. */
export interface Intruder {
  readonly endpoint: string
  readonly region: string
  readonly principal: Principal
}

interface Statement {
  readonly Sid?: string
  readonly Action: string | readonly string[]
}

interface Document {
  readonly Statement: readonly Statement[] | Statement
}

/**
 * What happens to roles made by hand: somebody lets an account in, without an external id, gives
 * the role one more action, and makes its sessions longer. Through the real SDK, as they would.
 */
export async function disturbRole(
  { endpoint, region, principal }: Intruder,
  {
    role,
    policy,
    stranger
  }: { readonly role: string; readonly policy: string; readonly stranger: string }
): Promise<void> {
  const { accessKeyId, secretAccessKey } = principal
  const iam = new IAMClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } })
  const found = await iam.send(new GetRoleCommand({ RoleName: role }))
  const permissions = await iam.send(
    new GetRolePolicyCommand({ RoleName: role, PolicyName: policy })
  )
  const letIn = {
    Sid: 'Support',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${stranger}:root` },
    Action: 'sts:AssumeRole'
  }
  const trust = decode(found.Role?.AssumeRolePolicyDocument)
  await iam.send(
    new UpdateAssumeRolePolicyCommand({
      RoleName: role,
      PolicyDocument: JSON.stringify({ ...trust, Statement: [...statements(trust), letIn] })
    })
  )
  const allowed = decode(permissions.PolicyDocument)
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: role,
      PolicyName: policy,
      PolicyDocument: JSON.stringify({ ...allowed, Statement: withOneMoreAction(allowed) })
    })
  )
  await iam.send(new UpdateRoleCommand({ RoleName: role, MaxSessionDuration: 7_200 }))
  iam.destroy()
}

function withOneMoreAction(document: Document): readonly Statement[] {
  return statements(document).map((statement, at) =>
    at === 0
      ? { ...statement, Action: [statement.Action, 'sms-voice:SendVoiceMessage'].flat() }
      : statement
  )
}

function statements({ Statement }: Document): readonly Statement[] {
  return [Statement].flat()
}

function decode(document: string | undefined): Document {
  if (document === undefined) throw new Error('IAM answered without the document')
  return JSON.parse(decodeURIComponent(document)) as Document
}
