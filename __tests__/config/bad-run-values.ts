import type { BadValue } from './bad-value.js'

const durations = 'must be a duration such as 500ms, 90s, 2m or 1h'

/** Bad values of the inputs in run-inputs.ts. */
export const badRunValues: readonly BadValue[] = [
  ['mode', 'Apply', 'must be check, apply, prove or destroy; got "Apply"'],
  [
    'mode',
    'rehearse',
    'this version does not know the mode rehearse yet; use check, apply, prove or destroy'
  ],
  [
    'mode',
    'report',
    'this version does not know the mode report yet; use check, apply, prove or destroy'
  ],
  ['primary-account-id', '', 'is required: 12 digits, or role-arn in mode prove'],
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
  ['rollback', 'no', 'must be true or false; got "no"'],
  ['max-removals', '-1', 'must be a whole number from 0 to 1000; got "-1"'],
  ['max-removals', '1001', 'must be a whole number from 0 to 1000; got "1001"'],
  ['max-removals', '1e2', 'must be a whole number from 0 to 1000; got "1e2"'],
  [
    'expect-plan',
    { mode: 'apply', 'expect-plan': 'AB' },
    'must be a plan-digest: 64 digits of 0-9a-f; got "AB"'
  ],
  ['expect-plan', { 'expect-plan': 'a'.repeat(64) }, 'is only for mode apply or destroy'],
  [
    'confirm-destroy',
    { mode: 'destroy' },
    "is required for mode destroy: the role's name, sms-10dlc-sender"
  ],
  ['confirm-destroy', { 'confirm-destroy': 'sms-10dlc-sender' }, 'is only for mode destroy'],
  [
    'confirm-destroy',
    { mode: 'apply', 'confirm-destroy': 'sms-10dlc-sender' },
    'is only for mode destroy'
  ],
  [
    'confirm-destroy',
    { mode: 'destroy', 'confirm-destroy': 'SMS-10dlc-sender' },
    'names the role SMS-10dlc-sender, but role-name is sms-10dlc-sender; write the name of the role to be destroyed in both'
  ],
  [
    'confirm-destroy',
    { mode: 'destroy', 'confirm-destroy': 'yes please' },
    '"yes please" is not a role name: 1 to 64 letters, digits or any of _+=,.@-'
  ],
  [
    'revoke-sessions',
    { mode: 'apply', 'revoke-sessions': 'yes' },
    'must be true or false; got "yes"'
  ],
  ['revoke-sessions', { 'revoke-sessions': 'true' }, 'is only for mode apply'],
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
  ['timeout', '361m', `${durations}, above 0 and at most 6h; got "361m"`]
]
