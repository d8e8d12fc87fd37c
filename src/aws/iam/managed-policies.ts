import { GetPolicyCommand, GetPolicyVersionCommand, type IAMClient } from '@aws-sdk/client-iam'
import type { ReadPolicy } from '../../domain/role/observed-role.js'
import { actionErrorOf } from '../action-error.js'
import type { Ask, Reply } from '../ask.js'
import { given } from '../wire/failure.js'
import { readDocument } from './role-reads.js'

/** What the reads of managed policies share. */
export interface PolicyReader {
  readonly iam: IAMClient
  readonly ask: Ask
}

/**
 * The document of a managed policy's default version. Undefined where there is no such policy. Where
 * it may not be read the answer says which permission is missing. Throws ActionError.
 */
export async function readPolicy(
  reader: PolicyReader,
  arn: string
): Promise<ReadPolicy | undefined> {
  // A version may have been replaced and deleted between the two calls: then they are made again.
  return (await readDefaultVersion(reader, arn)) ?? readDefaultVersion(reader, arn)
}

async function readDefaultVersion(
  reader: PolicyReader,
  arn: string
): Promise<ReadPolicy | undefined> {
  const version = await getDefaultVersion(reader, arn)
  if (!version.ok) return unread(version, { name: 'iam:GetPolicy', about: arn })
  const document = await getVersion(reader, arn, version.value)
  if (!document.ok) return unread(document, { name: 'iam:GetPolicyVersion', about: arn })
  return { document: document.value }
}

function unread(
  { failure }: Extract<Reply<unknown>, { readonly ok: false }>,
  subject: { readonly name: string; readonly about: string }
): ReadPolicy | undefined {
  if (failure.kind === 'absent') return undefined
  if (failure.kind === 'refused') return { unread: actionErrorOf(failure, subject).message }
  throw actionErrorOf(failure, subject)
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
function getDefaultVersion({ iam, ask }: PolicyReader, PolicyArn: string): Promise<Reply<string>> {
  return ask({
    name: 'iam:GetPolicy',
    about: PolicyArn,
    effect: 'none',
    send: () => iam.send(new GetPolicyCommand({ PolicyArn })),
    read: ({ Policy }) => given(given(Policy, 'Policy').DefaultVersionId, 'Policy.DefaultVersionId')
  })
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
function getVersion(
  { iam, ask }: PolicyReader,
  PolicyArn: string,
  VersionId: string
): Promise<Reply<ReturnType<typeof readDocument>>> {
  return ask({
    name: 'iam:GetPolicyVersion',
    about: PolicyArn,
    effect: 'none',
    send: () => iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId })),
    read: ({ PolicyVersion }) =>
      readDocument(given(PolicyVersion, 'PolicyVersion').Document, 'PolicyVersion.Document')
  })
}
