import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  STSClient,
  type Credentials,
  type Tag
} from '@aws-sdk/client-sts'

/** What a job of GitHub Actions says of itself. */
export type Job = Readonly<Record<string, string>>

/** A pull request's job, with characters that no tag takes. */
export const pullRequestJob: Job = {
  GITHUB_REPOSITORY: 'example/shop',
  GITHUB_WORKFLOW: 'Deploy, then notify! (prod)',
  GITHUB_ACTION: '__aws-actions_configure-aws-credentials',
  GITHUB_ACTOR: 'dependabot[bot]',
  GITHUB_SHA: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
  GITHUB_REF: 'refs/pull/42/merge',
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_BASE_REF: 'main',
  GITHUB_HEAD_REF: 'feature/#42-a,b',
  GITHUB_RUN_ID: '4200000001',
  GITHUB_JOB: 'notify',
  GITHUB_TRIGGERING_ACTOR: 'ann'
}

/** The tags that it always sends, and those that it drops where there is no room. */
const always = {
  ...{ Repository: 'GITHUB_REPOSITORY', Workflow: 'GITHUB_WORKFLOW', Action: 'GITHUB_ACTION' },
  ...{ Actor: 'GITHUB_ACTOR', Commit: 'GITHUB_SHA', Branch: 'GITHUB_REF' }
}
const droppable = {
  ...{ EventName: 'GITHUB_EVENT_NAME', BaseRef: 'GITHUB_BASE_REF', HeadRef: 'GITHUB_HEAD_REF' },
  ...{ RunId: 'GITHUB_RUN_ID', Job: 'GITHUB_JOB', TriggeringActor: 'GITHUB_TRIGGERING_ACTOR' }
}

/**
 * The session tags of aws-actions/configure-aws-credentials 6.2.3: GitHub's own and twelve of the
 * job's, whose values are cleaned to what STS takes.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html
 */
export function credentialsActionTags(job: Job, droppables: 'sent' | 'dropped'): readonly Tag[] {
  const sources = { ...always, ...(droppables === 'sent' && droppable) }
  const tags = Object.entries(sources).flatMap(([Key, variable]) => {
    const value = job[variable] ?? ''
    return value === '' ? [] : [{ Key, Value: cleaned(value) }]
  })
  return [{ Key: 'GitHub', Value: 'Actions' }, ...tags]
}

function cleaned(value: string): string {
  return value.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '_').slice(0, 256)
}

/** AssumeRole as it is made from credentials that the job has already. */
export async function assumeAsCredentialsAction(
  endpoint: string,
  keys: Keys,
  ask: { readonly role: string; readonly externalId: string; readonly tags: readonly Tag[] }
): Promise<Credentials> {
  const sts = stsWith(endpoint, keys)
  const { Credentials: credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: ask.role,
      RoleSessionName: 'GitHubActions',
      DurationSeconds: 3_600,
      ExternalId: ask.externalId,
      Tags: [...ask.tags]
    })
  )
  if (credentials === undefined) throw new Error('AssumeRole answered without credentials')
  return credentials
}

/** AssumeRoleWithWebIdentity as it is made with GitHub's token: not signed, and without tags. */
export async function assumeByToken(
  endpoint: string,
  ask: { readonly role: string; readonly token: string }
): Promise<Credentials> {
  const sts = new STSClient({ endpoint, region: 'us-east-1', maxAttempts: 1 })
  const { Credentials: credentials } = await sts.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: ask.role,
      RoleSessionName: 'GitHubActions',
      DurationSeconds: 3_600,
      WebIdentityToken: ask.token
    })
  )
  if (credentials === undefined) {
    throw new Error('AssumeRoleWithWebIdentity answered without credentials')
  }
  return credentials
}

/** Keys of an identity. */
export interface Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** Keys as STS answers them. */
export function keysOf({ AccessKeyId, SecretAccessKey, SessionToken }: Credentials): Keys {
  return {
    accessKeyId: AccessKeyId ?? '',
    secretAccessKey: SecretAccessKey ?? '',
    sessionToken: SessionToken ?? ''
  }
}

/** A client of STS on the embedded AWS that tries nothing again. */
export function stsWith(endpoint: string, credentials: Keys): STSClient {
  return new STSClient({ endpoint, credentials, region: 'us-east-1', maxAttempts: 1 })
}
