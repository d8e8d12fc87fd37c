import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { projectRoot } from '../../scripts/project-root.js'
import { sessionTagsOf } from '../../src/config/session-tags.js'
import { inputs } from '../../src/config/inputs.js'
import { validatePolicy } from '../../src/policy/validate.js'
import type { PolicyDocument } from '../../src/policy/document.js'

const text = readFileSync(join(projectRoot, 'docs', 'credentials.md'), 'utf8')
const blocks = (language: string): readonly string[] =>
  [...text.matchAll(new RegExp('```' + language + '\\n(.*?)```', 'gs'))].map(
    ([, block = '']) => block
  )

/** The first cells of the table under a heading. */
function firstCells(heading: string): readonly string[] {
  const [, section = ''] = text.split(`\n## ${heading}\n`)
  const [table = ''] = /(^\|.*\n)+/m.exec(section) ?? []
  return [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = '']) => cell)
}

test('every trust policy shown is one that IAM stores', () => {
  const documents = blocks('json').map((block) => JSON.parse(block) as PolicyDocument)
  expect(documents).not.toEqual([])
  for (const document of documents) expect(validatePolicy(document, 'trust')).toEqual([])
})

test('the permissions shown are those that a token needs', () => {
  expect(blocks('yaml').map((block): unknown => parse(block))).toContainEqual({
    permissions: { 'id-token': 'write', contents: 'read' }
  })
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
