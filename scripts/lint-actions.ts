import { checkedFiles, lintWorkflows } from './lint-workflows.js'

// Part of `npm run lint`: what GitHub itself would say to action.yml and the workflows.
const told = await lintWorkflows(checkedFiles())
for (const line of told) console.error(line)
if (told.length > 0) process.exitCode = 1
