import fc from 'fast-check'
import type { RoleName } from '../../../src/domain/aws-ids.js'
import {
  compareCaller,
  judgeCallerPolicy,
  planCaller,
  planCallerRemoval,
  policyAfter
} from '../../../src/domain/plan/caller-change.js'
import {
  callerPolicyFor,
  callerPolicyName,
  isOurCallerPolicy,
  mayDeny
} from '../../../src/domain/role/caller-policy.js'
import { trustDocument } from '../../../src/domain/trust/trust-document.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { accessesOf } from '../../../src/policy/compare/equivalence.js'
import { evaluate } from '../../../src/policy/evaluate/evaluate.js'
import { validatePolicy } from '../../../src/policy/document/validate.js'
import { policyOf } from '../../support/by-hand.js'
import { anyRequest } from '../../support/request-arbitraries.js'
import { callerRole, secondary, senderRequest } from '../../support/requests.js'

const place = { account: secondary, role: 'sms-10dlc-caller' as RoleName, name: 'ours' }
const ours = callerPolicyFor(senderRequest())

describe('what callers need', () => {
  test.each([
    ['no more than to assume the role', {}, ['sts:assumerole']],
    [
      'the trust allows session tags',
      { sessionTagKeys: ['team'] },
      ['sts:assumerole', 'sts:tagsession']
    ],
    [
      'this action sends tags',
      { sessionTags: { GitHub: 'Actions' } },
      ['sts:assumerole', 'sts:tagsession']
    ],
    [
      'the trust allows source identities',
      { sourceIdentity: 'allowed' },
      ['sts:assumerole', 'sts:setsourceidentity']
    ]
  ] as const)('where %s', (_name, intent, actions) => {
    const request = senderRequest(intent)
    const accesses = accessesOf(callerPolicyFor(request))
    expect(accesses.map(({ action }) => action).sort()).toEqual([...actions].sort())
    for (const access of accesses) {
      expect(access).toMatchObject({ effect: 'Allow', resource: request.role.arn, condition: {} })
    }
  })

  test('is a policy that IAM takes and that is told as ours, whatever is configured', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const policy = callerPolicyFor(request)
        expect(validatePolicy(policy, 'identity')).toEqual([])
        expect(isOurCallerPolicy(policy)).toBe(true)
        expect(mayDeny(policy)).toBe(false)
        expect(callerPolicyName(request)).toMatch(/^[\w+=,.@-]{1,128}$/)
      })
    )
  })

  test('lets a caller in together with the trust, and not without it', () => {
    const request = senderRequest()
    const trust = trustDocument(request, 4_096) as PolicyDocument
    const decide = (identity: readonly PolicyDocument[]) =>
      evaluate(
        {
          principal: `arn:aws:sts::${secondary}:assumed-role/sms-10dlc-caller/run`,
          actions: ['sts:AssumeRole'],
          resources: [request.role.arn],
          resourceAccount: request.primary,
          context: {
            'aws:PrincipalArn': callerRole(secondary),
            'sts:ExternalId': request.externalIds[0] ?? ''
          }
        },
        { resource: trust, identity }
      ).outcome
    expect(decide([ours])).toBe('Allowed')
    expect(decide([])).not.toBe('Allowed')
  })
})

const statement = (extra: PolicyDocument): PolicyDocument => ({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: '*',
  ...extra
})
const withStatement = (extra: PolicyDocument): PolicyDocument => ({
  ...ours,
  Statement: [...(ours['Statement'] as readonly PolicyDocument[]), statement(extra)]
})

test.each<[string, PolicyDocument, boolean]>([
  ['ours', ours, true],
  ['one of ours that somebody widened', withStatement({ Sid: 'Sms10dlcCrossAccountMore' }), true],
  ['a lone statement of ours', { Statement: statement({ Sid: 'Sms10dlcCrossAccountX' }) }, true],
  ['one with a statement without a Sid', withStatement({}), false],
  ['one with somebody’s statement', withStatement({ Sid: 'Logs' }), false],
  ['one whose Sid only holds our name', withStatement({ Sid: 'NoSms10dlcCrossAccount' }), false],
  ['one whose Sid is spelt otherwise', withStatement({ Sid: 'sms10dlcCrossAccountX' }), false],
  ['one whose Sid is in small letters', withStatement({ sid: 'Sms10dlcCrossAccountX' }), false],
  ['one whose statement is a text', { ...ours, Statement: ['Sms10dlcCrossAccountX'] }, false],
  ['one without any statement', { Version: '2012-10-17', Statement: [] }, false],
  ['nothing at all', {}, false]
])('whose a policy is: %s', (_name, policy, expected) => {
  expect(isOurCallerPolicy(policy)).toBe(expected)
})

test.each<[string, PolicyDocument, boolean]>([
  ['allows', policyOf('Allow', 's3:*'), false],
  ['denies', policyOf('Deny', 's3:*'), true],
  ['denies beside what it allows', withStatement({ Effect: 'Deny' }), true],
  ['says what IAM does not know', withStatement({ Effect: 'deny' }), true]
])('a policy that %s', (_name, policy, expected) => {
  expect(mayDeny(policy)).toBe(expected)
})

test.each<[string, PolicyDocument | undefined, readonly string[]]>([
  ['missing', undefined, ['put-caller-policy']],
  ['as it should be', ours, []],
  ['the same in another order', JSON.parse(JSON.stringify(ours)) as PolicyDocument, []],
  [
    'narrower',
    { ...ours, Statement: [statement({ Sid: 'Sms10dlcCrossAccountAssumeRole' })] },
    ['put-caller-policy']
  ],
  ['the same in another form', { ...ours, Version: '2008-10-17' }, ['put-caller-policy']]
])('what is planned where the policy is %s', (_name, observed, kinds) => {
  const plan = planCaller(place, ours, observed)
  expect(plan.map(({ kind }) => kind)).toEqual(kinds)
  expect(plan.map(policyAfter)).toEqual(plan.map(() => ours))
  // Carried out, there is nothing left to do, in either direction.
  expect(planCaller(place, ours, plan[0] ? policyAfter(plan[0]) : observed)).toEqual([])
  const removal = planCallerRemoval(place, observed)
  expect(removal.map(({ kind }) => kind)).toEqual(observed ? ['delete-caller-policy'] : [])
  expect(removal.flatMap((one) => planCallerRemoval(place, policyAfter(one)))).toEqual([])
})

test.each<[string, PolicyDocument | undefined, object | undefined]>([
  [
    'missing',
    undefined,
    {
      direction: 'narrower',
      cosmetic: false,
      gained: [],
      details: ['the inline policy ours of the role sms-10dlc-caller is missing'],
      lost: [{ action: 'sts:assumerole' }]
    }
  ],
  ['as it should be', ours, undefined],
  [
    'wider',
    withStatement({ Sid: 'Sms10dlcCrossAccountMore' }),
    { direction: 'broader', cosmetic: false, gained: [{ action: 's3:getobject' }], lost: [] }
  ],
  [
    'the same in another form',
    { ...ours, Version: '2008-10-17' },
    { direction: 'cosmetic', cosmetic: true, gained: [], lost: [] }
  ]
])('what differs where the policy is %s', (_name, observed, expected) => {
  const differences = compareCaller(place, ours, observed)
  expect(differences).toHaveLength(expected === undefined ? 0 : 1)
  if (expected === undefined) return
  expect(differences[0]).toMatchObject({ part: 'caller-policy', account: secondary, ...expected })
})

const other = withStatement({ Sid: 'Logs' })

test.each<[string, PolicyDocument | undefined, PolicyDocument | undefined, string]>([
  ['what was written', ours, undefined, 'settled'],
  ['what was there before', undefined, undefined, 'unsettled'],
  ['what was there before', other, other, 'unsettled'],
  ['what was there before, in another form', { ...other, Id: '' }, other, 'unsettled'],
  ['what nobody here wrote', other, undefined, 'conflict'],
  ['nothing, where there had been something', undefined, other, 'conflict']
])('an answer that shows %s', (_name, observed, before, verdict) => {
  expect(judgeCallerPolicy(observed, { before, after: ours })).toBe(verdict)
})
