import type { RoleArn } from '../../src/domain/aws-ids.js'
import { callerPolicy } from '../../src/domain/role/caller-policy.js'
import type { DocumentKind } from '../../src/policy/document/validate.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'

/** A policy that somebody has to write before the action can run. */
export interface NeededPolicy {
  /** `identity`: for the identity’s own policies; `trust`: for the role’s trust policy. */
  readonly kind: Extract<DocumentKind, 'identity' | 'trust'>
  readonly document: PolicyDocument
}

const primary = '111111111111'
const secondary = '222222222222'
const senderRole = `arn:aws:iam::${primary}:role/sms-10dlc-sender`
const callerRole = `arn:aws:iam::${secondary}:role/sms-10dlc-caller`
const application = `arn:aws:mobiletargeting:us-east-1:${primary}:apps/APPLICATION_ID`

const managedPolicies = [`arn:aws:iam::${primary}:policy/*`, 'arn:aws:iam::aws:policy/*']

const reads = [
  allow('ReadSenderRole', senderRole, [
    'iam:GetRole',
    'iam:GetRolePolicy',
    'iam:ListAttachedRolePolicies',
    'iam:ListRolePolicies',
    'iam:SimulatePrincipalPolicy'
  ]),
  allow('ReadManagedPolicies', managedPolicies, ['iam:GetPolicy', 'iam:GetPolicyVersion']),
  allow('ReadQuotasAndNumbers', '*', ['iam:GetAccountSummary', 'sms-voice:DescribePhoneNumbers']),
  allow('Preflight', '*', [
    'sms-voice:DescribeAccountAttributes',
    'sms-voice:DescribeRegistrations',
    'sms-voice:DescribeRegistrationVersions',
    'sms-voice:DescribeSpendLimits',
    'sms-voice:GetResourcePolicy'
  ]),
  allow('ReadApplication', application, 'mobiletargeting:GetApp'),
  allow('ReadSmsChannel', `${application}/channels/sms`, 'mobiletargeting:GetSmsChannel')
]

const writes = [
  allow('WriteSenderRole', senderRole, [
    'iam:CreateRole',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
    'iam:PutRolePermissionsBoundary',
    'iam:PutRolePolicy',
    'iam:TagRole',
    'iam:UpdateAssumeRolePolicy',
    'iam:UpdateRole'
  ]),
  allow('RollBack', senderRole, [
    'iam:DeleteRole',
    'iam:DeleteRolePermissionsBoundary',
    'iam:UntagRole'
  ])
]

const teardown = [
  allow('DestroySenderRole', senderRole, [
    'iam:DeleteRole',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
    'iam:GetRole',
    'iam:GetRolePolicy',
    'iam:ListAttachedRolePolicies',
    'iam:ListInstanceProfilesForRole',
    'iam:ListRolePolicies',
    'iam:PutRolePolicy',
    'iam:UntagRole',
    'iam:UpdateAssumeRolePolicy'
  ])
]

/** The least that each identity needs, with example ids; the README shows these documents. */
export const neededPolicies = {
  'primary-check': { kind: 'identity', document: policy(reads) },
  'primary-apply': { kind: 'identity', document: policy([...reads, ...writes]) },
  'primary-destroy': { kind: 'identity', document: policy(teardown) },
  'ambient-to-callers': {
    kind: 'identity',
    document: policy([allow('BecomeCallers', callerRole, 'sts:AssumeRole')])
  },
  'caller-trust': {
    kind: 'trust',
    document: policy([
      {
        Sid: 'LetDeployRoleIn',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${primary}:role/deploy` },
        Action: 'sts:AssumeRole'
      }
    ])
  },
  'secondary-caller': {
    kind: 'identity',
    document: callerPolicy(senderRole as RoleArn, ['sts:AssumeRole'])
  },
  'secondary-reconcile': {
    kind: 'identity',
    document: policy([
      allow('LookAfterCallerRole', callerRole, [
        'iam:DeleteRolePolicy',
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListRolePolicies',
        'iam:PutRolePolicy'
      ])
    ])
  },
  'secondary-diagnosis': {
    kind: 'identity',
    document: policy([
      allow('ShowOwnSide', callerRole, ['iam:GetRole', 'iam:SimulatePrincipalPolicy'])
    ])
  },
  outsider: {
    kind: 'identity',
    document: policy([
      allow('KnockAtSender', senderRole, 'sts:AssumeRole'),
      allow(
        'ShowOwnPermission',
        'arn:aws:iam::444444444444:role/sms-10dlc-outsider',
        'iam:SimulatePrincipalPolicy'
      )
    ])
  }
} as const satisfies Readonly<Record<string, NeededPolicy>>

function policy(statements: readonly PolicyDocument[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements }
}

type OneOrMore = string | readonly string[]

function allow(sid: string, resource: OneOrMore, action: OneOrMore): PolicyDocument {
  return { Sid: sid, Effect: 'Allow', Action: action, Resource: resource }
}
