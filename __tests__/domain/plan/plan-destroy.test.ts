import { fc } from '../../support/laws.js'
import type { Change } from '../../../src/domain/plan/change.js'
import type { ObservedRole } from '../../../src/domain/role/observed-role.js'
import type { Origin } from '../../../src/domain/role/ownership.js'
import { planDestroy } from '../../../src/domain/plan/plan-destroy.js'
import { closedTrust } from '../../../src/domain/trust/release-trust.js'
import { roleAfter } from '../../../src/domain/role/role-after.js'
import { judgeAgainstHistory } from '../../../src/domain/role/role-history.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { decideAlone, evaluate } from '../../../src/policy/evaluate/evaluate.js'
import { validatePolicy } from '../../../src/policy/document/validate.js'
import {
  externalId,
  primary,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger
} from '../../support/requests.js'

type Existing = Extract<ObservedRole, { exists: true }>

const request = senderRequest({ secondaries: [secondaryOf(secondary)] })
const arn = request.role.arn
const send: PolicyDocument = statement('Allow', 'sms-voice:SendTextMessage')
const ownTags = {
  'sms-10dlc:managed-by': 'sms-10dlc-cross-account',
  'sms-10dlc:configuration': request.configurationId
}

function statement(Effect: 'Allow' | 'Deny', Action: string): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect, Action, Resource: '*' }] }
}

function grant(AWS: string, extra: PolicyDocument = {}): PolicyDocument {
  return { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...extra }
}

function trust(...Statement: readonly PolicyDocument[]): PolicyDocument {
  return { Version: '2012-10-17', Statement }
}

const role: Existing = {
  exists: true,
  arn,
  path: '/',
  description: '',
  maxSessionSeconds: 3600,
  tags: { ...ownTags, 'sms-10dlc:origin': 'created', team: 'sms' },
  trust: trust(grant(`arn:aws:iam::${secondary}:root`, { Sid: `From${secondary}` })),
  inlinePolicies: { 'sms-10dlc-send': send },
  attachedPolicies: []
}
const admin = { name: 'Admin', arn: 'arn:aws:iam::aws:policy/AdministratorAccess' }
const allowing = { ...admin, document: statement('Allow', '*') }

const shown = (change: Change): string => {
  if (change.kind === 'delete-inline-policy') return `${change.kind} ${change.name}`
  return change.kind === 'detach-policy' ? `${change.kind} ${change.name}` : change.kind
}

test.each<[string, Partial<Existing>, Origin, readonly string[]]>([
  [
    'a role that was created is shut, emptied and deleted',
    {},
    'created',
    ['narrow-trust', 'delete-inline-policy sms-10dlc-send', 'delete-role']
  ],
  [
    'policies of others go too, ours last',
    {
      inlinePolicies: { z: send, 'sms-10dlc-send': send, a: send },
      attachedPolicies: [allowing]
    },
    'created',
    [
      'narrow-trust',
      'delete-inline-policy a',
      'delete-inline-policy z',
      'detach-policy Admin',
      'delete-inline-policy sms-10dlc-send',
      'delete-role'
    ]
  ],
  [
    'where one of them denies, everything is denied first',
    { inlinePolicies: { guard: statement('Deny', 's3:*'), 'sms-10dlc-send': send } },
    'created',
    [
      'narrow-trust',
      'put-permissions',
      'delete-inline-policy guard',
      'delete-inline-policy sms-10dlc-send',
      'delete-role'
    ]
  ],
  [
    'where one of them could not be read, too, though ours is missing',
    { inlinePolicies: {}, attachedPolicies: [admin] },
    'created',
    [
      'narrow-trust',
      'put-permissions',
      'detach-policy Admin',
      'delete-inline-policy sms-10dlc-send',
      'delete-role'
    ]
  ],
  [
    'a role that is shut and empty already is only deleted',
    { trust: closedTrust, inlinePolicies: {} },
    'created',
    ['delete-role']
  ],
  [
    'an adopted role loses our trust, our policy and last our tags',
    { inlinePolicies: { 'sms-10dlc-send': send, own: send }, attachedPolicies: [admin] },
    'adopted',
    ['narrow-trust', 'delete-inline-policy sms-10dlc-send', 'untag-role']
  ],
  ['an adopted role without anything of ours is left alone', released(), 'adopted', []]
])('%s', (_name, overrides, origin, expected) => {
  expect(planDestroy(request, { ...role, ...overrides }, origin).map(shown)).toEqual(expected)
})

test('only our three tags go: those that `tags` configures may have been there before', () => {
  const plan = planDestroy(request, role, 'adopted')
  expect(plan.at(-1)).toEqual({
    kind: 'untag-role',
    from: { ...ownTags, 'sms-10dlc:origin': 'created' }
  })
})

function released(): Partial<Existing> {
  return { trust: closedTrust, inlinePolicies: { own: send }, tags: { team: 'sms' } }
}

const principals = fc.constantFrom(
  `arn:aws:iam::${secondary}:root`,
  secondary,
  `arn:aws:iam::${secondary}:role/caller`,
  `arn:aws:iam::${secondSecondary}:root`,
  `arn:aws:iam::${stranger}:root`
)
const trusts = fc
  .array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      Principal: fc.record({ AWS: fc.uniqueArray(principals, { minLength: 1, maxLength: 3 }) }),
      Action: fc.constant('sts:AssumeRole'),
      Condition: fc.constantFrom<PolicyDocument>(
        {},
        { StringEquals: { 'sts:ExternalId': externalId } }
      )
    }),
    { minLength: 1, maxLength: 4 }
  )
  .map((list) => trust(...list))
const actions = ['sms-voice:SendTextMessage', 's3:GetObject', 'iam:GetRole']
const policies = fc
  .array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.constantFrom('*', ...actions),
      Resource: fc.constant('*')
    }),
    { minLength: 1, maxLength: 2 }
  )
  .map((Statement): PolicyDocument => ({ Version: '2012-10-17', Statement }))
const roles = fc
  .record({
    trust: trusts,
    ours: fc.option(policies, { nil: undefined }),
    others: fc.dictionary(fc.constantFrom('a', 'b'), policies),
    attached: fc.array(policies, { maxLength: 2 })
  })
  .map(({ trust: document, ours, others, attached }): Existing => ({
    ...role,
    trust: document,
    inlinePolicies: { ...others, ...(ours && { 'sms-10dlc-send': ours }) },
    attachedPolicies: attached.map((policy, index) => ({
      name: `M${index}`,
      arn: `arn:aws:iam::${primary}:policy/M${index}`,
      document: policy
    }))
  }))

/** Every role on the way, the first and the last among them. */
function states(observed: Existing, plan: readonly Change[]): readonly ObservedRole[] {
  const all: ObservedRole[] = [observed]
  for (const change of plan) all.push(roleAfter(all.at(-1) ?? observed, change))
  return all
}

function getsIn(observed: ObservedRole, account: string): boolean {
  if (!observed.exists) return false
  const identity = [statement('Allow', '*')]
  const asked = {
    principal: `arn:aws:sts::${account}:assumed-role/caller/run`,
    actions: ['sts:AssumeRole'],
    resources: [arn],
    resourceAccount: primary,
    context: {
      'aws:PrincipalArn': `arn:aws:iam::${account}:role/caller`,
      'aws:PrincipalAccount': account,
      'sts:ExternalId': externalId
    }
  }
  return evaluate(asked, { resource: observed.trust, identity }).outcome === 'Allowed'
}

/** What a session of the role may do. */
function may(observed: ObservedRole, action: string): boolean {
  if (!observed.exists) return false
  const documents = [
    ...Object.values(observed.inlinePolicies),
    ...observed.attachedPolicies.map(({ document }) => document ?? statement('Deny', '*'))
  ]
  const asked = {
    principal: `arn:aws:sts::${primary}:assumed-role/sms-10dlc-sender/run`,
    actions: [action],
    resources: ['*'],
    resourceAccount: primary,
    context: {}
  }
  const answers = documents.map((document) => decideAlone(document, asked))
  return !answers.includes('ExplicitlyDenied') && answers.includes('Allowed')
}

const everybody = [secondary, secondSecondary, stranger]

describe('laws of a destroy, over roles that somebody has disturbed', () => {
  test('a role that was created ends absent, and the order is one that IAM takes', () => {
    fc.assert(
      fc.property(roles, (observed) => {
        const plan = planDestroy(request, observed, 'created')
        const all = states(observed, plan)
        const beforeLast = all.at(-2)
        expect(all.at(-1)).toEqual({ exists: false })
        expect(plan.map(({ kind }) => kind).indexOf('delete-role')).toBe(plan.length - 1)
        expect(beforeLast).toMatchObject({ inlinePolicies: {}, attachedPolicies: [] })
      })
    )
  })

  test('everybody’s access goes with the first write, and nobody gains any at any instant', () => {
    fc.assert(
      fc.property(roles, fc.constantFrom<Origin>('created', 'adopted'), (observed, origin) => {
        const [before, ...after] = states(observed, planDestroy(request, observed, origin))
        if (before === undefined) throw new Error('there is a first state')
        for (const account of everybody) {
          const shutOut = origin === 'created' || account === secondary
          for (const state of after) {
            if (shutOut || !getsIn(before, account)) expect(getsIn(state, account)).toBe(false)
          }
        }
      })
    )
  })

  test('what a session may do only shrinks on the way to the end of a created role', () => {
    fc.assert(
      fc.property(roles, (observed) => {
        const all = states(observed, planDestroy(request, observed, 'created'))
        for (const action of actions) {
          const allowed = all.map((state) => may(state, action))
          expect(allowed.slice(allowed.indexOf(false))).not.toContain(true)
        }
      })
    )
  })

  test('an adopted role keeps its own policies, its settings and the tags of others', () => {
    fc.assert(
      fc.property(roles, (observed) => {
        const end = states(observed, planDestroy(request, observed, 'adopted')).at(-1)
        const own = Object.fromEntries(
          Object.entries(observed.inlinePolicies).filter(([name]) => name !== 'sms-10dlc-send')
        )
        expect(end).toEqual({
          ...observed,
          trust: (end as Existing).trust,
          inlinePolicies: own,
          tags: { team: 'sms' }
        })
        expect(planDestroy(request, end as Existing, 'adopted')).toEqual([])
      })
    )
  })

  test('broken off after any write, what is left of the plan is the plan of what is left', () => {
    fc.assert(
      fc.property(roles, fc.constantFrom<Origin>('created', 'adopted'), (observed, origin) => {
        const plan = planDestroy(request, observed, origin)
        const end = states(observed, plan).at(-1)
        for (const state of states(observed, plan)) {
          if (!state.exists) continue
          const again = states(state, planDestroy(request, state, origin)).at(-1)
          expect(again).toEqual(end)
        }
      })
    )
  })

  test('every document it writes is one that IAM stores, and shows once it is written', () => {
    fc.assert(
      fc.property(roles, fc.constantFrom<Origin>('created', 'adopted'), (observed, origin) => {
        const plan = planDestroy(request, observed, origin)
        const all = states(observed, plan)
        plan.forEach((change, index) => {
          if (change.kind === 'narrow-trust') {
            expect(validatePolicy(change.to, 'trust')).toEqual([])
          }
          if (change.kind === 'put-permissions') {
            expect(validatePolicy(change.to, 'identity')).toEqual([])
          }
          const known = all.slice(0, index + 2)
          expect(judgeAgainstHistory(all[index + 1] ?? observed, known).kind).toBe('settled')
          expect(judgeAgainstHistory(all[index] ?? observed, known).kind).toBe('unsettled')
        })
      })
    )
  })
})
