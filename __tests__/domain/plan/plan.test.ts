import { fc } from '../../support/laws.js'
import type { Change } from '../../../src/domain/plan/change.js'
import { parseAccountId } from '../../../src/domain/aws-ids.js'
import { compareRole, isDrift } from '../../../src/domain/role/compare-role.js'
import { isInvalid } from '../../../src/domain/invalid.js'
import type { ObservedRole } from '../../../src/domain/role/observed-role.js'
import { roleAfter } from '../../../src/domain/role/role-after.js'
import { judgeAgainstHistory } from '../../../src/domain/role/role-history.js'
import { planRole, planText, removedAccounts } from '../../../src/domain/plan/plan.js'
import type { SenderRequest } from '../../../src/domain/request.js'
import { desiredRole, type DesiredRole } from '../../../src/domain/sender.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { evaluate } from '../../../src/policy/evaluate/evaluate.js'
import { policySize, validatePolicy } from '../../../src/policy/document/validate.js'
import {
  externalId,
  number,
  primary,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger,
  valid
} from '../../support/requests.js'

type Existing = Extract<ObservedRole, { exists: true }>

function desiredFor(
  request: SenderRequest,
  observed: ObservedRole = { exists: false },
  trustLimit = 4096
): DesiredRole {
  const desired = desiredRole(request, { number, observed, trustLimit })
  if (isInvalid(desired)) throw new Error(desired.invalid)
  return desired
}

function roleFor(request: SenderRequest, overrides: Partial<Existing> = {}): Existing {
  const desired = desiredFor(request)
  const role = planRole(desired, { exists: false }, request).reduce<ObservedRole>(roleAfter, {
    exists: false
  })
  if (!role.exists) throw new Error('the plan creates a role')
  return { ...role, ...overrides }
}

const request = senderRequest()
const inSync = roleFor(request)
const kinds = (plan: readonly Change[]): readonly string[] => plan.map(({ kind }) => kind)
const planFor = (observed: ObservedRole, wanted = request): readonly Change[] =>
  planRole(desiredFor(wanted, observed), observed, wanted)

function grant(principal: string, extra: PolicyDocument = {}): PolicyDocument {
  return { Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole', ...extra }
}

function trust(...statements: readonly PolicyDocument[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements }
}

const configured = grant(`arn:aws:iam::${secondary}:root`, {
  Sid: `From${secondary}`,
  Condition: { StringEquals: { 'sts:ExternalId': externalId } }
})
const open = grant(`arn:aws:iam::${stranger}:root`)
const wider: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }]
}

test.each<[string, ObservedRole, readonly string[]]>([
  ['creates a missing role', { exists: false }, ['create-role', 'put-permissions']],
  ['leaves a role in sync alone', inSync, []],
  ['ignores tags of others', { ...inSync, tags: { ...inSync.tags, team: 'x' } }, []],
  ['puts back a missing policy', { ...inSync, inlinePolicies: {} }, ['put-permissions']],
  [
    'narrows permissions',
    { ...inSync, inlinePolicies: { 'sms-10dlc-send': wider } },
    ['put-permissions']
  ],
  ['puts back settings', { ...inSync, maxSessionSeconds: 7200 }, ['update-settings']],
  ['puts back a description', { ...inSync, description: '' }, ['update-settings']],
  [
    'writes trust once where nothing else changes',
    { ...inSync, trust: trust(configured, open) },
    ['replace-trust']
  ],
  [
    'shuts strangers out first, and once where nobody new comes in',
    { ...inSync, trust: trust(configured, open), maxSessionSeconds: 7200 },
    ['narrow-trust', 'update-settings']
  ],
  [
    'lets new callers in last',
    { ...inSync, trust: trust(open), inlinePolicies: { 'sms-10dlc-send': wider } },
    ['narrow-trust', 'put-permissions', 'replace-trust']
  ],
  [
    'has nothing to narrow where only somebody new comes in',
    { ...inSync, trust: trust(grant(`arn:aws:iam::${secondary}:root`)), inlinePolicies: {} },
    ['put-permissions', 'replace-trust']
  ]
])('%s', (_name, observed, expected) => {
  expect(kinds(planFor(observed))).toEqual(expected)
})

describe('a role open to anybody, with more callers than their old statements leave room for', () => {
  const accounts = Array.from({ length: 30 }, (_, index) => String(200_000_000_000 + index))
  const wanted = senderRequest({
    secondaries: accounts.map((account) =>
      secondaryOf(valid(parseAccountId(account)), [`arn:aws:iam::${account}:role/caller`])
    )
  })
  const opened = { ...roleFor(wanted), inlinePolicies: { 'sms-10dlc-send': wider } }
  const plan = (statement: PolicyDocument): readonly Change[] =>
    planRole(
      desiredFor(wanted, opened, 2048),
      { ...opened, trust: trust(statement) },
      { ...wanted, trustLimit: 2048 }
    )
  const written = (changes: readonly Change[]): readonly number[] =>
    changes.flatMap((change) =>
      change.kind === 'narrow-trust' || change.kind === 'replace-trust'
        ? [policySize(change.to)]
        : []
    )

  test('is shut by its final trust at once', () => {
    const changes = plan(grant('*'))
    expect(kinds(changes)).toEqual(['narrow-trust', 'put-permissions'])
    expect(written(changes).every((size) => size <= 2048)).toBe(true)
  })

  test('lets in those alone whom it let in before, until the last write', () => {
    const old = accounts.slice(0, 29).map((account) => `arn:aws:iam::${account}:root`)
    const list = { ...grant('*'), Principal: { AWS: old } }
    const changes = plan(list)
    expect(kinds(changes)).toEqual(['narrow-trust', 'put-permissions', 'replace-trust'])
    expect(written(changes).every((size) => size <= 2048)).toBe(true)
    expect(JSON.stringify(changes[0])).not.toContain(accounts[29])
  })
})

test('nobody comes in meanwhile where all who may are strangers', () => {
  const [first] = planFor({
    ...inSync,
    trust: trust(open),
    inlinePolicies: { 'sms-10dlc-send': wider }
  })
  const between = first?.kind === 'narrow-trust' ? first.to : trust()
  expect(validatePolicy(between, 'trust')).toEqual([])
  expect(getsIn(between, secondary, externalId)).toBe(false)
})

test.each<[string, PolicyDocument]>([
  ['no condition', {}],
  ['the operator in use', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }],
  [
    'both operators in use',
    {
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' },
      ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' }
    }
  ]
])('callers no longer named are shut out first: %s', (_name, Condition) => {
  const wanted = senderRequest({
    externalIds: [],
    secondaries: [secondaryOf(secondary, [`arn:aws:iam::${secondary}:role/another`])]
  })
  const whole = trust(grant(`arn:aws:iam::${secondary}:root`, { Condition }))
  const [first] = planFor(observe(whole, wider), wanted)
  const between = first?.kind === 'narrow-trust' ? first.to : whole
  expect(getsIn(between, secondary, undefined)).toBe(false)
})

test('the plan changes only the tags that differ, and says what they were', () => {
  const wanted = senderRequest({ role: { ...request.role, tags: { team: 'sms', cost: '1' } } })
  const observed = { ...inSync, tags: { ...inSync.tags, team: 'other' } }
  expect(planFor(observed, wanted)).toEqual([
    { kind: 'tag-role', from: { team: 'other' }, to: { team: 'sms', cost: '1' } }
  ])
})

test('a lost origin tag comes back as adopted: such a role is never deleted', () => {
  const others = Object.entries(inSync.tags).filter(([key]) => key !== 'sms-10dlc:origin')
  const tags = Object.fromEntries(others)
  expect(planFor({ ...inSync, tags })).toEqual([
    { kind: 'tag-role', from: {}, to: { 'sms-10dlc:origin': 'adopted' } }
  ])
})

/** Whether an account's role gets in, with or without the external id. */
function getsIn(document: PolicyDocument, account: string, id: string | undefined): boolean {
  const allow = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: '*', Resource: '*' }
  }
  const request = {
    principal: `arn:aws:sts::${account}:assumed-role/caller/run`,
    actions: ['sts:AssumeRole'],
    resources: [`arn:aws:iam::${primary}:role/sms-10dlc-sender`],
    resourceAccount: primary,
    context: {
      'aws:PrincipalArn': `arn:aws:iam::${account}:role/caller`,
      'aws:PrincipalAccount': account,
      ...(id !== undefined && { 'sts:ExternalId': id })
    }
  }
  return evaluate(request, { resource: document, identity: [allow] }).outcome === 'Allowed'
}

const principals = fc.constantFrom(
  `arn:aws:iam::${secondary}:root`,
  secondary,
  `arn:aws:iam::${secondary}:role/caller`,
  `arn:aws:iam::${secondSecondary}:root`,
  `arn:aws:iam::${stranger}:root`,
  '*',
  'AROAEXAMPLEEXAMPLE123'
)
const statements = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  Principal: fc.oneof(
    fc.record({
      AWS: fc.oneof(principals, fc.uniqueArray(principals, { minLength: 1, maxLength: 3 }))
    }),
    fc.constant('*' as const)
  ),
  Action: fc.constantFrom('sts:AssumeRole', ['sts:AssumeRole', 'sts:TagSession']),
  Condition: fc.constantFrom<PolicyDocument>(
    {},
    { StringEquals: { 'sts:ExternalId': externalId } },
    { StringEquals: { 'sts:ExternalId': 'older-id' } },
    { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/caller' } }
  )
})
const trusts = fc.array(statements, { minLength: 1, maxLength: 4 }).map((list) => trust(...list))
const permissions = fc.constantFrom(wider, desiredFor(request).permissions)
const requests = fc.constantFrom(
  request,
  senderRequest({ secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)] }),
  senderRequest({
    secondaries: [secondaryOf(secondary, [`arn:aws:iam::${secondary}:role/caller`])]
  }),
  senderRequest({ externalIds: [] })
)
const cases = fc.tuple(requests, trusts, permissions)

function observe(document: PolicyDocument, policy: PolicyDocument): Existing {
  return { ...inSync, trust: document, inlinePolicies: { 'sms-10dlc-send': policy } }
}

describe('laws of the plan, over roles that somebody has disturbed', () => {
  test('applied whole, it leaves nothing to plan and no drift', () => {
    fc.assert(
      fc.property(cases, ([wanted, document, policy]) => {
        const observed = observe(document, policy)
        const after = planFor(observed, wanted).reduce<ObservedRole>(roleAfter, observed)
        expect(planFor(after, wanted)).toEqual([])
        expect(isDrift(compareRole(desiredFor(wanted, after), after))).toBe(false)
      })
    )
  })

  test('every change shows once it is written', () => {
    fc.assert(
      fc.property(cases, ([wanted, document, policy]) => {
        let before: ObservedRole = observe(document, policy)
        const states: ObservedRole[] = [before]
        for (const change of planFor(before, wanted)) {
          const after = roleAfter(before, change)
          states.push(after)
          expect(judgeAgainstHistory(after, states)).toEqual({ kind: 'settled' })
          expect(judgeAgainstHistory(before, states)).toEqual({ kind: 'unsettled' })
          before = after
        }
      })
    )
  })

  test('nobody new gets in before the last write, and a caller who stays never falls out', () => {
    const everybody = [secondary, secondSecondary, stranger]
    const ids = [externalId, 'older-id', undefined]
    fc.assert(
      fc.property(cases, ([wanted, document, policy]) => {
        const observed = observe(document, policy)
        const plan = planFor(observed, wanted)
        const end = desiredFor(wanted, observed).trust
        let role: ObservedRole = observed
        for (const change of plan.slice(0, -1)) {
          role = roleAfter(role, change)
          if (!role.exists) throw new Error('the role stays')
          for (const account of everybody) {
            for (const id of ids) {
              const before = getsIn(document, account, id)
              const between = getsIn(role.trust, account, id)
              if (!before && !getsIn(end, account, id)) expect(between).toBe(false)
              if (!before) expect(between).toBe(false)
              if (before && getsIn(end, account, id)) expect(between).toBe(true)
            }
          }
        }
      })
    )
  })
})

test('the digest text of a plan does not depend on key order', () => {
  const a: Change = { kind: 'tag-role', from: {}, to: { a: '1', b: '2' } }
  const b: Change = { to: { b: '2', a: '1' }, from: {}, kind: 'tag-role' }
  expect(planText([a])).toBe(planText([b]))
  expect(planText([a])).not.toBe(planText([{ ...a, to: { a: '1' } }]))
})

test('removed accounts are those the role trusts and the configuration does not', () => {
  const observed = { ...inSync, trust: trust(configured, open, grant('AROAEXAMPLEEXAMPLE123')) }
  expect(removedAccounts(desiredFor(request), observed)).toEqual({
    removed: [stranger],
    staying: 1,
    organizations: []
  })
  expect(removedAccounts(desiredFor(request), { exists: false })).toEqual({
    removed: [],
    staying: 0,
    organizations: []
  })
})
