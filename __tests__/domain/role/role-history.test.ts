import { judgeAgainstHistory } from '../../../src/domain/role/role-history.js'
import type { ObservedRole } from '../../../src/domain/role/observed-role.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'

type Existing = Extract<ObservedRole, { exists: true }>

const trusting = (...principals: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: principals }, Action: 'sts:AssumeRole' }]
})
const root = 'arn:aws:iam::444455556666:root'
const caller = 'arn:aws:iam::444455556666:role/caller'
const policy = (action: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }]
})

const old: Existing = {
  exists: true,
  arn: 'arn:aws:iam::111122223333:role/sender',
  path: '/',
  description: 'old',
  maxSessionSeconds: 3600,
  tags: { 'sms-10dlc:origin': 'created', team: 'a' },
  trust: trusting(caller),
  inlinePolicies: { ours: policy('a:Old'), theirs: policy('x:X') },
  attachedPolicies: [{ name: 'P', arn: 'arn:aws:iam::aws:policy/P' }]
}
const newest: Existing = {
  ...old,
  description: 'new',
  tags: { ...old.tags, 'sms-10dlc:origin': 'adopted' },
  trust: trusting(root),
  inlinePolicies: { ours: policy('a:New') },
  attachedPolicies: [],
  boundaryArn: 'arn:aws:iam::111122223333:policy/edge'
}
const states = [old, newest]

test.each<[string, ObservedRole, string]>([
  ['the newest state', newest, 'settled'],
  [
    'the newest with an account in place of its root',
    { ...newest, trust: trusting('444455556666') },
    'settled'
  ],
  [
    'the newest with a tag of somebody else',
    { ...newest, tags: { ...newest.tags, other: 'x' } },
    'settled'
  ],
  [
    'the newest with another’s tag changed',
    { ...newest, tags: { ...newest.tags, team: 'b' } },
    'settled'
  ],
  ['the oldest state', old, 'unsettled'],
  ['an old trust', { ...newest, trust: old.trust }, 'unsettled'],
  [
    'ids in the place of an old principal',
    { ...newest, trust: trusting('AROAEXAMPLEEXAMPLE12') },
    'unsettled'
  ],
  [
    'one policy new, one not yet gone',
    { ...newest, inlinePolicies: { ...newest.inlinePolicies, theirs: policy('x:X') } },
    'unsettled'
  ],
  ['a boundary not yet there', { ...old, ...newest, boundaryArn: undefined } as never, 'unsettled'],
  ['an old setting', { ...newest, description: 'old' }, 'unsettled'],
  ['an old tag of ours', { ...newest, tags: old.tags }, 'unsettled']
])('%s is %s', (_name, observed, kind) => {
  expect(judgeAgainstHistory(observed, states)).toEqual({ kind })
})

test.each<[string, Partial<Existing>, string]>([
  ['a third trust', { trust: trusting(root, 'arn:aws:iam::999900001111:root') }, 'trust'],
  [
    'two ids where one principal was',
    { trust: trusting('AROAEXAMPLEEXAMPLE12', 'AROAEXAMPLEEXAMPLE34') },
    'trust'
  ],
  [
    'our policy as nobody here wrote it',
    { inlinePolicies: { ours: policy('*') } },
    'inline policies'
  ],
  [
    'a policy nobody here knows',
    { inlinePolicies: { ...newest.inlinePolicies, third: policy('*') } },
    'inline policies'
  ],
  [
    'an attachment nobody here knows',
    { attachedPolicies: [{ name: 'Q', arn: 'arn:aws:iam::aws:policy/Q' }] },
    'attached policies'
  ],
  ['another boundary', { boundaryArn: 'arn:aws:iam::111122223333:policy/other' }, 'boundary'],
  ['a third setting', { maxSessionSeconds: 43_200 }, 'settings'],
  ['a third value of a tag of ours', { tags: { ...newest.tags, 'sms-10dlc:origin': 'x' } }, 'tags']
])('%s is a conflict', (_name, overrides, part) => {
  const observed = { ...newest, ...overrides }
  expect(judgeAgainstHistory(observed, states)).toEqual({ kind: 'conflict', parts: [part] })
})

describe('a role that is not there', () => {
  const absent: ObservedRole = { exists: false }

  test('is a conflict where it has been all the time', () => {
    expect(judgeAgainstHistory(absent, states)).toEqual({ kind: 'conflict', parts: ['role'] })
  })

  test('is not settled yet where this run made it', () => {
    expect(judgeAgainstHistory(absent, [absent, newest])).toEqual({ kind: 'unsettled' })
  })

  test('is settled where this run deleted it, and not settled while it still shows', () => {
    expect(judgeAgainstHistory(absent, [old, absent])).toEqual({ kind: 'settled' })
    expect(judgeAgainstHistory(old, [old, absent])).toEqual({ kind: 'unsettled' })
  })

  test('and one that somebody else made meanwhile is a conflict', () => {
    expect(judgeAgainstHistory(old, [absent])).toEqual({ kind: 'conflict', parts: ['role'] })
  })
})
