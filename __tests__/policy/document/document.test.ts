import { decodePolicy, parsePolicy } from '../../../src/policy/document/document.js'

describe('parsePolicy', () => {
  test.each([
    ['an object', '{"Version":"2012-10-17"}', { Version: '2012-10-17' }],
    ['empty text', '', {}],
    ['white space', ' \n\t', {}],
    ['an empty list', '[]', {}],
    ['a list of one', '[{"Id":"x"}]', { Id: 'x' }]
  ])('reads %s', (_name, text, document) => {
    expect(parsePolicy(text)).toEqual({ document })
  })

  test.each([
    ['broken text', '{"Version":', /not JSON/],
    ['a list of two', '[{},{}]', /JSON object/],
    ['a list in a list', '[[{}]]', /JSON object/],
    ['null', 'null', /JSON object/],
    ['a string', '"{}"', /JSON object/],
    [
      'endless nesting',
      `{"Statement":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      /nested deeper/
    ],
    ['a name given twice', '{"a":{"Sid":1,"S\\u0069d":2}}', /"Sid" is given twice/]
  ])('refuses %s', (_name, text, problem) => {
    expect(parsePolicy(text)).toEqual({ problem: expect.stringMatching(problem) as string })
  })

  test.each([
    ['in different objects', '[{"a":{"Sid":1},"b":[{"Sid":2},{"Sid":3}]}]'],
    ['within strings', '{"a":"\\"x\\":{","x":1,"y":"a: b, \\\\"}']
  ])('takes equal names %s', (_name, text) => {
    expect(parsePolicy(text)).toHaveProperty('document')
  })
})

describe('decodePolicy', () => {
  test('decodes percent-encoding and leaves a plus alone', () => {
    expect(decodePolicy('%7B%22Id%22%3A%22a%2Bb%20c+d%22%7D')).toEqual({
      document: { Id: 'a+b c+d' }
    })
  })

  test.each([
    ['broken encoding', '%7B%', /RFC 3986/],
    ['bytes that are no text', '%ff', /RFC 3986/],
    ['encoded nonsense', '%7B', /not JSON/]
  ])('refuses %s', (_name, text, problem) => {
    expect(decodePolicy(text)).toEqual({ problem: expect.stringMatching(problem) as string })
  })
})

test('brackets within strings are no nesting', () => {
  const document = { Statement: [{ Sid: '\\"[{'.repeat(100) }] }
  expect(parsePolicy(JSON.stringify(document))).toEqual({ document })
})
