import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { projectRoot } from '../project-root.js'
import { reportSchema, wordsOf } from './report-schema.js'

/** Where the schema of the run report lies in the repository. */
export const schemaPath = 'schema/run-report.schema.json'
/** Where the words of the run report lie. */
export const wordsPath = 'src/report/report-words.ts'

/** The schema of the run report, as the file holds it. */
export function renderSchema(): Promise<string> {
  return formatted(schemaPath, JSON.stringify(reportSchema))
}

/** The words of the run report, as the code that conceals texts knows them. */
export function renderWords(): Promise<string> {
  const text = [
    '// Made by `npm run readme` from the type of the run report.',
    '',
    '/** Every text that members of the run report have by themselves: no external id of a text. */',
    `export const reportWords = ${JSON.stringify(wordsOf(reportSchema))} as const`,
    ''
  ].join('\n')
  return formatted(wordsPath, text)
}

async function formatted(path: string, text: string): Promise<string> {
  const style = await resolveConfig(join(projectRoot, path))
  return format(text, { ...style, filepath: path })
}
