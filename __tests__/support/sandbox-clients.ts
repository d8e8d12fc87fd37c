import { GetRoleCommand, GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam'
import { AssumeRoleCommand, STSClient, type Credentials } from '@aws-sdk/client-sts'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import type { SandboxStep } from './sandbox-step.js'

const RoleName = 'sms-10dlc-sender'

/** What an SDK's client of a principal of the world is made with. */
export function clientConfig(step: SandboxStep, principal: string) {
  const env = step.environment(principal)
  return {
    endpoint: step.endpoint,
    region: 'us-east-1',
    credentials: {
      accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? ''
    }
  }
}

/** The sender role as IAM has it. */
export interface StoredSender {
  readonly trust: PolicyDocument
  readonly permissions: PolicyDocument
  readonly boundary: string | undefined
}

/** Reads the sender role as the reconciler may. */
export async function readSender(step: SandboxStep): Promise<StoredSender> {
  const iam = new IAMClient(clientConfig(step, 'reconciler'))
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
  const policy = { RoleName, PolicyName: 'sms-10dlc-send' }
  const { PolicyDocument: permissions } = await iam.send(new GetRolePolicyCommand(policy))
  iam.destroy()
  return {
    trust: parse(Role?.AssumeRolePolicyDocument),
    permissions: parse(permissions),
    boundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn
  }
}

function parse(document: string | undefined): PolicyDocument {
  return JSON.parse(decodeURIComponent(document ?? '')) as PolicyDocument
}

/** Assumes the sender role as a principal of the world, with the external id. Throws what AWS answers. */
export async function assumeSender(
  step: SandboxStep,
  principal: string
): Promise<Credentials | undefined> {
  const sts = new STSClient(clientConfig(step, principal))
  const ask = {
    RoleArn: `arn:aws:iam::111122223333:role/${RoleName}`,
    RoleSessionName: 'somebody',
    ExternalId: 'example-external-id'
  }
  const { Credentials } = await sts.send(new AssumeRoleCommand(ask))
  return Credentials
}
