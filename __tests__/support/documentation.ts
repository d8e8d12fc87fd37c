import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shownWorkflows } from '../../scripts/lint-workflows.js'
import { projectRoot } from '../../scripts/project-root.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'

/** The text of a Markdown file of this repository, by its path. */
export function documentation(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8')
}

/** The one workflow under a heading of a Markdown text, up to the next heading of that kind. */
export function workflowUnder(heading: string, markdown: string): string {
  const [, section = ''] = markdown.split(`\n${heading}\n`)
  const level = /^#+ /.exec(heading)?.[0] ?? ''
  const [own = ''] = section.split(`\n${level}`)
  const [workflow, ...more] = shownWorkflows(own)
  if (workflow === undefined || more.length > 0) {
    throw new Error(
      `under "${heading}" there is not one workflow, but ${shownWorkflows(own).length}`
    )
  }
  return workflow
}

/** The policies that a Markdown text shows, by the name behind ```` ```json ````. */
export function shownPolicies(markdown: string): Readonly<Record<string, PolicyDocument>> {
  return Object.fromEntries(
    [...markdown.matchAll(/^```json ([\w-]+)\n(.*?)^```$/gms)].map(([, name = '', text = '']) => [
      name,
      JSON.parse(text) as PolicyDocument
    ])
  )
}

/** The policy with other words in the place of its examples, the longest example first. */
export function filledIn(
  document: PolicyDocument,
  words: Readonly<Record<string, string>>
): PolicyDocument {
  const examples = Object.entries(words).sort(([a], [b]) => b.length - a.length)
  const text = examples.reduce(
    (filled, [example, word]) => filled.replaceAll(example, word),
    JSON.stringify(document)
  )
  return JSON.parse(text) as PolicyDocument
}
