import { jest } from '@jest/globals'
import type { StepResult } from '../../scripts/step-runner.js'
import type { ErrorCode } from '../../src/errors.js'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { oddServer } from '../support/odd-server.js'
import { codesOf, proofsOf, SandboxStep, type Inputs } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

/** What every failure owes its reader, whatever it is. */
function expectClearFailure(result: StepResult, code: ErrorCode, message: RegExp): void {
  expect(codesOf(result)).toEqual([code])
  expect(result.exitCode).toBe(1)
  expect(result.outputs['verdict']).toBe('failed')
  expect(result.outputs['changed']).toBe('false')
  expect(result.annotations.find(({ level }) => level === 'error')?.message).toMatch(message)
  expect(result.summary).toContain(code)
  expect(result.summary).toContain('What to do')
  expect(result.log).not.toMatch(/\n\s+at .*(:\d+:\d+|node:internal)/)
}

interface Circumstance {
  readonly name: string
  readonly code: ErrorCode
  readonly message: RegExp
  readonly world?: string
  readonly change?: (world: World) => World
  readonly inputs?: Inputs
  readonly env?: Inputs
  readonly as?: string
}

const edit =
  (from: string, to: string) =>
  (world: World): World =>
    JSON.parse(JSON.stringify(world).replaceAll(from, to)) as World

const circumstances: readonly Circumstance[] = [
  {
    name: 'no credentials',
    code: 'CREDENTIALS_MISSING',
    message: /credentials/i,
    env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }
  },
  {
    name: 'an unknown key',
    code: 'CREDENTIALS_REJECTED',
    message: /InvalidClientTokenId/,
    env: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }
  },
  {
    name: 'a wrong secret',
    code: 'CREDENTIALS_REJECTED',
    message: /SignatureDoesNotMatch/,
    env: { AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }
  },
  {
    name: 'a session token nobody gave out',
    code: 'CREDENTIALS_REJECTED',
    message: /InvalidClientTokenId/,
    env: { AWS_SESSION_TOKEN: 'a-token-nobody-gave-out' }
  },
  {
    name: 'an account nobody configured',
    code: 'WRONG_ACCOUNT',
    message: /arn:aws:iam::123456789012:user\/stranger/,
    as: 'stranger'
  },
  {
    name: 'primary and secondary swapped',
    code: 'ACCOUNTS_SWAPPED',
    message: /444455556666 is one of secondary-account-ids/,
    as: 'secondary-1'
  },
  {
    name: 'nobody listens',
    code: 'NETWORK_UNREACHABLE',
    message: /127\.0\.0\.1:9/,
    env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }
  },
  {
    name: 'a host without a name',
    code: 'NETWORK_UNREACHABLE',
    message: /sts\.nowhere\.invalid/,
    env: { AWS_ENDPOINT_URL: 'http://sts.nowhere.invalid' }
  },
  {
    name: 'a secondary’s role that may not be assumed',
    code: 'CREDENTIALS_ROLE_REFUSED',
    message: /arn:aws:iam::444455556666:role\/elsewhere/,
    inputs: { 'secondary-credentials': 'role:arn:aws:iam::{account}:role/elsewhere' }
  },
  {
    name: 'a role that is not ours',
    code: 'ROLE_NOT_OURS',
    message: /has no tag sms-10dlc:managed-by/,
    world: 'in-sync',
    change: edit('"sms-10dlc:managed-by"', '"team"')
  },
  {
    name: 'a role of another configuration',
    code: 'ROLE_OF_ANOTHER_CONFIGURATION',
    message: /belongs to the configuration "123456789\/sms-10dlc-sender"/,
    world: 'in-sync',
    inputs: { 'configuration-id': 'mine' }
  },
  {
    name: 'an unknown number',
    code: 'NUMBER_NOT_FOUND',
    message: /…0123 is not a number of account 111122223333 in us-east-1/,
    inputs: { 'origination-number': '+12065550123' }
  },
  {
    name: 'a number of another Region',
    code: 'NUMBER_NOT_FOUND',
    message: /is not a number of account 111122223333 in us-west-2/,
    inputs: { region: 'us-west-2' }
  },
  {
    name: 'a number of another type',
    code: 'NUMBER_WRONG_TYPE',
    message: /is of type TOLL_FREE, not TEN_DLC/,
    inputs: { 'origination-number': 'phone-fedcba9876543210fedcba9876543210' }
  },
  {
    name: 'a missing Pinpoint application',
    code: 'APPLICATION_NOT_FOUND',
    message: /is not an application of account 111122223333/,
    inputs: { channel: 'pinpoint', 'pinpoint-application-id': 'f'.repeat(32) }
  },
  {
    name: 'a bare ARN as credentials',
    code: 'INPUT_INVALID',
    message: /secondary-credentials: .*role:ARN.*oidc:ARN/s,
    inputs: { 'secondary-credentials': 'arn:aws:iam::{account}:role/sms-10dlc-caller' }
  },
  {
    name: 'a job without id-token: write',
    code: 'ID_TOKEN_UNAVAILABLE',
    message: /id-token: write/,
    inputs: { 'primary-credentials': 'oidc:arn:aws:iam::111122223333:role/sms-10dlc-deploy' },
    env: { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }
  },
  {
    name: 'an account that does not know GitHub',
    code: 'CREDENTIALS_ROLE_REFUSED',
    message: /sub repo:example\/messages:.* No OpenIDConnect provider found in your account/,
    inputs: { 'primary-credentials': 'oidc:arn:aws:iam::111122223333:role/sms-10dlc-deploy' }
  },
  {
    name: 'a profile that nobody wrote',
    code: 'CREDENTIALS_MISSING',
    message: /the profile nowhere gives no usable AWS credentials/,
    inputs: { 'primary-credentials': 'profile:nowhere' }
  },
  {
    name: 'a proxy that is no URL',
    code: 'NETWORK_UNREACHABLE',
    message: /HTTPS_PROXY is not the http or https URL of a proxy/,
    env: { HTTPS_PROXY: 'socks5://127.0.0.1:1080' }
  },
  {
    name: 'an input of a later version',
    code: 'INPUT_INVALID',
    message: /config: this version does not know this input yet/,
    inputs: { config: 'senders.yaml' }
  },
  {
    name: 'a mode of a later version',
    code: 'INPUT_INVALID',
    message: /mode: .*rehearse/,
    inputs: { mode: 'rehearse' }
  },
  {
    name: 'a permission that is missing',
    code: 'ACCESS_DENIED',
    message: /iam:ListRolePolicies on arn:aws:iam::111122223333:role\/sms-10dlc-sender/,
    world: 'in-sync',
    change: edit('"iam:ListRolePolicies",', '')
  }
]

test.each(circumstances)(
  '$name: $code, a hint, nothing written, no stack trace',
  async (circumstance) => {
    const { code, message, world = 'first-run', change, inputs = {}, env, as } = circumstance
    const step = await SandboxStep.on(world, change)
    try {
      const result = await step.run({ mode: 'apply', ...inputs }, env, as)
      expectClearFailure(result, code, message)
      expect(await step.writes()).toEqual([])
    } finally {
      await step.end()
    }
  }
)

describe('a 200 that says nothing is an error, never success', () => {
  const services = [
    ['STS', 'AWS_ENDPOINT_URL_STS', {}],
    ['IAM', 'AWS_ENDPOINT_URL_IAM', {}],
    ['SMS Voice', 'AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2', {}],
    [
      'Pinpoint',
      'AWS_ENDPOINT_URL_PINPOINT',
      { channel: 'pinpoint', 'pinpoint-application-id': '0123456789abcdef0123456789abcdef' }
    ]
  ] as const
  const bodies = [
    ['an empty body', '', 'text/plain'],
    ['an empty object', '{}', 'application/json'],
    ['a page of a proxy', '<html><body>Welcome</body></html>', 'text/html'],
    ['broken XML', '<GetRoleResponse><GetRole', 'text/xml'],
    ['broken JSON', '{"PhoneNumbers": [', 'application/x-amz-json-1.0']
  ] as const
  const cases = services.flatMap(([service, variable, extra]) =>
    bodies.map(([what, body, type]) => ({ service, variable, extra, what, body, type }))
  )

  test.each(cases)('$service: $what', async ({ variable, extra, body, type }) => {
    const step = await SandboxStep.on('in-sync')
    const odd = await oddServer(body, type)
    try {
      const result = await step.run({ mode: 'apply', ...extra }, { [variable]: odd.endpoint })
      expectClearFailure(result, 'ANSWER_INCOMPLETE', /./)
      expect(await step.writes()).toEqual([])
    } finally {
      await odd.end()
      await step.end()
    }
  })
})

describe('without a write of ours', () => {
  test('the call log shows exactly one AssumeRole for each refused probe', async () => {
    const step = await SandboxStep.on('in-sync')
    try {
      const outsider = 'role:arn:aws:iam::123456789012:role/sms-10dlc-outsider'
      const result = await step.run({ 'outsider-credentials': outsider })
      expect(result.outputs['verdict']).toBe('in-sync')
      const refused = (await step.log()).filter(
        ({ action, decision }) => action === 'sts:AssumeRole' && decision !== 'allowed'
      )
      const who = refused.map(({ principal }) => principal.split('/').slice(0, 2).join('/'))
      // Without the external id and with a wrong one; the outsider; the sender role on itself.
      expect(who.sort()).toEqual([
        'arn:aws:sts::111122223333:assumed-role/sms-10dlc-sender',
        'arn:aws:sts::123456789012:assumed-role/sms-10dlc-outsider',
        'arn:aws:sts::444455556666:assumed-role/sms-10dlc-caller',
        'arn:aws:sts::444455556666:assumed-role/sms-10dlc-caller',
        'arn:aws:sts::777788889999:assumed-role/sms-10dlc-caller',
        'arn:aws:sts::777788889999:assumed-role/sms-10dlc-caller'
      ])
    } finally {
      await step.end()
    }
  })
})

describe('channels', () => {
  const application = { 'pinpoint-application-id': '0123456789abcdef0123456789abcdef' }

  test.each([
    ['pinpoint', ['mobiletargeting:SendMessages']],
    ['both', ['sms-voice:SendTextMessage', 'mobiletargeting:SendMessages']]
  ] as const)(
    '%s: from nothing to a message, saying once what cannot be limited',
    async (channel, actions) => {
      const step = await SandboxStep.on('first-run')
      try {
        const result = await step.run({
          mode: 'apply',
          channel,
          ...application,
          'smoke-test': 'simulator'
        })
        expect(result.outputs['verdict']).toBe('changed')
        for (const action of actions) expect(result.outputs['changes']).toContain(action)
        expect(result.outputs['message-id']).not.toBe('')
        expect(await step.messages()).toHaveLength(1)
        const said = result.annotations.filter(({ title }) => title === 'NUMBER_LIMIT_IMPOSSIBLE')
        expect(said).toHaveLength(1)
        expect(proofsOf(result)).toMatchObject({ assume: 'proven', 'can-send': 'proven' })
      } finally {
        await step.end()
      }
    }
  )

  test('a message that the service does not accept fails the step', async () => {
    const step = await SandboxStep.on('in-sync', edit('"status":"ACTIVE"', '"status":"PENDING"'))
    try {
      const result = await step.run({ 'smoke-test': 'simulator' })
      expect(result.outputs).toMatchObject({ verdict: 'failed', 'message-id': '' })
      expect(await step.messages()).toEqual([])
    } finally {
      await step.end()
    }
  })
})

test('no face shows an external id, a secret or a whole phone number', async () => {
  const step = await SandboxStep.on('drifted')
  try {
    const result = await step.run({ 'smoke-test': 'simulator' })
    const faces = JSON.stringify([result.annotations, result.outputs, result.summary, result.log])
    expect(faces).not.toContain('example-external-id')
    expect(faces).not.toContain('+12065550100')
    expect(faces).not.toContain(step.environment('runner')['AWS_SECRET_ACCESS_KEY'])
    expect(faces).toContain('<external-id:444455556666>')
    expect(result.masks).toContain('example-external-id')
    expect(result.withheldOutputs).toEqual([])
  } finally {
    await step.end()
  }
})
