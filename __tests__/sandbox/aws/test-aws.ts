import { IAMClient } from '@aws-sdk/client-iam'
import { STSClient } from '@aws-sdk/client-sts'
import type { PolicyDocument } from '../../../src/policy/document/document.js'
import {
  addAccount,
  addUser,
  createState,
  type StateSettings
} from '../../../src/sandbox/aws/state/build-state.js'
import { createEmbeddedAws, type EmbeddedAws } from '../../../src/sandbox/aws/embedded-aws.js'
import type { StoredAccount } from '../../../src/sandbox/aws/state/state.js'
import type { Keys } from './signed-request.js'

export const PRIMARY = '111111111111'
export const SECONDARY = '222222222222'

/** A one-statement policy document. */
export function policy(statement: PolicyDocument): PolicyDocument {
  return { Version: '2012-10-17', Statement: [statement] }
}

export const everything = policy({ Effect: 'Allow', Action: '*', Resource: '*' })

/** A policy that allows everything, in exactly so many characters. */
export function policyOfSize(size: number): PolicyDocument {
  const named = (Sid: string) => policy({ Sid, Effect: 'Allow', Action: '*', Resource: '*' })
  return named('x'.repeat(size - JSON.stringify(named('')).length))
}

/** A trust policy for these AWS principals. */
export function trusting(AWS: string | string[], condition: PolicyDocument = {}): PolicyDocument {
  const when = Object.keys(condition).length > 0 ? { Condition: condition } : {}
  return policy({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...when })
}

export interface TestAws {
  readonly aws: EmbeddedAws
  readonly primary: StoredAccount
  readonly secondary: StoredAccount
  /** Administrators of the two accounts. */
  readonly admin: Keys
  readonly other: Keys
  readonly clients: (keys: Keys) => { readonly iam: IAMClient; readonly sts: STSClient }
  /** Lets time pass, in milliseconds. */
  readonly pass: (ms: number) => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Two accounts, each with an administrator, and AWS's own clients without a socket. */
export function testAws(authorizationDelayMs = 0, settings: StateSettings = {}): TestAws {
  const state = createState({ authorizationDelayMs, ...settings })
  const primary = addAccount(state, PRIMARY)
  const secondary = addAccount(state, SECONDARY)
  const admin = addUser(state, primary, { name: 'admin', policies: { everything } })
  const other = addUser(state, secondary, { name: 'other', policies: { everything } })
  // The clock stands still but for `pass`, so that no test depends on how fast it runs.
  const begun = Date.now()
  let passed = 0
  const aws = createEmbeddedAws({ state, now: () => begun + passed })
  return {
    aws,
    primary,
    secondary,
    admin: keysOf(admin.keys[0]),
    other: keysOf(other.keys[0]),
    clients: (keys) => clientsOf(aws, keys, () => passed),
    pass: (ms) => {
      passed += ms
    },
    now: () => begun + passed
  }
}

/** The keys as a client takes them. */
export function keysOf(key: { readonly id: string; readonly secret: string } | undefined): Keys {
  if (key === undefined) throw new Error('no key')
  return { accessKeyId: key.id, secretAccessKey: key.secret }
}

function clientsOf(aws: EmbeddedAws, credentials: Keys, passed: () => number) {
  const config = {
    region: 'us-east-1',
    endpoint: 'http://localhost',
    credentials,
    maxAttempts: 1,
    systemClockOffset: passed(),
    requestHandler: {
      metadata: { handlerProtocol: 'http/1.1' },
      handle: (request: Sent) => Promise.resolve({ response: answer(aws, request) }),
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
      destroy: () => undefined
    }
  }
  return { iam: new IAMClient(config), sts: new STSClient(config) }
}

interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

function answer(aws: EmbeddedAws, { method, path, headers, body = '' }: Sent) {
  const response = aws.handle({
    method,
    target: path,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
    ),
    body: Buffer.from(body)
  })
  return {
    statusCode: response.status,
    headers: { ...response.headers },
    body: Buffer.from(response.body)
  }
}

/** What AWS answered instead of success: the code on the wire, the status and the text. */
export async function refusal(sent: Promise<unknown>): Promise<string> {
  try {
    await sent
  } catch (thrown) {
    if (!(thrown instanceof Error) || !('$metadata' in thrown)) throw thrown
    const { httpStatusCode } = thrown.$metadata as { httpStatusCode?: number }
    const code = 'Code' in thrown ? String(thrown.Code) : thrown.name
    return `${httpStatusCode} ${code}: ${thrown.message}`
  }
  return 'answered'
}

/** A document as IAM answered it. */
export function decoded(document: string | undefined): unknown {
  return JSON.parse(decodeURIComponent(document ?? ''))
}
