import { jest } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { StepResult } from '../../scripts/step-runner.js'
import type { AcceptedMessage } from '../../src/sandbox/aws/state/state.js'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { oidcCaller, withGitHub } from '../support/oidc-world.js'
import { byHand, policyOf } from '../support/by-hand.js'
import {
  codesOf,
  proofsOf,
  SandboxStep,
  type Inputs,
  type LoggedCall
} from '../support/sandbox-step.js'

jest.setTimeout(120_000)

const outsider = 'role:arn:aws:iam::123456789012:role/sms-10dlc-outsider'
const application = '0123456789abcdef0123456789abcdef'
const pinpoint: Inputs = { channel: 'pinpoint', 'pinpoint-application-id': application }

/** What a step showed and did. */
interface Seen {
  readonly result: StepResult
  readonly log: readonly LoggedCall[]
  readonly messages: readonly AcceptedMessage[]
}

/** An input, the other inputs and the environment of both steps, and what its value changes. */
interface Effect {
  readonly input: string
  readonly value: string
  readonly world: string
  readonly change?: (world: World) => World
  readonly beside?: Inputs
  readonly env?: Inputs
  /** The step without the value leaves the input out, or sets this. */
  readonly instead?: string
  /** What is looked at, and how it is without the value and with it. */
  readonly look: (seen: Seen) => unknown
  readonly without: unknown
  readonly with: unknown
}

const verdict = ({ result }: Seen): unknown => result.outputs['verdict']
const exit = ({ result }: Seen): unknown => result.exitCode
const code = ({ result }: Seen): unknown => codesOf(result)[0]
const plans =
  (text: string) =>
  (seen: Seen): unknown =>
    seen.result.outputs['changes']?.includes(text)
const kinds = ({ result }: Seen): unknown =>
  (JSON.parse(result.outputs['changes'] ?? '[]') as { kind: string }[]).map(({ kind }) => kind)
const proof =
  (name: string) =>
  (seen: Seen): unknown =>
    proofsOf(seen.result)[name]
const assumptions = ({ log }: Seen): unknown =>
  log.filter(
    ({ action, resource }) =>
      action === 'sts:AssumeRole' && String(resource).includes('sms-10dlc-sender')
  ).length

/** The world with a role that nobody’s tags claim. */
function withoutOwner(world: World): World {
  const text = JSON.stringify(world).replaceAll('"sms-10dlc:managed-by"', '"team"')
  return JSON.parse(text) as World
}

/** The world with an outsider that may not show what it holds. */
function withSilentOutsider(world: World): World {
  const text = JSON.stringify(world).replaceAll('iam:SimulatePrincipalPolicy', 'iam:ListRoles')
  return JSON.parse(text) as World
}

/** The world with a primary that may not ask for its quotas, and what else `change` alters. */
const withoutQuotas =
  (change: (text: string) => string = (text) => text) =>
  (world: World): World =>
    JSON.parse(
      change(JSON.stringify(world).replaceAll('iam:GetAccountSummary', 'iam:ListRoles'))
    ) as World

/** A second inline policy of some 9,000 characters on the sender role. */
const withLongPolicy = (text: string): string => {
  const Resource = `arn:aws:s3:::${'x'.repeat(8_900)}`
  const long = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource }] }
  return text.replace('"sms-10dlc-send":', `"long":${JSON.stringify(long)},"sms-10dlc-send":`)
}

const warns =
  (title: string) =>
  ({ result }: Seen): unknown =>
    result.annotations.some((annotation) => annotation.title === title)

const sixtyAccounts = Array.from({ length: 60 }, (_, index) => 200_000_000_000 + index).join(' ')

const effects: readonly Effect[] = [
  {
    input: 'mode',
    value: 'apply',
    world: 'first-run',
    look: verdict,
    without: 'drifted',
    with: 'changed'
  },
  {
    input: 'primary-account-id',
    instead: '111122223333',
    value: '999988887777',
    world: 'in-sync',
    beside: { 'secondary-credentials': 'none' },
    look: code,
    without: undefined,
    with: 'WRONG_ACCOUNT'
  },
  {
    input: 'role-arn',
    // Neither the name nor the path that the runner fills in.
    value: 'arn:aws:iam::111122223333:role/team/sender',
    world: 'in-sync',
    beside: { mode: 'prove', 'primary-account-id': '' },
    look: ({ result }) => result.outputs['role-arn'],
    without: '',
    with: 'arn:aws:iam::111122223333:role/team/sender'
  },
  {
    input: 'secondary-account-ids',
    instead: '444455556666',
    value: '444455556666, 777788889999',
    world: 'first-run',
    look: plans('777788889999'),
    without: false,
    with: true
  },
  {
    input: 'region',
    value: 'us-west-2',
    world: 'first-run',
    look: code,
    without: 'DRIFT',
    with: 'NUMBER_NOT_FOUND'
  },
  {
    input: 'max-removals',
    value: '0',
    world: 'drifted',
    beside: { mode: 'apply', timeout: '1ms' },
    look: code,
    without: 'DEADLINE_EXCEEDED',
    with: 'PLAN_REFUSED'
  },
  {
    // The callers of this world may not look at themselves.
    input: 'caller-role',
    value: 'sms-10dlc-caller',
    world: 'in-sync',
    look: warns('CALLER_POLICY_NOT_READ'),
    without: false,
    with: true
  },
  {
    input: 'rollback',
    instead: 'true',
    value: 'false',
    world: 'in-sync',
    beside: {
      mode: 'apply',
      'permissions-boundary': 'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
      'settle-timeout': '24s'
    },
    look: verdict,
    without: 'rolled-back',
    with: 'refuted'
  },
  {
    input: 'revoke-sessions',
    value: 'true',
    world: 'drifted',
    beside: { mode: 'apply', timeout: '1ms' },
    look: plans('AWSRevokeOlderSessions'),
    without: false,
    with: true
  },
  {
    input: 'expect-plan',
    value: 'f'.repeat(64),
    world: 'first-run',
    beside: { mode: 'apply', timeout: '1ms' },
    look: code,
    without: 'DEADLINE_EXCEEDED',
    with: 'PLAN_CHANGED'
  },
  {
    input: 'allow-events',
    value: 'pull_request',
    world: 'first-run',
    beside: { mode: 'apply', timeout: '1ms' },
    env: { GITHUB_EVENT_NAME: 'pull_request' },
    look: code,
    without: 'EVENT_REFUSED',
    with: 'DEADLINE_EXCEEDED'
  },
  {
    input: 'settle-timeout',
    value: '0s',
    world: 'first-run',
    beside: { mode: 'apply' },
    look: verdict,
    without: 'changed',
    with: 'inconclusive'
  },
  {
    input: 'timeout',
    value: '1ms',
    world: 'first-run',
    beside: { mode: 'apply', 'expect-plan': '' },
    look: code,
    without: undefined,
    with: 'DEADLINE_EXCEEDED'
  },
  {
    input: 'role-name',
    value: 'another-sender',
    world: 'first-run',
    look: ({ result }) => result.outputs['role-arn'],
    without: 'arn:aws:iam::111122223333:role/sms-10dlc-sender',
    with: 'arn:aws:iam::111122223333:role/another-sender'
  },
  {
    input: 'role-path',
    value: '/team/',
    world: 'in-sync',
    look: code,
    without: undefined,
    with: 'ROLE_PATH_DIFFERS'
  },
  {
    input: 'configuration-id',
    value: 'somebody-else',
    world: 'in-sync',
    look: code,
    without: undefined,
    with: 'ROLE_OF_ANOTHER_CONFIGURATION'
  },
  {
    input: 'adopt',
    value: 'true',
    world: 'in-sync',
    change: withoutOwner,
    look: code,
    without: 'ROLE_NOT_OURS',
    with: 'DRIFT'
  },
  {
    input: 'confirm-destroy',
    value: 'sms-10dlc-sender',
    world: 'in-sync',
    beside: { mode: 'destroy', timeout: '1ms' },
    look: code,
    without: 'INPUT_INVALID',
    with: 'DEADLINE_EXCEEDED'
  },
  {
    input: 'secondary-principals',
    value: 'role/notifier',
    world: 'first-run',
    look: plans('arn:aws:iam::444455556666:role/notifier'),
    without: false,
    with: true
  },
  {
    input: 'external-id',
    instead: 'example-external-id',
    value: 'rotated-external-id example-external-id',
    world: 'in-sync',
    look: kinds,
    without: [],
    with: ['replace-trust']
  },
  {
    input: 'max-session-duration',
    value: '7200',
    world: 'in-sync',
    look: kinds,
    without: [],
    with: ['update-settings']
  },
  {
    input: 'tags',
    value: 'team=sms\ncost-center=42',
    world: 'in-sync',
    look: kinds,
    without: [],
    with: ['tag-role']
  },
  {
    input: 'permissions-boundary',
    value: 'arn:aws:iam::aws:policy/PowerUserAccess',
    world: 'in-sync',
    look: kinds,
    without: [],
    with: ['set-boundary']
  },
  {
    input: 'keep-policies',
    value: 'metrics arn:aws:iam::aws:policy/IAMReadOnlyAccess',
    world: 'in-sync',
    change: byHand({
      attached: ['IAMReadOnlyAccess'],
      policies: { metrics: policyOf('Allow', 'cloudwatch:PutMetricData') }
    }),
    look: (seen) => [verdict(seen), proof('other-actions-refused')(seen), kinds(seen)],
    without: ['refuted', 'refuted', ['delete-inline-policy', 'detach-policy']],
    with: ['in-sync', 'proven', []]
  },
  {
    input: 'remove-policies',
    value: 'revoked',
    world: 'in-sync',
    change: byHand({ policies: { revoked: policyOf('Deny', 's3:*') } }),
    look: kinds,
    without: [],
    with: ['delete-inline-policy']
  },
  {
    input: 'channel',
    value: 'both',
    world: 'first-run',
    beside: { 'pinpoint-application-id': '' },
    look: code,
    without: 'DRIFT',
    with: 'INPUT_INVALID'
  },
  {
    input: 'origination-number',
    instead: '+12065550100',
    value: '+12065550123',
    world: 'first-run',
    look: code,
    without: 'DRIFT',
    with: 'NUMBER_NOT_FOUND'
  },
  {
    input: 'other-number',
    value: 'phone-11112222333344445555666677778888',
    world: 'first-run',
    look: code,
    without: 'DRIFT',
    with: 'NUMBER_NOT_FOUND'
  },
  {
    input: 'pinpoint-application-id',
    instead: application,
    value: 'f'.repeat(32),
    world: 'first-run',
    beside: pinpoint,
    look: code,
    without: 'DRIFT',
    with: 'APPLICATION_NOT_FOUND'
  },
  {
    input: 'configuration-set',
    value: 'sms-alerts',
    world: 'first-run',
    look: plans('configuration-set/sms-alerts'),
    without: false,
    with: true
  },
  {
    input: 'organization-id',
    value: 'o-example1234',
    world: 'first-run',
    look: plans('"aws:PrincipalOrgID":"o-example1234"'),
    without: false,
    with: true
  },
  {
    input: 'organization-paths',
    value: 'o-example1234/r-ab12/ou-ab12-11111111/*',
    world: 'first-run',
    look: plans('"aws:PrincipalOrgPaths":"o-example1234/r-ab12/ou-ab12-11111111/*"'),
    without: false,
    with: true
  },
  {
    input: 'trust-session-tags',
    value: 'true',
    world: 'in-sync',
    look: kinds,
    without: [],
    with: ['replace-trust']
  },
  {
    input: 'allowed-tag-keys',
    value: 'cost center',
    world: 'first-run',
    beside: { 'trust-session-tags': 'true' },
    look: plans('"cost center"'),
    without: false,
    with: true
  },
  {
    input: 'trust-source-identity',
    value: 'true',
    world: 'in-sync',
    look: kinds,
    without: [],
    with: ['replace-trust']
  },
  {
    input: 'trust-policy-quota',
    value: '4096',
    world: 'first-run',
    change: withoutQuotas(),
    beside: { 'secondary-account-ids': sixtyAccounts, 'secondary-credentials': 'none' },
    look: code,
    without: 'POLICY_TOO_LARGE',
    with: 'DRIFT'
  },
  {
    input: 'inline-policies-quota',
    value: '20000',
    world: 'in-sync',
    change: withoutQuotas(withLongPolicy),
    beside: { 'secondary-credentials': 'none' },
    look: warns('QUOTA_NEARLY_USED'),
    without: true,
    with: false
  },
  {
    input: 'primary-credentials',
    value: 'role:arn:aws:iam::111122223333:role/nobody',
    world: 'in-sync',
    look: code,
    without: undefined,
    with: 'CREDENTIALS_ROLE_REFUSED'
  },
  {
    input: 'secondary-credentials',
    instead: 'role:arn:aws:iam::{account}:role/sms-10dlc-caller',
    value: 'none',
    world: 'in-sync',
    look: proof('assume'),
    without: 'proven',
    with: 'not-applicable'
  },
  {
    input: 'outsider-credentials',
    value: outsider,
    world: 'in-sync',
    look: proof('outsiders-refused'),
    without: 'not-applicable',
    with: 'proven'
  },
  {
    input: 'oidc-audience',
    value: 'https://github.com/octo-org',
    world: 'in-sync',
    change: withGitHub,
    beside: { 'secondary-credentials': oidcCaller },
    look: code,
    without: undefined,
    with: 'CREDENTIALS_ROLE_REFUSED'
  },
  // The sender role's trust says nothing of sts:TagSession.
  {
    input: 'send-session-tags',
    value: 'true',
    world: 'in-sync',
    look: ({ result }) => [
      proofsOf(result)['assume'],
      result.summary.includes('sts:TagSession is missing: this run sends session tags')
    ],
    without: ['proven', false],
    with: ['refuted', true]
  },
  // The invited one, without the external id, with a wrong one, the session for refusals, and on itself.
  {
    input: 'probe-refusals',
    value: 'false',
    world: 'in-sync',
    look: assumptions,
    without: 8,
    with: 2
  },
  { input: 'fail-on-drift', value: 'false', world: 'first-run', look: exit, without: 1, with: 0 },
  {
    input: 'require-proof',
    value: 'true',
    world: 'in-sync',
    change: withSilentOutsider,
    beside: { 'outsider-credentials': outsider },
    look: exit,
    without: 0,
    with: 1
  },
  {
    input: 'smoke-test',
    value: 'simulator',
    world: 'in-sync',
    look: ({ messages }) => messages.map(({ to, from }) => [from, to]),
    without: [],
    with: [['+12065550100', '+14254147755']]
  },
  {
    input: 'smoke-test-destination',
    instead: '+12065550111',
    value: '+12065550122',
    world: 'in-sync',
    beside: { 'smoke-test': 'send' },
    look: ({ messages }) => messages.map(({ to }) => to),
    without: ['+12065550111'],
    with: ['+12065550122']
  },
  {
    input: 'smoke-test-message',
    value: 'Good morning',
    world: 'in-sync',
    beside: { 'smoke-test': 'simulator' },
    look: ({ messages }) => messages.map(({ body }) => body),
    without: ['Test 4200000001'],
    with: ['Good morning']
  },
  {
    input: 'report-file',
    value: 'reports/sender.json',
    world: 'first-run',
    look: ({ result }) => result.workspace,
    without: [],
    with: ['reports']
  }
]

test('every declared input has its effect here', () => {
  const action = parse(readFileSync('action.yml', 'utf8')) as { inputs: Record<string, unknown> }
  expect(effects.map(({ input }) => input).sort()).toEqual(Object.keys(action.inputs).sort())
})

/** Steps seen before: most inputs are left out beside the same others. */
const known = new Map<string, Promise<Seen>>()

// Side by side, since most of them wait.
test.concurrent.each(effects)('$input changes what the action does', async (effect) => {
  const { input, value, beside = {}, instead, look } = effect
  const before = { ...beside, ...(instead !== undefined && { [input]: instead }) }
  const without = await once(before, effect)
  const given = await once({ ...beside, [input]: value }, effect)
  expect([look(without), look(given)]).toEqual([effect.without, effect.with])
})

/** Runs a step unless the same one was run before; a world changed for one input is its own. */
function once(given: Inputs, effect: Effect): Promise<Seen> {
  const { world, change, env = {} } = effect
  const key = JSON.stringify([world, change && effect.input, given, env])
  const seen = known.get(key) ?? runOn(given, effect)
  known.set(key, seen)
  return seen
}

async function runOn(given: Inputs, { world, change, env }: Effect): Promise<Seen> {
  const step = await SandboxStep.on(world, change)
  try {
    const result = await step.run(given, env)
    return { result, log: await step.log(), messages: await step.messages() }
  } finally {
    await step.end()
  }
}
