import type { BadValue } from './bad-value.js'

const role = (account: string, name = 'sms-10dlc-sender') => `arn:aws:iam::${account}:role/${name}`
const prove = { mode: 'prove' }
const id = (name: string) => `phone-${name}`

/** Bad values in mode prove, and of what is for it alone. */
export const badProveValues: readonly BadValue[] = [
  [
    'role-arn',
    { ...prove, 'role-arn': 'sms-10dlc-sender' },
    '"sms-10dlc-sender" is not a role ARN (arn:aws:iam::ACCOUNT:role/NAME)'
  ],
  ['role-arn', role('111111111111'), 'is only for mode prove'],
  ['role-arn', { mode: 'apply', 'role-arn': role('111111111111') }, 'is only for mode prove'],
  [
    'role-arn',
    { ...prove, 'role-arn': role('333333333333') },
    'says 333333333333, but primary-account-id is 111111111111; give one of the two'
  ],
  [
    'role-arn',
    { ...prove, 'role-arn': role('111111111111'), 'role-name': 'other' },
    'says sms-10dlc-sender, but role-name is other; give one of the two'
  ],
  [
    'role-arn',
    { ...prove, 'role-arn': role('333333333333', 'team/sender'), 'role-path': '/other/' },
    'says 333333333333, but primary-account-id is 111111111111, and says /team/, but role-path is /other/; give one of the two'
  ],
  [
    'role-arn',
    { ...prove, 'role-arn': 'arn:aws-us-gov:iam::111111111111:role/sms-10dlc-sender' },
    '"arn:aws-us-gov:iam::111111111111:role/sms-10dlc-sender" is in another partition than region us-east-1, whose ARNs begin arn:aws:'
  ],
  [
    'primary-account-id',
    { ...prove, 'primary-account-id': '' },
    'is required: 12 digits, or role-arn in mode prove'
  ],
  [
    'primary-credentials',
    { ...prove, 'primary-credentials': 'profile:primary' },
    'is only for mode check, apply or destroy'
  ],
  ['adopt', { ...prove, adopt: 'true' }, 'is only for mode check or apply'],
  ['revoke-sessions', { ...prove, 'revoke-sessions': 'true' }, 'is only for mode apply'],
  ['expect-plan', { ...prove, 'expect-plan': 'a'.repeat(64) }, 'is only for mode apply or destroy'],
  [
    'confirm-destroy',
    { ...prove, 'confirm-destroy': 'sms-10dlc-sender' },
    'is only for mode destroy'
  ],
  [
    'secondary-credentials',
    {
      ...prove,
      'secondary-account-ids': '222222222222 333333333333',
      'secondary-credentials': 'ambient'
    },
    'the ambient identity belongs to one account, but there are 2 secondaries; use role:ARN, oidc:ARN or profile:NAME with {account} in it, or name the one that proves itself'
  ],
  [
    'secondary-account-ids',
    { ...prove, 'secondary-account-ids': '' },
    'is required where secondary-credentials hold {account}'
  ],
  [
    'secondary-principals',
    {
      ...prove,
      'secondary-account-ids': '',
      'secondary-credentials': 'ambient',
      'secondary-principals': 'role/caller'
    },
    'needs secondary-account-ids, whose roles it names'
  ],
  [
    'secondary-credentials',
    { ...prove, 'secondary-credentials': 'none' },
    'none leaves the proofs to the secondary, which is who runs mode prove; name its identity'
  ],
  [
    'origination-number',
    { ...prove, 'origination-number': '' },
    'is required for channel sms-voice'
  ],
  [
    'origination-number',
    {
      ...prove,
      channel: 'pinpoint',
      'pinpoint-application-id': 'a1',
      'origination-number': id('1'),
      'smoke-test': 'simulator'
    },
    'must be in E.164 for a smoke test through pinpoint in mode prove, which looks up no number'
  ],
  [
    'other-number',
    { ...prove, 'other-number': id('2') },
    'must be in E.164 exactly where origination-number is: mode prove looks up no number, so it could be the same'
  ]
]
