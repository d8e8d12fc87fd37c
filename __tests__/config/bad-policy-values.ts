import type { BadValue } from './bad-value.js'

const primary = '111111111111'
const elsewhere = 'arn:aws:iam::333333333333:policy/sms/extra'
const ofGovernment = 'arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess'
const noName =
  'is neither a policy’s name (1 to 128 letters, digits or any of _+=,.@-) nor a managed policy’s ARN'

/** Bad values of the inputs in policy-inputs.ts. */
export const badPolicyValues: readonly BadValue[] = [
  [
    'permissions-boundary',
    'boundary',
    '"boundary" is not a managed policy’s ARN (arn:aws:iam::ACCOUNT:policy/NAME)'
  ],
  [
    'permissions-boundary',
    `arn:aws:iam::${primary}:role/boundary`,
    `"arn:aws:iam::${primary}:role/boundary" is not a managed policy’s ARN (arn:aws:iam::ACCOUNT:policy/NAME)`
  ],
  ...(['permissions-boundary', 'keep-policies', 'remove-policies'] as const).flatMap(
    (name): readonly BadValue[] => [
      [
        name,
        elsewhere,
        `"${elsewhere}" is of account 333333333333; only policies of ${primary} and of AWS can be on the role`
      ],
      [
        name,
        ofGovernment,
        `"${ofGovernment}" is in another partition than region us-east-1, whose ARNs begin arn:aws:`
      ]
    ]
  ),
  [
    'keep-policies',
    'metrics, logs',
    '"metrics," holds a comma, which may stand in a name; separate by white space'
  ],
  ...(['keep-policies', 'remove-policies'] as const).flatMap((name): readonly BadValue[] => [
    [name, 'sms-10dlc-send', '"sms-10dlc-send" is the policy that this action writes itself'],
    [name, 'a:b', `"a:b" ${noName}`],
    [name, 'one two one', 'names "one" twice']
  ]),
  [
    'remove-policies',
    { 'keep-policies': 'a b', 'remove-policies': 'b' },
    '"b" is kept by keep-policies'
  ],
  [
    'remove-policies',
    {
      'keep-policies': 'arn:aws:iam::aws:policy/job/AWSDenyAll',
      'remove-policies': 'AWSDenyAll'
    },
    '"AWSDenyAll" is kept by keep-policies'
  ]
]
