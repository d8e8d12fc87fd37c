import type { PolicyDocument } from '../../../../policy/document/document.js'
import { History } from '../../history.js'
import type { AwsState, StoredPolicy } from '../../state/state.js'

interface AwsPolicy {
  readonly id: string
  readonly name: string
  readonly description: string
  /** The version in effect; the earlier ones are not kept here. */
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly statements: readonly PolicyDocument[]
}

/**
 * A few of AWS's own policies, word for word as of 2026-11.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const policies: readonly AwsPolicy[] = [
  {
    id: 'ANPAIWMBCKSKIEE64ZLYK',
    name: 'AdministratorAccess',
    description: 'Provides full access to AWS services and resources.',
    version: 1,
    createdAt: '2015-02-06T18:39:46Z',
    updatedAt: '2015-02-06T18:39:46Z',
    statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }]
  },
  {
    id: 'ANPAJYRXTHIB4FOVS3ZXS',
    name: 'PowerUserAccess',
    description:
      'Provides full access to AWS services and resources, but does not allow management of Users and groups.',
    version: 12,
    createdAt: '2015-02-06T18:39:47Z',
    updatedAt: '2026-02-12T17:59:14Z',
    statements: [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: [
          'account:GetAccountInformation',
          'account:GetGovCloudAccountInformation',
          'account:GetPrimaryEmail',
          'account:ListRegions',
          'iam:CreateServiceLinkedRole',
          'iam:DeleteServiceLinkedRole',
          'iam:ListRoles',
          'organizations:DescribeEffectivePolicy',
          'organizations:DescribeOrganization'
        ],
        Resource: '*'
      }
    ]
  },
  {
    id: 'ANPAJKSO7NDY4T57MWDSQ',
    name: 'IAMReadOnlyAccess',
    description: 'Provides read only access to IAM via the AWS Management Console.',
    version: 4,
    createdAt: '2015-02-06T18:40:39Z',
    updatedAt: '2018-01-25T19:11:27Z',
    statements: [
      {
        Effect: 'Allow',
        Action: [
          'iam:GenerateCredentialReport',
          'iam:GenerateServiceLastAccessedDetails',
          'iam:Get*',
          'iam:List*',
          'iam:SimulateCustomPolicy',
          'iam:SimulatePrincipalPolicy'
        ],
        Resource: '*'
      }
    ]
  },
  {
    id: 'ANPAZKAPJZG4P43IUQ5E5',
    name: 'AWSDenyAll',
    description: 'Deny all access.',
    version: 2,
    createdAt: '2019-05-01T22:36:14Z',
    updatedAt: '2023-12-18T16:42:05Z',
    statements: [{ Sid: 'DenyAll', Effect: 'Deny', Action: ['*'], Resource: '*' }]
  }
]

/** AWS's own managed policies of a partition, by ARN; nobody can change them. */
export function awsManagedPolicies(
  partition: AwsState['partition']
): ReadonlyMap<string, StoredPolicy> {
  return new Map(
    policies
      .map((policy) => storedPolicy(policy, `arn:${partition}:iam::aws:policy/${policy.name}`))
      .map((policy) => [policy.arn, policy])
  )
}

function storedPolicy(policy: AwsPolicy, arn: string): StoredPolicy {
  const { id, name, description, version, statements } = policy
  const createdAt = Date.parse(policy.createdAt)
  const changedAt = Date.parse(policy.updatedAt)
  const defaultId = `v${version}`
  const document = { Version: '2012-10-17', Statement: statements }
  const all = [{ id: defaultId, document, createdAt: changedAt }]
  return {
    name,
    path: '/',
    id,
    arn,
    createdAt,
    description,
    versions: new History({ all, defaultId, next: version + 1, changedAt }),
    tags: new History(new Map())
  }
}
