import type { InputName } from '../../src/config/inputs/inputs.js'
import type { SenderRequest } from '../../src/domain/request.js'
import { goodTrustValues } from './good-trust-values.js'
import type { Texts } from './step-inputs.js'

type Field = (request: SenderRequest) => unknown

/** Input, what the step says, the field of the request, and what it comes to. */
export type GoodValue = readonly [InputName, Texts, Field, unknown]

const others: readonly GoodValue[] = [
  ['mode', { mode: 'apply' }, (r) => r.mode, 'apply'],
  [
    'confirm-destroy',
    { mode: 'destroy', 'confirm-destroy': 'sms-10dlc-sender' },
    (r) => r.mode,
    'destroy'
  ],
  ['mode', { mode: 'prove' }, (r) => r.mode, 'prove'],
  [
    'role-arn',
    {
      mode: 'prove',
      'role-arn': 'arn:aws:iam::333333333333:role/team/sender',
      'primary-account-id': ''
    },
    (r) => [r.primary, r.role.name, r.role.path, r.role.arn, r.configurationId],
    ['333333333333', 'sender', '/team/', 'arn:aws:iam::333333333333:role/team/sender', '42/sender']
  ],
  ['adopt', { adopt: 'true' }, (r) => r.adopt, true],
  ['caller-role', { 'caller-role': 'notifier' }, (r) => r.callerRole, 'notifier'],
  [
    'primary-account-id',
    { 'primary-account-id': '333333333333' },
    (r) => [r.primary, r.role.arn],
    ['333333333333', 'arn:aws:iam::333333333333:role/sms-10dlc-sender']
  ],
  [
    'secondary-account-ids',
    { 'secondary-account-ids': '444444444444, 333333333333\n222222222222' },
    (r) => r.secondaries.map(({ account }) => account),
    ['222222222222', '333333333333', '444444444444']
  ],
  ['region', { region: 'us-west-2' }, (r) => r.region, 'us-west-2'],
  [
    'region',
    {
      region: 'us-gov-west-1',
      'secondary-credentials': 'role:arn:aws-us-gov:iam::{account}:role/caller'
    },
    (r) => [r.partition, r.role.arn],
    ['aws-us-gov', 'arn:aws-us-gov:iam::111111111111:role/sms-10dlc-sender']
  ],
  ['rollback', { rollback: 'false' }, (r) => r.rollback, false],
  ['max-removals', { 'max-removals': '0' }, (r) => r.maxRemovals, 0],
  ['revoke-sessions', { mode: 'apply', 'revoke-sessions': 'true' }, (r) => r.revokeSessions, true],
  [
    'expect-plan',
    { mode: 'apply', 'expect-plan': 'ab'.repeat(32) },
    (r) => r.expectPlan,
    'ab'.repeat(32)
  ],
  ['settle-timeout', { 'settle-timeout': '0' }, (r) => r.settleMs, 0],
  ['settle-timeout', { 'settle-timeout': '500ms' }, (r) => r.settleMs, 500],
  ['settle-timeout', { 'settle-timeout': '90s' }, (r) => r.settleMs, 90_000],
  ['timeout', { timeout: '6h' }, (r) => r.timeoutMs, 21_600_000],
  [
    'role-name',
    { 'role-name': 'team.sender' },
    (r) => [r.role.name, r.role.arn, r.configurationId],
    ['team.sender', 'arn:aws:iam::111111111111:role/team.sender', '42/team.sender']
  ],
  [
    'role-path',
    { 'role-path': '/sms/' },
    (r) => [r.role.path, r.role.arn],
    ['/sms/', 'arn:aws:iam::111111111111:role/sms/sms-10dlc-sender']
  ],
  [
    'configuration-id',
    { 'configuration-id': 'team a/prod' },
    (r) => r.configurationId,
    'team a/prod'
  ],
  [
    'secondary-principals',
    { 'secondary-principals': 'role/team/* role/app-?' },
    (r) => r.secondaries[0]?.callers,
    ['arn:aws:iam::222222222222:role/app-?', 'arn:aws:iam::222222222222:role/team/*']
  ],
  [
    'secondary-principals',
    {
      'secondary-account-ids': '222222222222 333333333333',
      'secondary-principals':
        'arn:aws:iam::222222222222:role/a\narn:aws:iam::333333333333:role/p/b-* role/c'
    },
    (r) => r.secondaries.map(({ callers }) => callers),
    [
      ['arn:aws:iam::222222222222:role/a', 'arn:aws:iam::222222222222:role/c'],
      ['arn:aws:iam::333333333333:role/c', 'arn:aws:iam::333333333333:role/p/b-*']
    ]
  ],
  [
    'secondary-principals',
    { 'secondary-principals': 'role/a arn:aws:iam::222222222222:role/a' },
    (r) => r.secondaries[0]?.callers,
    ['arn:aws:iam::222222222222:role/a']
  ],
  ['external-id', { 'external-id': 'one,' }, (r) => r.externalIds, ['one,']],
  ['external-id', { 'external-id': 'one,two' }, (r) => r.externalIds, ['one,two']],
  ['external-id', { 'external-id': 'new\n  old' }, (r) => r.externalIds, ['new', 'old']],
  [
    'max-session-duration',
    { 'max-session-duration': '43200' },
    (r) => r.role.maxSessionSeconds,
    43_200
  ],
  [
    'tags',
    { tags: 'team = sms \n\n url=a=b\nempty=\ninvalid=no' },
    (r) => r.role.tags,
    { team: 'sms', url: 'a=b', empty: '', invalid: 'no' }
  ],
  [
    'permissions-boundary',
    { 'permissions-boundary': 'arn:aws:iam::111111111111:policy/sms/boundary' },
    (r) => r.role.boundaryArn,
    'arn:aws:iam::111111111111:policy/sms/boundary'
  ],
  [
    'permissions-boundary',
    { 'permissions-boundary': 'arn:aws:iam::aws:policy/PowerUserAccess' },
    (r) => r.role.boundaryArn,
    'arn:aws:iam::aws:policy/PowerUserAccess'
  ],
  [
    'keep-policies',
    { 'keep-policies': 'metrics\n arn:aws:iam::aws:policy/ReadOnlyAccess' },
    (r) => r.keepPolicies,
    ['metrics', 'arn:aws:iam::aws:policy/ReadOnlyAccess']
  ],
  [
    'remove-policies',
    { 'keep-policies': 'metrics', 'remove-policies': 'AWSRevokeOlderSessions' },
    (r) => r.removePolicies,
    ['AWSRevokeOlderSessions']
  ],
  // Two policies of one name, told apart by their ARNs.
  [
    'remove-policies',
    {
      'keep-policies': 'arn:aws:iam::111111111111:policy/AWSDenyAll',
      'remove-policies': 'arn:aws:iam::aws:policy/AWSDenyAll'
    },
    (r) => [r.keepPolicies, r.removePolicies],
    [['arn:aws:iam::111111111111:policy/AWSDenyAll'], ['arn:aws:iam::aws:policy/AWSDenyAll']]
  ],
  [
    'channel',
    { channel: 'pinpoint', 'pinpoint-application-id': 'abc' },
    (r) => r.channels,
    ['pinpoint']
  ],
  [
    'channel',
    { channel: 'both', 'pinpoint-application-id': 'abc' },
    (r) => r.channels,
    ['sms-voice', 'pinpoint']
  ],
  [
    'origination-number',
    { 'origination-number': 'phone-0123abc' },
    (r) => r.number,
    { kind: 'id', text: 'phone-0123abc' }
  ],
  [
    'origination-number',
    { 'origination-number': 'arn:aws:sms-voice:us-east-1:111111111111:phone-number/phone-1' },
    (r) => r.number,
    {
      kind: 'arn',
      text: 'arn:aws:sms-voice:us-east-1:111111111111:phone-number/phone-1',
      id: 'phone-1',
      region: 'us-east-1',
      account: '111111111111'
    }
  ],
  [
    'other-number',
    { 'other-number': '+12065550101' },
    (r) => r.otherNumber,
    { kind: 'e164', text: '+12065550101' }
  ],
  [
    'pinpoint-application-id',
    { channel: 'both', 'pinpoint-application-id': '0123456789abcdef0123456789abcdef' },
    (r) => r.applicationId,
    '0123456789abcdef0123456789abcdef'
  ],
  ['configuration-set', { 'configuration-set': 'my_set-1' }, (r) => r.configurationSet, 'my_set-1'],
  [
    'primary-credentials',
    { 'primary-credentials': 'role:arn:aws:iam::111111111111:role/ops/deploy' },
    (r) => r.primaryCredentials,
    { kind: 'role', arn: 'arn:aws:iam::111111111111:role/ops/deploy' }
  ],
  [
    'primary-credentials',
    { 'primary-credentials': 'profile:org/ops@111111111111' },
    (r) => r.primaryCredentials,
    { kind: 'profile', name: 'org/ops@111111111111' }
  ],
  [
    'primary-credentials',
    { 'primary-credentials': 'oidc:arn:aws:iam::111111111111:role/deploy' },
    (r) => r.primaryCredentials,
    {
      kind: 'oidc',
      arn: 'arn:aws:iam::111111111111:role/deploy',
      audience: 'sts.amazonaws.com'
    }
  ],
  [
    'secondary-credentials',
    {
      'secondary-account-ids': '222222222222 333333333333',
      'secondary-credentials': 'profile:sms-{account}'
    },
    (r) => r.secondaries.map(({ credentials }) => credentials),
    [
      { kind: 'profile', name: 'sms-222222222222' },
      { kind: 'profile', name: 'sms-333333333333' }
    ]
  ],
  [
    'oidc-audience',
    {
      'secondary-credentials': 'oidc:arn:aws:iam::{account}:role/caller',
      'outsider-credentials': 'oidc:arn:aws:iam::555555555555:role/outsider',
      'oidc-audience': 'https://github.com/octo-org'
    },
    (r) => [r.secondaries[0]?.credentials, ...r.outsiders],
    [
      {
        kind: 'oidc',
        arn: 'arn:aws:iam::222222222222:role/caller',
        audience: 'https://github.com/octo-org'
      },
      {
        kind: 'oidc',
        arn: 'arn:aws:iam::555555555555:role/outsider',
        audience: 'https://github.com/octo-org'
      }
    ]
  ],
  [
    'send-session-tags',
    { 'send-session-tags': 'true' },
    (r) => r.sessionTags,
    { GitHub: 'Actions', RunId: '1001' }
  ],
  [
    'secondary-credentials',
    { 'secondary-account-ids': '222222222222 333333333333' },
    (r) => r.secondaries.map(({ credentials }) => credentials),
    [
      { kind: 'role', arn: 'arn:aws:iam::222222222222:role/caller' },
      { kind: 'role', arn: 'arn:aws:iam::333333333333:role/caller' }
    ]
  ],
  [
    'secondary-credentials',
    { 'secondary-credentials': 'none' },
    (r) => r.secondaries[0]?.credentials,
    { kind: 'none' }
  ],
  [
    'secondary-credentials',
    {
      'primary-credentials': 'role:arn:aws:iam::111111111111:role/deploy',
      'secondary-credentials': 'ambient'
    },
    (r) => r.secondaries[0]?.credentials,
    { kind: 'ambient' }
  ],
  [
    'outsider-credentials',
    { 'outsider-credentials': 'ambient\nrole:arn:aws:iam::555555555555:role/outsider' },
    (r) => r.outsiders,
    [{ kind: 'ambient' }, { kind: 'role', arn: 'arn:aws:iam::555555555555:role/outsider' }]
  ],
  ['probe-refusals', { 'probe-refusals': 'False' }, (r) => r.probeRefusals, false],
  ['fail-on-drift', { 'fail-on-drift': 'FALSE' }, (r) => r.failOnDrift, false],
  ['require-proof', { 'require-proof': 'True' }, (r) => r.requireProof, true],
  [
    'smoke-test',
    { 'smoke-test': 'simulator' },
    (r) => r.smokeTest,
    { kind: 'simulator', message: 'Test 1001' }
  ],
  [
    'smoke-test-destination',
    { 'smoke-test': 'send', 'smoke-test-destination': '+12065550199' },
    (r) => r.smokeTest,
    { kind: 'send', destination: '+12065550199', message: 'Test 1001' }
  ],
  [
    'smoke-test-message',
    { 'smoke-test': 'simulator', 'smoke-test-message': 'Release 7 is out' },
    (r) => r.smokeTest,
    { kind: 'simulator', message: 'Release 7 is out' }
  ]
]

/** Every good value with what it comes to. */
export const goodValues: readonly GoodValue[] = [...others, ...goodTrustValues]
