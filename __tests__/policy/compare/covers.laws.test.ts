import { fc } from '../../support/laws.js'
import { atomsOf, type Atom } from '../../../src/policy/compare/access.js'
import { compileStatement } from '../../../src/policy/evaluate/compile.js'
import { covers } from '../../../src/policy/compare/covers.js'
import type { AccessRequest } from '../../../src/policy/evaluate/evaluate.js'
import { readFacts } from '../../../src/policy/evaluate/request-facts.js'
import { accessRequest, documentPair } from '../../support/policy-arbitraries.js'
import { allows, policy, SECONDARY, trusts, trustsIf } from '../../support/policy-cases.js'

const root = `arn:aws:iam::${SECONDARY}:root`
const role = `arn:aws:iam::${SECONDARY}:role/N`
const byId = (test: string, value: string | readonly string[]) =>
  trustsIf({ [test]: { 'sts:ExternalId': value } })

function only(document: Parameters<typeof atomsOf>[0]): Atom {
  const [atom] = atomsOf(document).values()
  if (atom === undefined) throw new Error('no atom')
  return atom
}

test.each([
  ['an account, a role of it', trusts(root), trusts(role), true],
  ['a role, its account', trusts(role), trusts(root), false],
  ['an account, a role of another', trusts('333333333333'), trusts(role), false],
  ['everyone, an account', trusts('*'), trusts(root), true],
  ['any AWS principal, everyone', trusts('*'), policy({ ...everyone() }), true],
  ['no condition, one', trusts(root), byId('StringEquals', 'a'), true],
  ['a condition, none', byId('StringEquals', 'a'), trusts(root), false],
  ['two values, one', byId('StringEquals', ['a', 'b']), byId('StringEquals', 'a'), true],
  ['one value, two', byId('StringEquals', 'a'), byId('StringEquals', ['a', 'b']), false],
  ['fewer refused, more', byId('StringNotEquals', 'a'), byId('StringNotEquals', ['a', 'b']), true],
  ['more refused, fewer', byId('StringNotEquals', ['a', 'b']), byId('StringNotEquals', 'a'), false],
  ['IfExists, the plain test', byId('StringEqualsIfExists', 'a'), byId('StringEquals', 'a'), true],
  ['a pattern, a value of it', byId('StringLike', 'a*'), byId('StringEquals', 'ab'), true],
  ['a value, a pattern', byId('StringEquals', 'a*'), byId('StringLike', 'a*'), false],
  ['no value at all, one', byId('StringNotEquals', []), byId('StringNotEquals', 'a'), false],
  ['all actions, one', allows('sms-voice:*'), allows('sms-voice:SendTextMessage'), true],
  ['any one character, any number', allows('s3:?et'), allows('s3:*et'), false],
  ['an ARN’s beginning, the ARN', allows('*', 'arn:aws:s3'), allows('*', 'arn:aws:s3:::b/x'), true],
  ['a segment, two', allows('*', 'arn:aws:s3:*:1:x'), allows('*', 'arn:aws:s3:a:2:x'), false],
  ['a variable, a text', allows('*', 'arn:aws:s3:::${aws:username}'), allows('*', 'a'), false]
])('%s: %#', (_name, wide, narrow, expected) => {
  expect(covers(only(wide), only(narrow))).toBe(expected)
})

function everyone() {
  return { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }
}

test('what is covered matches no request that the cover does not match', () => {
  let shown = 0
  fc.assert(
    fc.property(documentPair, accessRequest, ([a, b], request) => {
      for (const wide of atomsOf(a).values()) {
        for (const narrow of atomsOf(b).values()) {
          if (!covers(wide, narrow)) continue
          shown += 1
          expect(!matches(narrow, request) || matches(wide, request)).toBe(true)
        }
      }
    }),
    { numRuns: 3_000 }
  )
  expect(shown).toBeGreaterThan(100)
})

function matches({ statement, variables }: Atom, request: AccessRequest): boolean {
  if (statement === undefined) return false
  const facts = readFacts(request.principal, request.context)
  const [action = '', resource = ''] = [request.actions[0], request.resources[0]]
  return compileStatement(statement, variables).grant({ action, resource, facts }) !== undefined
}
