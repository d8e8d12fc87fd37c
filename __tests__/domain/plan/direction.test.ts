import { fc } from '../../support/laws.js'
import { compareRole } from '../../../src/domain/role/compare-role.js'
import { directionOf, type Direction } from '../../../src/domain/plan/direction.js'
import { isInvalid } from '../../../src/domain/invalid.js'
import type { ObservedRole } from '../../../src/domain/role/observed-role.js'
import { planRole } from '../../../src/domain/plan/plan.js'
import { roleAfter } from '../../../src/domain/role/role-after.js'
import { desiredRole } from '../../../src/domain/sender.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { compareAccess, sameAccess } from '../../../src/policy/compare/equivalence.js'
import { decideAlone } from '../../../src/policy/evaluate/evaluate.js'
import { accessRequest, documentPair } from '../../support/policy-arbitraries.js'
import { number, secondary, senderRequest, stranger } from '../../support/requests.js'

type Existing = Extract<ObservedRole, { exists: true }>

const request = senderRequest()
const missing: ObservedRole = { exists: false }
const found = desiredRole(request, { number, observed: missing, trustLimit: 4096 })
if (isInvalid(found)) throw new Error(found.invalid)
const desired = found
const made = planRole(desired, missing, request).reduce<ObservedRole>(roleAfter, missing)
if (!made.exists) throw new Error('the plan creates a role')
const inSync: Existing = made

const statements = desired.trust['Statement'] as readonly PolicyDocument[]
const [ours = {}] = statements
const root = (account: string) => `arn:aws:iam::${account}:root`
const open = { Effect: 'Allow', Principal: { AWS: root(stranger) }, Action: 'sts:AssumeRole' }
const trust = (...list: readonly PolicyDocument[]): Partial<Existing> => ({
  trust: { Version: '2012-10-17', Statement: list }
})
const unconditioned = Object.fromEntries(
  Object.entries(ours).filter(([element]) => element !== 'Condition')
)
const send = (permissions: PolicyDocument): Partial<Existing> => ({
  inlinePolicies: { 'sms-10dlc-send': permissions }
})
const everything = { Effect: 'Allow', Action: '*', Resource: '*' }

test.each<[string, Partial<Existing> | 'missing', Direction]>([
  ['a role that is not there', 'missing', 'narrower'],
  ['a stranger beside ours', trust(ours, open), 'broader'],
  ['a stranger in our place', trust(open), 'different'],
  ['an external id no longer asked for', trust(unconditioned), 'broader'],
  ['nobody let in', trust({ ...ours, Effect: 'Deny' }), 'narrower'],
  ['a denial beside ours', trust(ours, { ...open, Effect: 'Deny', Principal: '*' }), 'narrower'],
  [
    'an orphan in our place',
    trust({ ...ours, Principal: { AWS: 'AROAEXAMPLE0000000001' } }),
    'different'
  ],
  [
    'the account by its twelve digits',
    trust({ ...ours, Sid: 'X', Principal: { AWS: [secondary] } }),
    'cosmetic'
  ],
  [
    'a statement that another covers',
    trust(ours, { ...ours, Sid: 'X', Principal: { AWS: `arn:aws:iam::${secondary}:role/n` } }),
    'different'
  ],
  ['everything allowed', send({ Statement: [everything] }), 'broader'],
  ['our policy missing', { inlinePolicies: {} }, 'narrower'],
  ['longer sessions', { maxSessionSeconds: 7200 }, 'broader'],
  [
    'longer sessions under another description',
    { maxSessionSeconds: 7200, description: '' },
    'broader'
  ],
  ['another description', { description: '' }, 'different'],
  ['a tag', { tags: {} }, 'different']
])('%s has its direction', (_name, change, direction) => {
  const observed: ObservedRole = change === 'missing' ? missing : { ...inSync, ...change }
  expect(compareRole(desired, observed).map((one) => one.direction)).toEqual([direction])
})

test('each of several parts has a direction of its own', () => {
  const observed = { ...inSync, ...trust(ours, open), ...send({ Statement: [] }), description: '' }
  expect(compareRole(desired, observed).map(({ part, direction }) => [part, direction])).toEqual([
    ['trust', 'broader'],
    ['permissions', 'narrower'],
    ['settings', 'different']
  ])
})

test('what leads broader refuses nothing that was allowed, what leads narrower allows nothing new', () => {
  const seen = new Set<Direction>()
  fc.assert(
    fc.property(
      documentPair,
      fc.array(accessRequest, { minLength: 5, maxLength: 5 }),
      ([from, to], requests) => {
        fc.pre(!sameAccess(from, to))
        const { unclear, ...rest } = compareAccess(from, to)
        const direction = directionOf({ ...rest, unclear: unclear.map(({ access }) => access) })
        seen.add(direction)
        for (const one of requests) {
          const [before, after] = [from, to].map(
            (document) => decideAlone(document, one) === 'Allowed'
          )
          if (direction === 'broader') expect(before && !after).toBe(false)
          if (direction === 'narrower') expect(after && !before).toBe(false)
        }
      }
    ),
    { numRuns: 300 }
  )
  expect([...seen].sort()).toEqual(['broader', 'different', 'narrower'])
})
