import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCodes } from '../../src/errors.js'
import { projectRoot } from '../../scripts/project-root.js'

const text = readFileSync(join(projectRoot, 'docs', 'troubleshooting.md'), 'utf8')
const sections = new Map(
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...rest] = section.split('\n')
      return [heading.trim(), rest.join('\n')]
    })
)

test('every code has a heading, and every heading is a code', () => {
  expect([...sections.keys()].sort()).toEqual([...errorCodes].sort())
})

test.each(errorCodes)('%s says what happened, why, and what to do', (code) => {
  expect(sections.get(code)).toMatch(/\*\*What\.\*\* \S.*\*\*Why\.\*\* \S.*\*\*Do\.\*\* \S/s)
})

test('no heading stands there twice', () => {
  expect(text.match(/^## /gm)).toHaveLength(sections.size)
})
