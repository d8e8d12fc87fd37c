import { createAws } from '../../src/aws/create-aws.js'
import type { Aws } from '../../src/app/ports.js'
import type { Region } from '../../src/domain/aws-ids.js'
import type { RecordedCall } from '../../src/domain/run-trace.js'
import { startAwsStub, xml, type AwsStub } from './aws-stub-server.js'

/** The gateways against a stub, and everything they told. */
export interface AwsBench {
  readonly aws: Aws
  readonly stub: AwsStub
  readonly masked: readonly string[]
  readonly lines: readonly string[]
  /** Every attempt at a call. */
  readonly calls: readonly RecordedCall[]
  /** Every wait, in milliseconds. */
  readonly waits: readonly number[]
}

export const ambientArn = 'arn:aws:iam::111111111111:user/ops/runner'

const stubs: AwsStub[] = []

/** Starts a stub that knows the ambient identity; `env` is added to the environment. */
export async function openAwsBench(
  env: Readonly<Record<string, string | undefined>> = {}
): Promise<AwsBench> {
  const stub = await startAwsStub()
  stubs.push(stub)
  stub.script('GetCallerIdentity', identityXml('111111111111', ambientArn))
  const masked: string[] = []
  const lines: string[] = []
  const calls: RecordedCall[] = []
  const waits: number[] = []
  let now = Date.parse('2026-11-23T10:00:00Z')
  const aws = createAws({
    region: 'us-west-2' as Region,
    run: { id: '77', attempt: '2' },
    clock: {
      now: () => now,
      sleep: (ms) => {
        waits.push(ms)
        now += ms
        return Promise.resolve()
      }
    },
    endsAtMs: Infinity,
    ending: { cancelled: () => false, givenUp: new AbortController().signal },
    env: {
      AWS_ACCESS_KEY_ID: 'AKIAAMBIENT',
      AWS_SECRET_ACCESS_KEY: 'ambient-secret',
      AWS_ENDPOINT_URL: stub.url,
      ...env
    },
    mask: (secret) => void masked.push(secret),
    log: (line) => void lines.push(line),
    record: (call) => void calls.push(call),
    version: '1.2.3'
  })
  return { aws, stub, masked, lines, calls, waits }
}

/** Stops every stub of the test file. */
export async function closeAwsBenches(): Promise<void> {
  await Promise.all(stubs.splice(0).map((stub) => stub.close()))
}

export function identityXml(account: string, arn: string) {
  return xml(
    'GetCallerIdentity',
    `<Arn>${arn}</Arn><UserId>AIDAEXAMPLE000000001</UserId><Account>${account}</Account>`
  )
}

/** The answer that opens a session, with one of its members left out when asked. */
export function sessionXml(without = '', operation = 'AssumeRole') {
  const keys = [
    ['AccessKeyId', 'ASIASESSION'],
    ['SecretAccessKey', 'session-secret'],
    ['SessionToken', 'session-token'],
    ['Expiration', '2026-11-23T11:00:00Z']
  ]
  const members = keys
    .filter(([name]) => name !== without)
    .map(([name = '', value = '']) => `<${name}>${value}</${name}>`)
  const user =
    without === 'Arn'
      ? ''
      : '<AssumedRoleUser><AssumedRoleId>AROAX000000000001:s</AssumedRoleId><Arn>arn:aws:sts::222222222222:assumed-role/sender/s</Arn></AssumedRoleUser>'
  return xml(operation, `<Credentials>${members.join('')}</Credentials>${user}`)
}
