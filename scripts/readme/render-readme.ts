import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { projectRoot } from '../project-root.js'
import { inputsTable, outputsTable } from './interface-tables.js'
import { neededPolicies } from './permissions.js'

/** Each generated part of the README, by the name in its markers. */
export const generatedSections: Readonly<Record<string, string>> = {
  inputs: inputsTable(),
  outputs: outputsTable(),
  ...Object.fromEntries(
    Object.entries(neededPolicies).map(([name, { document }]) => [
      `policy:${name}`,
      `\`\`\`json\n${JSON.stringify(document, null, 2)}\n\`\`\``
    ])
  )
}

/** The README with its generated parts made anew; throws where a part’s markers are missing. */
export function renderReadme(text: string): Promise<string> {
  return renderSections(text, generatedSections, 'README.md')
}

/** A page with its generated parts made anew; throws where a part’s markers are missing. */
export async function renderSections(
  text: string,
  sections: Readonly<Record<string, string>>,
  path: string
): Promise<string> {
  let filled = text
  for (const [name, section] of Object.entries(sections)) {
    filled = fill(filled, { name, section, path })
  }
  const style = await resolveConfig(join(projectRoot, path))
  return format(filled, { ...style, parser: 'markdown' })
}

function fill(
  text: string,
  {
    name,
    section,
    path
  }: { readonly name: string; readonly section: string; readonly path: string }
): string {
  const opening = `<!-- ${name} -->`
  const closing = `<!-- /${name} -->`
  const from = text.indexOf(opening)
  const to = text.indexOf(closing)
  if (from < 0 || to < from) throw new Error(`${path} lacks ${opening} … ${closing}`)
  return `${text.slice(0, from)}${opening}\n\n${section}\n\n${text.slice(to)}`
}
