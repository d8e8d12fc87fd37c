import type { Json } from '../../../src/policy/document/document.js'
import type { RequestContext } from '../../../src/policy/evaluate/evaluate.js'
import { decideAlone } from '../../../src/policy/evaluate/evaluate.js'
import { assumeBy, trusts, SECONDARY } from '../../support/policy-cases.js'

function holds(condition: Json, context: RequestContext, version = '2012-10-17'): boolean {
  const document = { ...trusts(SECONDARY, { Condition: condition }), Version: version }
  return decideAlone(document, assumeBy({}, context)) === 'Allowed'
}

const arn = (path: string) => `arn:aws:iam::222222222222:${path}`

describe('one operator, one key', () => {
  test.each<[operator: string, wanted: Json, value: string, holds: boolean]>([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', ['b', 'a'], 'a', true],
    ['StringEquals', 1, '1', true],
    ['StringNotEquals', ['b', 'a'], 'a', false],
    ['StringNotEquals', ['b', 'a'], 'c', true],
    ['StringEqualsIgnoreCase', 'aB', 'Ab', true],
    ['StringNotEqualsIgnoreCase', 'aB', 'Ab', false],
    ['StringLike', 'a*c', 'abbc', true],
    ['StringLike', 'a?c', 'abc', true],
    ['StringLike', 'a?c', 'ac', false],
    ['StringLike', 'A*', 'abc', false],
    ['StringLike', 'a.c', 'abc', false],
    ['StringNotLike', 'a*', 'abc', false],
    ['StringNotLike', 'a*', 'b', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '10.0', false],
    ['NumericLessThan', 10, '9.5', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '9', '10', true],
    ['NumericGreaterThan', '-1', '0', true],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['NumericLessThan', 'ten', '9', false],
    ['NumericLessThan', '10', 'nine', false],
    ['DateEquals', '2026-01-01', '2026-01-01T00:00:00Z', true],
    ['DateNotEquals', '2026-01-01', '2026-01-01T00:00:00Z', false],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59.999Z', true],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
    ['DateLessThanEquals', '1767225600', '2026-01-01T00:00:00Z', true],
    ['DateGreaterThan', '2026-01-01T00:00:00+01:00', '2025-12-31T23:30:00Z', true],
    ['DateGreaterThanEquals', '2026-01-01T00:00:00Z', '1767225600', true],
    ['DateGreaterThan', 'yesterday', '2026-01-01T00:00:00Z', false],
    ['Bool', true, 'true', true],
    ['Bool', 'True', 'true', true],
    ['Bool', 'false', 'true', false],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
    ['BinaryEquals', 'QmluYXJ5', 'qmluYXJ5', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.9', true],
    ['IpAddress', '203.0.113.9', '203.0.113.9', true],
    ['IpAddress', '203.0.113.9', '203.0.113.10', false],
    ['IpAddress', '0.0.0.0/0', '198.51.100.1', true],
    ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678:9::1', true],
    ['IpAddress', '2001:db8::/32', '2001:db9::1', false],
    ['IpAddress', '::ffff:192.0.2.1', '::ffff:c000:201', true],
    ['IpAddress', '203.0.113.0/24', '203.0.113.0/16', false],
    ['IpAddress', '203.0.113.0/33', '203.0.113.9', false],
    ['NotIpAddress', '203.0.113.0/24', '203.0.113.9', false],
    ['NotIpAddress', '203.0.113.0/24', '203.0.114.9', true],
    ['ArnEquals', arn('role/*'), arn('role/a/b'), true],
    ['ArnLike', arn('role/a?'), arn('role/ab'), true],
    ['ArnLike', 'arn:aws:*:role/N', arn('role/N'), false],
    ['ArnLike', 'arn:aws:iam::*:role/N', arn('role/N'), true],
    ['ArnLike', 'arn:aws:iam::*:role/n', arn('role/N'), false],
    ['ArnLike', arn('role/*'), 'role/N', false],
    ['ArnNotEquals', arn('role/*'), arn('user/U'), true],
    ['ArnNotLike', arn('role/*'), arn('role/N'), false],
    ['stringequals', 'a', 'a', true],
    ['StringMatches', 'a', 'a', false],
    ['StringEquals', [], 'a', false],
    ['StringNotEquals', [], 'a', false]
  ])('%s %j, the request has %s: %s', (operator, wanted, value, expected) => {
    expect(holds({ [operator]: { 'test:Key': wanted } }, { 'TEST:key': value })).toBe(expected)
  })
})

describe('a key that the request lacks', () => {
  test.each([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringLike', false],
    ['StringNotLike', true],
    ['NumericLessThan', false],
    ['NumericNotEquals', true],
    ['DateLessThan', false],
    ['DateNotEquals', true],
    ['Bool', false],
    ['IpAddress', false],
    ['NotIpAddress', true],
    ['ArnLike', false],
    ['ArnNotLike', true],
    ['StringEqualsIfExists', true],
    ['StringNotEqualsIfExists', true],
    ['BoolIfExists', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['ForAnyValue:StringEqualsIfExists', true],
    ['ForAllValues:StringEquals', true]
  ])('%s: %s', (operator, expected) => {
    expect(holds({ [operator]: { 'test:Key': ['1'] } }, {})).toBe(expected)
  })

  test.each([
    ['true', {}, true],
    ['false', {}, false],
    ['true', { 'test:Key': 'x' }, false],
    ['false', { 'test:Key': 'x' }, true],
    ['True', {}, true],
    ['true', { 'test:Key': [] }, true]
  ])('Null %s with %j: %s', (wanted, context, expected) => {
    expect(holds({ Null: { 'test:Key': wanted } }, context)).toBe(expected)
  })
})

describe('sets of values', () => {
  test.each<[operator: string, values: readonly string[], holds: boolean]>([
    ['ForAnyValue:StringEquals', ['a', 'z'], true],
    ['ForAnyValue:StringEquals', ['y', 'z'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'z'], false],
    ['ForAllValues:StringEquals', [], true],
    ['ForAllValues:StringEquals', [''], true],
    ['ForAnyValue:StringNotEquals', ['a', 'z'], true],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], false],
    ['ForAllValues:StringNotEquals', ['y', 'z'], true],
    ['ForAllValues:StringNotEquals', ['a', 'z'], false]
  ])('%s [a, b], the request has %j: %s', (operator, values, expected) => {
    expect(holds({ [operator]: { 'test:Key': ['a', 'b'] } }, { 'test:Key': values })).toBe(expected)
  })
})

test.each([
  ['both operators hold', { StringEquals: { k: 'a' }, Bool: { b: 'true' } }, true],
  ['one operator fails', { StringEquals: { k: 'a' }, Bool: { b: 'false' } }, false],
  ['one key fails', { StringEquals: { k: 'a', b: 'x' } }, false]
])('operators and keys are all needed: %s', (_name, condition, expected) => {
  expect(holds(condition, { k: 'a', b: 'true' })).toBe(expected)
})

describe('variables', () => {
  test.each<[wanted: string, value: string, context: RequestContext, holds: boolean]>([
    ['${aws:username}', 'Alice', { 'aws:username': 'Alice' }, true],
    ['${AWS:UserName}', 'Alice', { 'aws:username': 'Alice' }, true],
    ['${aws:username}', 'Alice', {}, false],
    ["${aws:username, 'guest'}", 'guest', {}, true],
    ["${aws:username, 'guest'}", 'guest', { 'aws:username': 'Alice' }, false],
    ['${aws:username}', 'Alice', { 'aws:username': ['Alice'] }, false],
    ['a-${aws:username}-*', 'a-Alice-9', { 'aws:username': 'Alice' }, true],
    ['${aws:username}', 'xyz', { 'aws:username': '*' }, false],
    ['${*}', '*', {}, true],
    ['${*}', 'a', {}, false],
    ['${?}', 'a', {}, false],
    ['${$}{x}', '${x}', {}, true]
  ])('%s against %s', (wanted, value, context, expected) => {
    expect(holds({ StringLike: { k: wanted } }, { k: value, ...context })).toBe(expected)
  })

  test('mean nothing before Version 2012-10-17', () => {
    const condition = { StringEquals: { k: '${aws:username}' } }
    const alice = { 'aws:username': 'Alice' }
    expect(holds(condition, { k: 'Alice', ...alice }, '2008-10-17')).toBe(false)
    expect(holds(condition, { k: '${aws:username}', ...alice }, '2008-10-17')).toBe(true)
  })

  test('stand for one segment of an ARN, colons and all', () => {
    const condition = { ArnLike: { k: 'arn:aws:s3:::home/${aws:userid}/*' } }
    const context = { k: 'arn:aws:s3:::home/AROA:s/x', 'aws:userid': 'AROA:s' }
    expect(holds(condition, context)).toBe(true)
  })
})
