import type { BadValue } from './bad-value.js'

const several = { 'secondary-account-ids': '222222222222 333333333333' }
const numberArn = (region: string, account = '111111111111', partition = 'aws') =>
  `arn:${partition}:sms-voice:${region}:${account}:phone-number/phone-1`
const callerForms =
  'use role/NAME (in every secondary) or arn:aws:iam::ACCOUNT:role/NAME; NAME may hold * and ?'
const externalIds = 'is not an external id: 2 to 1,224 letters, digits or any of _+=,.@:/-'

/** Bad values of the inputs in role-inputs.ts. */
export const badRoleValues: readonly BadValue[] = [
  ['adopt', 'yes', 'must be true or false; got "yes"'],
  [
    'adopt',
    { adopt: 'true', mode: 'destroy', 'confirm-destroy': 'sms-10dlc-sender' },
    'is only for mode check or apply'
  ],
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
  [
    'caller-role',
    'team/caller',
    '"team/caller" is not a role name: 1 to 64 letters, digits or any of _+=,.@-'
  ],
  [
    'caller-role',
    { 'caller-role': 'caller', 'secondary-credentials': 'none' },
    'needs an identity in each secondary, but secondary-credentials is none'
  ],
  [
    'caller-role',
    { mode: 'prove', 'caller-role': 'caller' },
    'is not for mode prove, which neither reads nor writes any policy'
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
  ...[
    'role/app,',
    'role/app,role/other',
    ',role/app',
    'role/app,arn:aws:iam::222222222222:role/b'
  ].map((word): BadValue => [
    'secondary-principals',
    word,
    `"${word}" holds a comma, which may stand in a name; separate by white space`
  ]),
  [
    'external-id',
    'hidden-1, hidden-2',
    'its first value ends with a comma, which may stand in a value; separate the two by white space alone'
  ],
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
    '"(•••) •••-0100" is neither E.164 (+ and digits) nor a phone-number id (phone-…) nor a phone-number ARN'
  ],
  [
    'origination-number',
    '+447700900123',
    '"+••••••••0123" is no valid E.164 number of +1, so it is no 10DLC number'
  ],
  [
    'origination-number',
    '+16045550123',
    '"+•••••••0123" is a number of CA, so it is no 10DLC number'
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
    '"pool-1" is neither E.164 (+ and digits) nor a phone-number id (phone-…) nor a phone-number ARN'
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
  ]
]
