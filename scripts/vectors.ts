import { readFileSync } from 'node:fs'
import { judgeVectors } from './vector-cases.js'
import type { VectorOutcome, VectorProblem } from './vector-cases.js'

/** Judges the files named on the command line; exit status 0 only when all of their cases agree. */
function main(files: readonly string[]): number {
  if (files.length === 0) {
    console.error('usage: npm run vectors -- FILE…')
    return 2
  }
  const judged = files.map(judgeFile)
  const outcomes = judged.flatMap((file) => file ?? [])
  const count = (result: VectorOutcome['result']) =>
    outcomes.filter((outcome) => outcome.result === result).length
  if (count('not-scored') > 0) console.log(`${count('not-scored')} unverified, not scored`)
  console.log(`${count('passed')} passed, ${count('failed')} failed`)
  return count('failed') > 0 || judged.includes(undefined) ? 1 : 0
}

function judgeFile(file: string): readonly VectorOutcome[] | undefined {
  const judged = judgeText(file)
  if ('problem' in judged) {
    console.error(`${file}: ${judged.problem}`)
    return undefined
  }
  for (const outcome of judged) {
    if (outcome.result === 'failed') console.log(`${file}: ${outcome.id}: ${outcome.reason}`)
  }
  return judged
}

function judgeText(file: string): readonly VectorOutcome[] | VectorProblem {
  try {
    return judgeVectors(readFileSync(file, 'utf8'))
  } catch (error) {
    return { problem: `cannot be read: ${error instanceof Error ? error.message : String(error)}` }
  }
}

process.exitCode = main(process.argv.slice(2))
