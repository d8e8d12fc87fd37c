import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '@michaelhomer/jqjs'
import { examplePath } from '../../scripts/example-report.js'
import { projectRoot } from '../../scripts/project-root.js'
import { renderReportDoc } from '../../scripts/readme/report-doc.js'

const page = readFileSync(join(projectRoot, 'docs', 'run-report.md'), 'utf8')
const example: unknown = JSON.parse(readFileSync(join(projectRoot, examplePath), 'utf8'))

/** Each recipe of the page: its options, its filter, and what the page says it prints. */
const recipes = [
  ...page.matchAll(/```sh\njq (-r )?'([^']*)' sender\.json\n```\n\n```text\n(.*?)\n```/gs)
].map(([, raw = '', filter = '', prints = '']) => ({ raw, filter, prints }))

test('every command of the page is a recipe with its output', () => {
  expect(recipes).toHaveLength(page.match(/```sh/g)?.length ?? 0)
  expect(recipes.length).toBeGreaterThan(3)
})

test.each(recipes)('jq $raw$filter prints of the example what the page says', (recipe) => {
  const { raw, filter, prints } = recipe
  const found = [...compile(filter)(example)]
  const lines = found.map((one) =>
    raw !== '' && typeof one === 'string' ? one : JSON.stringify(one)
  )
  expect(lines.join('\n')).toBe(prints)
})

test('its table of members is that of the schema, and says something of each', async () => {
  expect(await renderReportDoc(page)).toBe(page)
  expect(page).not.toMatch(/\| (always|sometimes) +\| +\|/)
})
