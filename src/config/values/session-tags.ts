import type { Environment } from '../inputs/input-definition.js'

/** The tags' keys, each a key of aws-actions/configure-aws-credentials too, and where their values come from. */
const variables = {
  Repository: 'GITHUB_REPOSITORY',
  Workflow: 'GITHUB_WORKFLOW',
  RunId: 'GITHUB_RUN_ID',
  Branch: 'GITHUB_REF'
} as const

/** Characters; of each value. */
const longest = 256

/**
 * What the sessions of a run are tagged with: what STS does not take becomes `_`, what is not known
 * is left out.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html
 */
export function sessionTagsOf(environment: Environment): Readonly<Record<string, string>> {
  const known = Object.entries(variables)
    .map(([key, variable]) => [key, clean(environment[variable] ?? '')] as const)
    .filter(([, value]) => value !== '')
  return { GitHub: 'Actions', ...Object.fromEntries(known) }
}

function clean(value: string): string {
  const allowed = value.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '_')
  return [...allowed].slice(0, longest).join('')
}
