import { parse } from 'yaml'
import { shownWorkflows } from '../../scripts/lint-workflows.js'
import { sessionTagsOf } from '../../src/config/values/session-tags.js'
import { inputs } from '../../src/config/inputs/inputs.js'
import { validatePolicy } from '../../src/policy/document/validate.js'
import { documentation, shownPolicies, workflowUnder } from '../support/documentation.js'
import { settings } from '../support/documented-settings.js'

const text = documentation('docs/credentials.md')

/** The first cells of the table under a heading. */
function firstCells(heading: string): readonly string[] {
  const [, section = ''] = text.split(`\n## ${heading}\n`)
  const [table = ''] = /(^\|.*\n)+/m.exec(section) ?? []
  return [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = '']) => cell)
}

test.each(Object.entries(shownPolicies(text)))(
  'the policy %s is one that IAM stores',
  (name, policy) => {
    const kind = name === 'deploy-becomes' ? 'identity' : 'trust'
    expect(validatePolicy(policy, kind)).toEqual([])
  }
)

test('every policy shown has a name, so that it is tested', () => {
  expect(text.match(/^```json/gm)).toHaveLength(Object.keys(shownPolicies(text)).length)
})

test('every workflow shown is run by the tests, under the heading that names it', () => {
  const run = Object.keys(settings).filter((way) => text.includes(`\n### ${way}\n`))
  expect(run).toHaveLength(shownWorkflows(text).length)
  for (const way of run) expect(workflowUnder(`### ${way}`, text)).toContain('jobs:')
})

test('every workflow shown may ask for a token as the text says', () => {
  const [, permissions = ''] = /^```yaml\n(permissions:\n.*?)^```$/ms.exec(text) ?? []
  expect(parse(permissions)).toEqual({
    permissions: { 'id-token': 'write', contents: 'read' }
  })
  for (const workflow of shownWorkflows(text)) {
    expect(parse(workflow)).toMatchObject({ permissions: { 'id-token': 'write' } })
  }
})

test('the tags shown are those that are sent', () => {
  const job = {
    GITHUB_REPOSITORY: 'a/b',
    GITHUB_WORKFLOW: 'c',
    GITHUB_RUN_ID: '1',
    GITHUB_REF: 'refs/heads/main'
  }
  expect(firstCells('Session tags')).toEqual(Object.keys(sessionTagsOf(job)))
  for (const key of firstCells('Session tags')) {
    expect(inputs['send-session-tags'].description).toContain(`\`${key}\``)
  }
})

test.each(['ambient', 'profile:NAME', 'role:ARN', 'oidc:ARN'])('%s has a section', (form) => {
  expect(text).toContain(`\n## \`${form}\`\n`)
})
