import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './project-root.js'
import { renderReadme } from './readme/render-readme.js'

// `npm run readme`: the README’s tables and policies from the code; with `-- --check` nothing is
// written, and a difference ends with exit code 1.
const path = join(projectRoot, 'README.md')
const before = readFileSync(path, 'utf8')
const after = await renderReadme(before)
if (before === after) {
  console.log('README.md is up to date.')
} else if (process.argv.includes('--check')) {
  console.error('README.md differs from the code; run `npm run readme`.')
  process.exitCode = 1
} else {
  writeFileSync(path, after)
  console.log('README.md is made anew.')
}
