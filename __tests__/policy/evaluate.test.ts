import type { Json } from '../../src/policy/document.js'
import type { AccessRequest, ApplicablePolicies, Decision } from '../../src/policy/evaluate.js'
import { decideAlone, evaluate } from '../../src/policy/evaluate.js'
import {
  allows,
  asks,
  assumeBy,
  denies,
  policy,
  PRIMARY,
  ROLE,
  SECONDARY,
  trusts
} from '../support/policy-cases.js'

const may = { identity: [allows('sts:AssumeRole', ROLE)] }
const cannot = { identity: [] }
const silent = allows('s3:*')
const open = allows('*')
const implicit = (by: Decision['by']) => ({ outcome: 'ImplicitlyDenied', by })
const explicit = (by: Decision['by']) => ({ outcome: 'ExplicitlyDenied', by })
const allowed = { outcome: 'Allowed' }

type Row = readonly [string, AccessRequest, ApplicablePolicies, object]

function decideEach(rows: readonly Row[]) {
  test.each(rows)('%s', (_name, request, policies, decision) => {
    expect(evaluate(request, policies)).toMatchObject(decision)
  })
}

const session = `arn:aws:sts::${SECONDARY}:assumed-role/Notifier/job`
const alice = `arn:aws:iam::${SECONDARY}:user/Alice`

describe('a caller of another account needs both sides', () => {
  const root = `arn:aws:iam::${SECONDARY}:root`
  decideEach([
    ['account and identity', assumeBy({}), { resource: trusts(root), ...may }, allowed],
    ['account alone', assumeBy({}), { resource: trusts(root), ...cannot }, implicit('identity')],
    [
      'identity alone',
      assumeBy({}),
      { resource: trusts('333333333333'), ...may },
      implicit('resource')
    ],
    ['no trust policy at all', assumeBy({}), may, implicit('resource')],
    [
      'role ARN alone',
      assumeBy({}),
      { resource: trusts(`arn:aws:iam::${SECONDARY}:role/Notifier`), ...cannot },
      implicit('identity')
    ],
    [
      'session ARN alone',
      assumeBy({}),
      { resource: trusts(session), ...cannot },
      implicit('identity')
    ],
    ['everyone alone', assumeBy({}), { resource: trusts('*'), ...cannot }, implicit('identity')],
    ['everyone and identity', assumeBy({}), { resource: trusts('*'), ...may }, allowed],
    ['user and identity', asks(alice), { resource: trusts(alice), ...may }, allowed],
    [
      'user of another case',
      asks(alice),
      { resource: trusts(alice.toLowerCase()), ...may },
      implicit('resource')
    ],
    [
      'another session',
      assumeBy({ session: 'other' }),
      { resource: trusts(session), ...may },
      implicit('resource')
    ],
    [
      'boundary silent',
      assumeBy({}),
      { resource: trusts(root), ...may, boundary: silent },
      implicit('boundary')
    ],
    [
      'session policy silent',
      assumeBy({}),
      { resource: trusts(root), ...may, session: silent },
      implicit('session')
    ],
    [
      'another role in the identity policy',
      assumeBy({}),
      { resource: trusts(root), identity: [allows('sts:AssumeRole', `${ROLE}2`)] },
      implicit('identity')
    ],
    [
      'the account’s root user',
      asks(root),
      { resource: trusts(root), ...may },
      implicit('identity')
    ],
    [
      'an orphaned id',
      assumeBy({}, { 'aws:userid': 'AROAEXAMPLE1:job' }),
      { resource: trusts('AROAEXAMPLE1'), ...may },
      implicit('resource')
    ],
    [
      'a path left out',
      assumeBy({ role: 'app/Notifier' }),
      { resource: trusts(`arn:aws:iam::${SECONDARY}:role/Notifier`), ...may },
      implicit('resource')
    ],
    [
      'a path',
      assumeBy({ role: 'app/Notifier' }),
      { resource: trusts(`arn:aws:iam::${SECONDARY}:role/app/Notifier`), ...may },
      allowed
    ]
  ])
})

describe('a caller of the role’s own account', () => {
  const own = assumeBy({ account: PRIMARY, role: 'Batch' })
  const roleArn = `arn:aws:iam::${PRIMARY}:role/Batch`
  const sessionArn = `arn:aws:sts::${PRIMARY}:assumed-role/Batch/job`
  const bob = `arn:aws:iam::${PRIMARY}:user/Bob`
  decideEach([
    ['account grant and identity', own, { resource: trusts(PRIMARY), ...may }, allowed],
    ['account grant alone', own, { resource: trusts(PRIMARY), ...cannot }, implicit('identity')],
    [
      'account grant, boundary silent',
      own,
      { resource: trusts(PRIMARY), ...may, boundary: silent },
      implicit('boundary')
    ],
    [
      'account grant, session policy silent',
      own,
      { resource: trusts(PRIMARY), ...may, session: silent },
      implicit('session')
    ],
    ['role grant alone', own, { resource: trusts(roleArn), ...cannot }, allowed],
    [
      'role grant, boundary silent',
      own,
      { resource: trusts(roleArn), ...may, boundary: silent },
      implicit('boundary')
    ],
    [
      'role grant, session policy silent',
      own,
      { resource: trusts(roleArn), ...may, session: silent },
      implicit('session')
    ],
    [
      'session grant past boundary and session policy',
      own,
      { resource: trusts(sessionArn), ...cannot, boundary: silent, session: silent },
      allowed
    ],
    [
      'everyone past boundary and session policy',
      own,
      { resource: trusts('*'), ...cannot, boundary: silent, session: silent },
      allowed
    ],
    ['user grant alone', asks(bob), { resource: trusts(bob), ...cannot }, allowed],
    [
      'user grant, boundary silent',
      asks(bob),
      { resource: trusts(bob), ...may, boundary: silent },
      implicit('boundary')
    ],
    [
      'the role itself, not listed',
      assumeBy({ account: PRIMARY, role: 'Sender' }),
      { resource: trusts(SECONDARY), ...may },
      implicit('resource')
    ],
    [
      'a Deny in the identity policy',
      own,
      { resource: trusts(sessionArn), identity: [denies('sts:*')] },
      explicit('identity')
    ],
    [
      'the most direct of several grants',
      own,
      { resource: trusts([PRIMARY, roleArn]), ...cannot },
      allowed
    ]
  ])
})

describe('an explicit Deny wins wherever it stands', () => {
  const deny = denies('sts:AssumeRole')
  const resource = trusts(SECONDARY)
  const trustDeny = policy(
    { Effect: 'Allow', Principal: { AWS: SECONDARY }, Action: 'sts:*' },
    { Effect: 'Deny', Principal: { AWS: SECONDARY }, Action: 'sts:AssumeRole' }
  )
  const rcp = policy({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' })
  decideEach([
    ['trust', assumeBy({}), { resource: trustDeny, ...may }, explicit('resource')],
    ['identity', assumeBy({}), { resource, identity: [open, deny] }, explicit('identity')],
    ['boundary', assumeBy({}), { resource, ...may, boundary: deny }, explicit('boundary')],
    ['session', assumeBy({}), { resource, ...may, session: deny }, explicit('session')],
    [
      'service control policy',
      assumeBy({}),
      { resource, ...may, scps: [[open], [open, deny]] },
      explicit('scp')
    ],
    [
      'resource control policy',
      assumeBy({}),
      { resource, ...may, rcps: [[], [rcp]] },
      explicit('rcp')
    ],
    [
      'before a missing Allow',
      assumeBy({}),
      { resource: trusts('333333333333'), identity: [deny] },
      explicit('identity')
    ]
  ])
})

describe('organization policies', () => {
  const resource = trusts(SECONDARY)
  const rcp = policy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' })
  const send: AccessRequest = {
    ...assumeBy({ account: PRIMARY, role: 'Sender' }),
    actions: ['sms-voice:SendTextMessage'],
    resources: [`arn:aws:sms-voice:us-east-1:${PRIMARY}:phone-number/phone-1`]
  }
  decideEach([
    [
      'an Allow on every level',
      assumeBy({}),
      { resource, ...may, scps: [[open], [silent, open]] },
      allowed
    ],
    [
      'no Allow on one level',
      assumeBy({}),
      { resource, ...may, scps: [[open], [silent]] },
      implicit('scp')
    ],
    [
      'a level without policies',
      assumeBy({}),
      { resource, ...may, scps: [[open], []] },
      implicit('scp')
    ],
    ['no levels: the management account', assumeBy({}), { resource, ...may, scps: [] }, allowed],
    [
      'a resource control policy does not reach a service without support',
      send,
      { identity: [open], rcps: [[rcp]] },
      allowed
    ],
    [
      'a resource control policy needs no Allow',
      assumeBy({}),
      { resource, ...may, rcps: [[]] },
      allowed
    ]
  ])
})

describe('federated and service callers', () => {
  const provider = `arn:aws:iam::${PRIMARY}:oidc-provider/token.actions.githubusercontent.com`
  const web = asks({ type: 'Federated', value: provider }, {}, 'sts:AssumeRoleWithWebIdentity')
  const ec2 = asks({ type: 'Service', value: 'ec2.amazonaws.com' })
  const trust = (Principal: Json, Action: Json) => policy({ Effect: 'Allow', Principal, Action })
  const action = 'sts:AssumeRoleWithWebIdentity'
  decideEach([
    ['the provider', web, { resource: trust({ Federated: provider }, action), ...cannot }, allowed],
    [
      'no service control policy in the way',
      web,
      { resource: trust({ Federated: provider }, action), ...cannot, scps: [[silent]] },
      allowed
    ],
    [
      'another provider',
      web,
      { resource: trust({ Federated: `${provider}2` }, action), ...cannot },
      implicit('resource')
    ],
    [
      'another action',
      web,
      { resource: trust({ Federated: provider }, 'sts:AssumeRole'), ...cannot },
      implicit('resource')
    ],
    ['everyone', web, { resource: trust('*', action), ...cannot }, allowed],
    [
      'every AWS principal',
      web,
      { resource: trust({ AWS: '*' }, action), ...cannot },
      implicit('resource')
    ],
    [
      'the account of the provider',
      web,
      { resource: trust({ AWS: PRIMARY }, 'sts:*'), ...cannot },
      implicit('resource')
    ],
    [
      'the service',
      ec2,
      { resource: trust({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole'), ...cannot },
      allowed
    ],
    [
      'another service',
      ec2,
      { resource: trust({ Service: ['ecs.amazonaws.com'] }, 'sts:AssumeRole'), ...cannot },
      implicit('resource')
    ],
    [
      'a service is no provider',
      ec2,
      { resource: trust({ Federated: 'ec2.amazonaws.com' }, 'sts:AssumeRole'), ...cannot },
      implicit('resource')
    ]
  ])
})

describe('what the role itself may do', () => {
  const number = `arn:aws:sms-voice:us-east-1:${PRIMARY}:phone-number/phone-1`
  const send = (resources = [number], actions = ['sms-voice:SendTextMessage']): AccessRequest => ({
    ...assumeBy({ account: PRIMARY, role: 'Sender' }),
    actions,
    resources
  })
  const only = (resource: Json, action: Json = 'sms-voice:SendTextMessage') => ({
    identity: [allows(action, resource)]
  })
  const other = number.replace('phone-1', 'phone-2')
  decideEach([
    ['its number', send(), only(number), allowed],
    ['another number', send([other]), only(number), implicit('identity')],
    [
      'both numbers, one granted',
      send([number, other]),
      only(number),
      { ...implicit('identity'), resource: other }
    ],
    [
      'two actions, one granted',
      send([number], ['sms-voice:SendTextMessage', 'sms-voice:SendMediaMessage']),
      only(number),
      { action: 'sms-voice:SendMediaMessage' }
    ],
    ['an action in another case', send(), only(number, 'SMS-VOICE:sendtextmessage'), allowed],
    ['an action by ?', send(), only(number, 'sms-voice:Send????Message'), allowed],
    ['an action by *', send(), only(number, 'sms-voice:Send*'), allowed],
    [
      'a resource in another case',
      send(),
      only(number.replace('phone-1', 'Phone-1')),
      implicit('identity')
    ],
    [
      'a resource by *',
      send(),
      only(number.replace('1:1', '*:1').replace('phone-1', 'phone-?')),
      allowed
    ],
    [
      'a * that would span a colon',
      send(),
      only(`arn:aws:sms-voice:*:phone-number/phone-1`),
      implicit('identity')
    ],
    ['a * that spans a slash', send(), only(`arn:aws:sms-voice:us-east-1:${PRIMARY}:*`), allowed],
    ['an ARN that ends early', send(), only('arn:aws:sms-voice'), allowed],
    ['no particular resource', send(['*']), only(number), implicit('identity')],
    ['no resource named', send([]), only('*'), allowed],
    ['no action named', send([number], []), only('*', 'sms-voice:*'), implicit('identity')],
    [
      'NotAction',
      send(),
      { identity: [policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })] },
      allowed
    ],
    [
      'NotResource',
      send(),
      { identity: [policy({ Effect: 'Allow', Action: '*', NotResource: number })] },
      implicit('identity')
    ],
    ['boundary and identity', send(), { ...only('*'), boundary: silent }, implicit('boundary')],
    ['session and identity', send(), { ...only('*'), session: silent }, implicit('session')],
    ['a boundary grants nothing', send(), { ...cannot, boundary: open }, implicit('identity')],
    [
      'who it is, whatever denies',
      send(['*'], ['STS:GetCallerIdentity']),
      { identity: [denies('*')] },
      allowed
    ],
    [
      'an explicit Deny told before an implicit one',
      send([other, number]),
      { identity: [policy({ Effect: 'Deny', Action: '*', Resource: number })] },
      { ...explicit('identity'), resource: number }
    ],
    [
      'the resource’s policy alone, in one account',
      send(),
      {
        ...cannot,
        resource: policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' })
      },
      allowed
    ],
    [
      'the identity policy alone beside a resource policy',
      send(),
      {
        ...only(number),
        resource: policy({
          Effect: 'Allow',
          Principal: { AWS: SECONDARY },
          Action: '*',
          Resource: '*'
        })
      },
      allowed
    ],
    [
      'another account’s resource without a policy',
      { ...send(), resourceAccount: SECONDARY },
      only('*'),
      implicit('resource')
    ]
  ])
})

describe('documents that IAM would not have stored', () => {
  const bad = policy({ Effect: 'allow', Action: '*', Resource: '*' })
  decideEach([
    [
      'trust',
      assumeBy({}),
      { resource: trusts('arn:aws:iam::222222222222:role/*'), ...may },
      { outcome: 'InvalidPolicy', by: 'resource' }
    ],
    ['identity', assumeBy({}), { identity: [bad] }, { outcome: 'InvalidPolicy', by: 'identity' }],
    [
      'boundary',
      assumeBy({}),
      { ...may, boundary: bad },
      { outcome: 'InvalidPolicy', by: 'boundary' }
    ],
    [
      'session',
      assumeBy({}),
      { ...may, session: bad },
      { outcome: 'InvalidPolicy', by: 'session' }
    ],
    [
      'scp',
      assumeBy({}),
      { ...may, scps: [[open], [bad]] },
      { outcome: 'InvalidPolicy', by: 'scp' }
    ],
    ['rcp', assumeBy({}), { ...may, rcps: [[open]] }, { outcome: 'InvalidPolicy', by: 'rcp' }]
  ])
})

describe('decideAlone', () => {
  test.each([
    ['an Allow', trusts(SECONDARY), 'Allowed'],
    ['no Allow for the caller', trusts('333333333333'), 'ImplicitlyDenied'],
    ['an identity policy, whoever asks', allows('sts:*', ROLE), 'Allowed'],
    [
      'a Deny',
      policy(
        ...[trusts(SECONDARY), denies('*')].map(({ Statement }) => [Statement].flat(2)[0] ?? '')
      ),
      'ExplicitlyDenied'
    ],
    [
      'all but the caller',
      policy({ Effect: 'Allow', NotPrincipal: { AWS: SECONDARY }, Action: '*' }),
      'ImplicitlyDenied'
    ],
    [
      'all but another',
      policy({ Effect: 'Allow', NotPrincipal: { AWS: '333333333333' }, Action: '*' }),
      'Allowed'
    ],
    ['an unknown element', trusts(SECONDARY, { condition: {} }), 'ImplicitlyDenied'],
    ['nothing', {}, 'ImplicitlyDenied']
  ])('%s', (_name, document, outcome) => {
    expect(decideAlone(document, assumeBy({}))).toBe(outcome)
  })
})
