import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { examplePath, exampleReport } from './example-report.js'
import { projectRoot } from './project-root.js'

// `node scripts/run.mjs report-example`: the example of docs/run-report.md anew, by the bundle in dist/.
writeFileSync(join(projectRoot, examplePath), await exampleReport())
console.log(`${examplePath} is made anew.`)
