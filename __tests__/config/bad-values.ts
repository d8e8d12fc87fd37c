import type { InputName } from '../../src/config/inputs.js'
import type { Texts } from './step-inputs.js'

const role = (account: string) => `role:arn:aws:iam::${account}:role/caller`
const several = { 'secondary-account-ids': '222222222222 333333333333' }
const numberArn = (region: string, account = '111111111111', partition = 'aws') =>
  `arn:${partition}:sms-voice:${region}:${account}:phone-number/phone-1`
const credentialForms = 'use ambient or role:ARN'
const secondaryForms = 'use ambient, role:ARN ({account} stands for the secondary’s id) or none'
const callerForms =
  'use role/NAME (in every secondary) or arn:aws:iam::ACCOUNT:role/NAME; NAME may hold * and ?'
const durations = 'must be a duration such as 500ms, 90s, 2m or 1h'
const externalIds = 'is not an external id: 2 to 1,224 letters, digits or any of _+=,.@:/-'

/** Input, what the step says of it and of others, and the one mistake it is told of. */
export const badValues: readonly (readonly [InputName, Texts | string, string])[] = [
  ['mode', 'Apply', 'must be check or apply; got "Apply"'],
  ['mode', 'prove', 'this version does not know the mode prove yet; use check or apply'],
  ['mode', 'destroy', 'this version does not know the mode destroy yet; use check or apply'],
  ['mode', 'rehearse', 'this version does not know the mode rehearse yet; use check or apply'],
  ['mode', 'report', 'this version does not know the mode report yet; use check or apply'],
  ['primary-account-id', '', 'is required: 12 digits'],
  ['primary-account-id', '1111-1111-1111', '"1111-1111-1111" is not a 12-digit AWS account id'],
  [
    'primary-account-id',
    '12345678901',
    '"12345678901" is not a 12-digit AWS account id; write it in quotes, for YAML drops leading zeros of numbers'
  ],
  ['secondary-account-ids', '', 'is required: one or more 12-digit ids'],
  [
    'secondary-account-ids',
    '222222222222;333333333333',
    '"222222222222;333333333333" is not a 12-digit AWS account id'
  ],
  ['secondary-account-ids', '222222222222 222222222222', 'names "222222222222" twice'],
  [
    'secondary-account-ids',
    { 'secondary-account-ids': '222222222222 111111111111' },
    'names 111111111111, which is the primary; a secondary is another account'
  ],
  ['region', '', 'is required where neither AWS_REGION nor AWS_DEFAULT_REGION is set'],
  ['region', 'virginia', '"virginia" is not an AWS Region'],
  [
    'region',
    'cn-north-1',
    '"cn-north-1" has no 10DLC numbers; they exist in the partitions aws and aws-us-gov'
  ],
  ['max-removals', '-1', 'must be a whole number from 0 to 1000; got "-1"'],
  ['max-removals', '1001', 'must be a whole number from 0 to 1000; got "1001"'],
  ['max-removals', '1e2', 'must be a whole number from 0 to 1000; got "1e2"'],
  [
    'expect-plan',
    { mode: 'apply', 'expect-plan': 'AB' },
    'must be a plan-digest: 64 digits of 0-9a-f; got "AB"'
  ],
  ['expect-plan', { 'expect-plan': 'a'.repeat(64) }, 'is only for mode apply'],
  [
    'allow-events',
    'pull-request',
    'must be pull_request, pull_request_target, issue_comment or workflow_run; got "pull-request"'
  ],
  ['allow-events', 'pull_request pull_request', 'names "pull_request" twice'],
  ['settle-timeout', '2', `${durations}, from 0 to 6h; got "2"`],
  ['settle-timeout', '1.5m', `${durations}, from 0 to 6h; got "1.5m"`],
  ['settle-timeout', '7h', `${durations}, from 0 to 6h; got "7h"`],
  ['timeout', '0', `${durations}, above 0 and at most 6h; got "0"`],
  ['timeout', '361m', `${durations}, above 0 and at most 6h; got "361m"`],
  ['role-name', 'a/b', '"a/b" is not a role name: 1 to 64 letters, digits or any of _+=,.@-'],
  [
    'role-path',
    'sms/',
    '"sms/" is not a role path: "/", or text of at most 512 characters between slashes'
  ],
  [
    'configuration-id',
    'a,b',
    '"a,b" cannot be a tag’s value: at most 256 letters, digits, spaces or any of _.:/+-@='
  ],
  [
    'configuration-id',
    { 'role-name': 'a,b' },
    'its default does not do: "42/a,b" cannot be a tag’s value: at most 256 letters, digits, spaces or any of _.:/+-@=; choose one'
  ],
  ['secondary-principals', 'caller', `"caller" is not a role; ${callerForms}`],
  ['secondary-principals', '*', `"*" is not a role; ${callerForms}`],
  ['secondary-principals', 'role/a role/a', 'names "role/a" twice'],
  [
    'secondary-principals',
    'role/${aws:username}',
    `"role/\${aws:username}" is not a role; ${callerForms}`
  ],
  [
    'secondary-principals',
    'arn:aws:iam::222222222222:root',
    '"arn:aws:iam::222222222222:root" is the whole account: leave secondary-principals empty to let the account decide'
  ],
  [
    'secondary-principals',
    'arn:aws:iam::222222222222:user/ann',
    '"arn:aws:iam::222222222222:user/ann" is a user, whose keys do not expire: only roles may be callers'
  ],
  [
    'secondary-principals',
    'arn:aws:sts::222222222222:assumed-role/app/i-1',
    '"arn:aws:sts::222222222222:assumed-role/app/i-1" is a session: name its role, arn:aws:iam::ACCOUNT:role/NAME'
  ],
  [
    'secondary-principals',
    'arn:aws:iam::*:role/app',
    '"arn:aws:iam::*:role/app" must name one account by its 12 digits, without wildcards'
  ],
  [
    'secondary-principals',
    'arn:aws:iam::222222222222:group/app',
    `"arn:aws:iam::222222222222:group/app" is not a role; ${callerForms}`
  ],
  [
    'secondary-principals',
    'arn:aws:iam::333333333333:role/app',
    '"arn:aws:iam::333333333333:role/app" is in 333333333333, which secondary-account-ids does not name'
  ],
  [
    'secondary-principals',
    'arn:aws-us-gov:iam::222222222222:role/app',
    '"arn:aws-us-gov:iam::222222222222:role/app" is in another partition than region us-east-1, whose ARNs begin arn:aws:'
  ],
  [
    'secondary-principals',
    { ...several, 'secondary-principals': 'arn:aws:iam::222222222222:role/app' },
    'names no role in 333333333333; each secondary needs one, or role/NAME for all of them'
  ],
  ['external-id', 'x', `a value of 1 characters ${externalIds}`],
  ['external-id', 'good hidden-$', `a value of 8 characters ${externalIds}`],
  ['external-id', 'a1 b2 c3', 'has 3 values; at most two'],
  ['external-id', 'hidden hidden', 'its two values are the same'],
  ['max-session-duration', '3599', 'must be a whole number from 3600 to 43200; got "3599"'],
  ['max-session-duration', '1h', 'must be a whole number from 3600 to 43200; got "1h"'],
  ['tags', 'team', 'the line "team" is not key=value'],
  ['tags', '=sms', '"" is not a tag’s key: 1 to 128 letters, digits, spaces or any of _.:/+-@'],
  [
    'tags',
    'team=a,b',
    '"a,b" cannot be a tag’s value: at most 256 letters, digits, spaces or any of _.:/+-@='
  ],
  ['tags', 'AWS:x=1', 'the key "AWS:x" begins with aws:, which is reserved'],
  [
    'tags',
    'sms-10dlc:origin=x',
    'the key "sms-10dlc:origin" begins with sms-10dlc:, which is reserved'
  ],
  ['tags', 'team=a\nTeam=b', 'the key "Team" stands there twice (case does not count)'],
  [
    'tags',
    Array.from({ length: 48 }, (_, index) => `t${index}=x`).join('\n'),
    'has 48 tags; at most 47 besides the action’s own three'
  ],
  ['channel', 'sms', 'must be sms-voice, pinpoint or both; got "sms"'],
  ['origination-number', '', 'is required for channel sms-voice'],
  [
    'origination-number',
    { 'origination-number': '', channel: 'both', 'pinpoint-application-id': 'a' },
    'is required for channel both'
  ],
  [
    'origination-number',
    {
      'origination-number': '',
      channel: 'pinpoint',
      'pinpoint-application-id': 'a',
      'smoke-test': 'simulator'
    },
    'is required for smoke-test simulator'
  ],
  [
    'origination-number',
    '(206) 555-0100',
    '"(•••) •••-0100" is neither E.164 (+12065550100) nor a phone-number id (phone-…) nor a phone-number ARN'
  ],
  [
    'origination-number',
    '+447700900123',
    '"+••••••••0123" is no 10DLC number: those are +1 and ten digits'
  ],
  [
    'origination-number',
    numberArn('us-west-2'),
    'its ARN is of Region us-west-2, but region is us-east-1; a number lives in one Region'
  ],
  [
    'origination-number',
    numberArn('us-east-1', '999999999999'),
    'its ARN is of account 999999999999, but primary-account-id is 111111111111'
  ],
  [
    'origination-number',
    numberArn('us-east-1', '111111111111', 'aws-us-gov'),
    'its ARN does not begin arn:aws:, as in us-east-1'
  ],
  [
    'other-number',
    'pool-1',
    '"pool-1" is neither E.164 (+12065550100) nor a phone-number id (phone-…) nor a phone-number ARN'
  ],
  [
    'other-number',
    '+12065550100',
    'is the same number as origination-number; name another, or leave it out'
  ],
  [
    'other-number',
    { 'origination-number': 'phone-1', 'other-number': numberArn('us-east-1') },
    'is the same number as origination-number; name another, or leave it out'
  ],
  [
    'other-number',
    numberArn('us-west-2'),
    'its ARN is of Region us-west-2, but region is us-east-1; a number lives in one Region'
  ],
  [
    'other-number',
    { channel: 'pinpoint', 'pinpoint-application-id': 'a', 'other-number': '+12065550101' },
    'is only for channel sms-voice or both'
  ],
  ['pinpoint-application-id', { channel: 'pinpoint' }, 'is required for channel pinpoint'],
  ['pinpoint-application-id', { channel: 'both' }, 'is required for channel both'],
  ['pinpoint-application-id', 'abc', 'is only for channel pinpoint or both'],
  [
    'pinpoint-application-id',
    { channel: 'both', 'pinpoint-application-id': 'apps/*' },
    'must be an application’s id alone: 1 to 64 letters, digits or -; got "apps/*"'
  ],
  [
    'configuration-set',
    'arn:aws:sms-voice:us-east-1:111111111111:configuration-set/a',
    'must be a configuration set’s name, not its ARN: 1 to 64 letters, digits or any of _-; got "arn:aws:sms-voice:us-east-1:111111111111:configuration-set/a"'
  ],
  [
    'configuration-set',
    { channel: 'pinpoint', 'pinpoint-application-id': 'a', 'configuration-set': 'set' },
    'is only for channel sms-voice or both'
  ],
  [
    'primary-credentials',
    'arn:aws:iam::111111111111:role/deploy',
    '"arn:aws:iam::111111111111:role/deploy" is a bare ARN: write role:ARN (assumed from the ambient identity); oidc:ARN (GitHub’s token) is for a later version'
  ],
  [
    'primary-credentials',
    'profile:ops',
    `this version does not know profile: yet; ${credentialForms}`
  ],
  [
    'primary-credentials',
    'oidc:arn:aws:iam::111111111111:role/deploy',
    `this version does not know oidc: yet; ${credentialForms}`
  ],
  ['primary-credentials', 'none', `none is only for secondary-credentials; ${credentialForms}`],
  ['primary-credentials', 'hidden-key', `is none of the forms it knows; ${credentialForms}`],
  [
    'primary-credentials',
    role('{account}'),
    '{account} is only for secondary-credentials; name the role’s account'
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
    'the ambient identity belongs to one account, so it cannot stand for the primary and a secondary at once; use secondary-credentials: role:ARN, or secondary-credentials: none, or primary-credentials: role:ARN where the ambient identity is the secondary’s'
  ],
  [
    'secondary-credentials',
    'arn:aws:iam::{account}:role/caller',
    '"arn:aws:iam::{account}:role/caller" is a bare ARN: write role:ARN (assumed from the ambient identity); oidc:ARN (GitHub’s token) is for a later version'
  ],
  [
    'secondary-credentials',
    'profile:{account}',
    `this version does not know profile: yet; ${secondaryForms}`
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
    'the ambient identity belongs to one account, but there are 2 secondaries; use role:ARN with {account} in it, or none'
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
    '"arn:aws:iam::555555555555:role/a" is a bare ARN: write role:ARN (assumed from the ambient identity); oidc:ARN (GitHub’s token) is for a later version'
  ],
  ['outsider-credentials', 'ambient ambient', 'names "ambient" twice'],
  [
    'outsider-credentials',
    'role:arn:aws-us-gov:iam::555555555555:role/a',
    '"arn:aws-us-gov:iam::555555555555:role/a" is in another partition than region us-east-1, whose ARNs begin arn:aws:'
  ],
  ['probe-refusals', 'yes', 'must be true or false; got "yes"'],
  ['fail-on-drift', '0', 'must be true or false; got "0"'],
  ['require-proof', 'tRUE', 'must be true or false; got "tRUE"'],
  ['smoke-test', 'true', 'must be off, simulator or send; got "true"'],
  ['smoke-test-destination', { 'smoke-test': 'send' }, 'is required for smoke-test send'],
  [
    'smoke-test-destination',
    { 'smoke-test': 'simulator', 'smoke-test-destination': '+12065550199' },
    'is only for smoke-test send'
  ],
  [
    'smoke-test-destination',
    { 'smoke-test': 'send', 'smoke-test-destination': '+447700900123' },
    '"+••••••••0123" is not a number of the United States: +1 and ten digits'
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
    { 'smoke-test': 'simulator', 'smoke-test-message': 'x'.repeat(1_601) },
    'has 1601 characters; at most 1600'
  ]
]
