import type { BadValue } from './bad-value.js'

const role = (account: string) => `role:arn:aws:iam::${account}:role/caller`
const several = { 'secondary-account-ids': '222222222222 333333333333' }
const oidc = (account: string) => `oidc:arn:aws:iam::${account}:role/caller`
const credentialForms = 'use ambient, profile:NAME, role:ARN or oidc:ARN'
const secondaryForms =
  'use ambient, profile:NAME, role:ARN or oidc:ARN ({account} stands for the secondary’s id), or none'

/** Bad values of the inputs in proof-inputs.ts. */
export const badProofValues: readonly BadValue[] = [
  [
    'primary-credentials',
    'arn:aws:iam::111111111111:role/deploy',
    '"arn:aws:iam::111111111111:role/deploy" is a bare ARN: write role:ARN (assumed from the ambient identity) or oidc:ARN (by GitHub’s token)'
  ],
  [
    'primary-credentials',
    'profile:two words',
    '"two words" is not a profile’s name: 1 to 128 letters, digits or any of _+=,.@:/-'
  ],
  [
    'primary-credentials',
    'profile:',
    '"" is not a profile’s name: 1 to 128 letters, digits or any of _+=,.@:/-'
  ],
  [
    'primary-credentials',
    'oidc:deploy',
    '"deploy" is not a role ARN (arn:aws:iam::ACCOUNT:role/NAME)'
  ],
  [
    'primary-credentials',
    oidc('222222222222'),
    'the role is in 222222222222, but primary-account-id is 111111111111'
  ],
  [
    'primary-credentials',
    'oidc:arn:aws-us-gov:iam::111111111111:role/deploy',
    '"arn:aws-us-gov:iam::111111111111:role/deploy" is in another partition than region us-east-1, whose ARNs begin arn:aws:'
  ],
  ['primary-credentials', 'none', `none is only for secondary-credentials; ${credentialForms}`],
  ['primary-credentials', 'hidden-key', `is none of the forms it knows; ${credentialForms}`],
  [
    'primary-credentials',
    role('{account}'),
    '{account} is only for secondary-credentials; name the account itself'
  ],
  [
    'primary-credentials',
    'role:deploy',
    '"deploy" is not a role ARN (arn:aws:iam::ACCOUNT:role/NAME)'
  ],
  [
    'primary-credentials',
    role('222222222222'),
    'the role is in 222222222222, but primary-account-id is 111111111111'
  ],
  [
    'primary-credentials',
    'role:arn:aws-us-gov:iam::111111111111:role/deploy',
    '"arn:aws-us-gov:iam::111111111111:role/deploy" is in another partition than region us-east-1, whose ARNs begin arn:aws:'
  ],
  [
    'secondary-credentials',
    '',
    'the ambient identity belongs to one account, so it cannot stand for the primary and a secondary at once; use secondary-credentials: role:ARN, oidc:ARN or profile:NAME, or secondary-credentials: none, or primary-credentials: role:ARN where the ambient identity is the secondary’s'
  ],
  [
    'secondary-credentials',
    'arn:aws:iam::{account}:role/caller',
    '"arn:aws:iam::{account}:role/caller" is a bare ARN: write role:ARN (assumed from the ambient identity) or oidc:ARN (by GitHub’s token)'
  ],
  [
    'secondary-credentials',
    'profile:a[{account}]',
    '"a[{account}]" is not a profile’s name: 1 to 128 letters, digits or any of _+=,.@:/-'
  ],
  [
    'secondary-credentials',
    { 'primary-credentials': 'profile:ops', 'secondary-credentials': 'profile:ops' },
    'the profile ops belongs to one account, so it cannot stand for the primary and a secondary at once'
  ],
  [
    'secondary-credentials',
    { ...several, 'secondary-credentials': 'profile:ops' },
    'one profile cannot stand for 2 secondaries; write {account} in its name'
  ],
  [
    'secondary-credentials',
    { ...several, 'secondary-credentials': oidc('222222222222') },
    'one role cannot stand for 2 secondaries; write {account} in place of its account id'
  ],
  [
    'secondary-credentials',
    oidc('333333333333'),
    'the role is in 333333333333, which is not the secondary 222222222222'
  ],
  ['secondary-credentials', 'hidden-key', `is none of the forms it knows; ${secondaryForms}`],
  [
    'secondary-credentials',
    'role:{account}',
    '"{account}" is not a role ARN (arn:aws:iam::{account}:role/NAME)'
  ],
  [
    'secondary-credentials',
    {
      ...several,
      'primary-credentials': role('111111111111'),
      'secondary-credentials': 'ambient'
    },
    'the ambient identity belongs to one account, but there are 2 secondaries; use role:ARN, oidc:ARN or profile:NAME with {account} in it, or none'
  ],
  [
    'secondary-credentials',
    { ...several, 'secondary-credentials': role('222222222222') },
    'one role cannot stand for 2 secondaries; write {account} in place of its account id'
  ],
  [
    'secondary-credentials',
    role('333333333333'),
    'the role is in 333333333333, which is not the secondary 222222222222'
  ],
  [
    'secondary-credentials',
    {
      ...several,
      'secondary-credentials': 'role:arn:aws:iam::222222222222:role/caller-{account}'
    },
    'the role is in 222222222222, which is not the secondary 333333333333'
  ],
  [
    'secondary-credentials',
    'role:arn:aws-us-gov:iam::{account}:role/caller',
    '"arn:aws-us-gov:iam::{account}:role/caller" is in another partition than region us-east-1, whose ARNs begin arn:aws:'
  ],
  [
    'outsider-credentials',
    'ambient arn:aws:iam::555555555555:role/a',
    '"arn:aws:iam::555555555555:role/a" is a bare ARN: write role:ARN (assumed from the ambient identity) or oidc:ARN (by GitHub’s token)'
  ],
  ['outsider-credentials', 'ambient ambient', 'names "ambient" twice'],
  [
    'outsider-credentials',
    'role:arn:aws-us-gov:iam::555555555555:role/a',
    '"arn:aws-us-gov:iam::555555555555:role/a" is in another partition than region us-east-1, whose ARNs begin arn:aws:'
  ],
  [
    'oidc-audience',
    { 'oidc-audience': 'two words', 'primary-credentials': oidc('111111111111') },
    '"two words" is not an audience: 1 to 255 visible characters without spaces'
  ],
  ['oidc-audience', 'https://github.com/octo-org', 'is only for credentials of the form oidc:ARN'],
  ['send-session-tags', 'yes', 'must be true or false; got "yes"'],
  ['probe-refusals', 'yes', 'must be true or false; got "yes"'],
  ['fail-on-drift', '0', 'must be true or false; got "0"'],
  ['require-proof', 'tRUE', 'must be true or false; got "tRUE"'],
  ['smoke-test', 'true', 'must be off, simulator or send; got "true"'],
  [
    'smoke-test',
    { 'smoke-test': 'simulator', mode: 'destroy', 'confirm-destroy': 'sms-10dlc-sender' },
    'is only for mode check, apply or prove'
  ],
  ['smoke-test-destination', { 'smoke-test': 'send' }, 'is required for smoke-test send'],
  [
    'smoke-test-destination',
    { 'smoke-test': 'simulator', 'smoke-test-destination': '+12065550199' },
    'is only for smoke-test send'
  ],
  [
    'smoke-test-destination',
    { 'smoke-test': 'send', 'smoke-test-destination': '+447700900123' },
    '"+••••••••0123" is no valid E.164 number of +1; a 10DLC number reaches US, PR, VI, GU and AS'
  ],
  [
    'smoke-test-destination',
    { 'smoke-test': 'send', 'smoke-test-destination': '+16045550123' },
    '"+•••••••0123" is a number of CA; a 10DLC number reaches US, PR, VI, GU and AS'
  ],
  [
    'smoke-test-destination',
    { 'smoke-test': 'send', 'smoke-test-destination': '+12005550123' },
    '"+•••••••0123" is no valid E.164 number of +1; a 10DLC number reaches US, PR, VI, GU and AS'
  ],
  [
    'smoke-test-destination',
    { 'smoke-test': 'send', 'smoke-test-destination': '+12065550100' },
    'is the origination-number itself; name a phone that can receive'
  ],
  ['smoke-test-message', 'Hello', 'is only for smoke-test simulator or send'],
  [
    'smoke-test-message',
    { 'smoke-test': 'simulator', 'smoke-test-message': 'See WWW.example.com' },
    'must not hold a link (http://, https:// or www.)'
  ],
  [
    'smoke-test-message',
    { 'smoke-test': 'simulator', 'smoke-test-message': 'x'.repeat(161) },
    'makes 2 parts: it takes 161 GSM-7 characters, and one part holds 160; shorten it to one part'
  ],
  [
    'smoke-test-message',
    { 'smoke-test': 'simulator', 'smoke-test-message': `${'x'.repeat(70)}’` },
    'makes 2 parts: it takes 71 UCS-2 characters, since U+2019 is not in GSM-7, and one part holds 70; shorten it to one part'
  ]
]
