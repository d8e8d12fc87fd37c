import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './project-root.js'
import { renderActionYml } from './readme/action-yml.js'
import { northAmericanNumbers } from './readme/north-american-numbers.js'
import { renderSchema, renderWords, schemaPath, wordsPath } from './readme/report-files.js'
import { renderReportDoc } from './readme/report-doc.js'
import { renderReadme } from './readme/render-readme.js'
import { renderSandboxDoc } from './readme/sandbox-doc.js'

// `npm run readme`: from the code the inputs and outputs of action.yml, the tables and policies of
// the README and of docs/run-report.md and docs/sandbox.md, the schema and the words of the run
// report, and the numbers' metadata from its library;
// with `-- --check` nothing is written, and a difference ends with exit code 1.
const pages: Readonly<Record<string, (text: string) => Promise<string>>> = {
  'action.yml': renderActionYml,
  'README.md': renderReadme,
  'docs/run-report.md': renderReportDoc,
  'docs/sandbox.md': renderSandboxDoc,
  [schemaPath]: renderSchema,
  [wordsPath]: renderWords,
  'src/config/values/north-american-numbers.ts': northAmericanNumbers
}
for (const [page, render] of Object.entries(pages)) {
  const path = join(projectRoot, page)
  const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const after = await render(before)
  if (before === after) {
    console.log(`${page} is up to date.`)
  } else if (process.argv.includes('--check')) {
    console.error(`${page} differs from the code; run \`npm run readme\`.`)
    process.exitCode = 1
  } else {
    writeFileSync(path, after)
    console.log(`${page} is made anew.`)
  }
}
