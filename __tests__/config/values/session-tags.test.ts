import { sessionTagsOf } from '../../../src/config/values/session-tags.js'

/** Tag values as STS's model has them. */
const value = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u

test('a job is told by where it runs, in keys that configure-aws-credentials uses too', () => {
  expect(
    sessionTagsOf({
      GITHUB_REPOSITORY: 'octo-org/messages',
      GITHUB_WORKFLOW: 'Deploy: prod',
      GITHUB_RUN_ID: '4200000001',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_ACTOR: 'octocat'
    })
  ).toEqual({
    GitHub: 'Actions',
    Repository: 'octo-org/messages',
    Workflow: 'Deploy: prod',
    RunId: '4200000001',
    Branch: 'refs/heads/main'
  })
})

test('what is not known is left out', () => {
  expect(sessionTagsOf({ GITHUB_WORKFLOW: '' })).toEqual({ GitHub: 'Actions' })
})

test.each([
  ['Déploy (prod) & 送信 #1', 'Déploy _prod_ _ 送信 _1'],
  ['a\nb\tc', 'a_b_c'],
  ['x'.repeat(300), 'x'.repeat(256)],
  // Outside the basic plane: a character is not cut in two.
  ['𐐀'.repeat(300), '𐐀'.repeat(256)]
])('%j becomes a value that STS takes', (name, expected) => {
  const { Workflow = '' } = sessionTagsOf({ GITHUB_WORKFLOW: name })
  expect(Workflow).toBe(expected)
  expect(Workflow).toMatch(value)
})
