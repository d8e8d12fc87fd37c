import { invalid, isInvalid, type Invalid } from '../../domain/invalid.js'
import { crossCheck, type CrossCheck } from '../checks/cross-check.js'
import { optional, type Environment } from '../inputs/input-definition.js'

const mostCharacters = 1_024

/** Reads the path of a file to write; where it may lie is judged by `reportFileChecks`. */
export function parseReportPath(text: string): string | Invalid {
  if (text.length > mostCharacters) {
    return invalid(`has ${text.length} characters; at most ${mostCharacters}`)
  }
  if (/\p{Cc}/u.test(text)) return invalid('must not hold control characters')
  const parts = text.split(/[/\\]/)
  if (parts.includes('..')) return invalid('must not hold ".."')
  const name = parts.at(-1) ?? ''
  return name === '' || name === '.' ? invalid(`"${text}" names a folder; name a file in it`) : text
}

/** Whether an absolute path lies where a step may write. */
export const reportFileChecks: readonly CrossCheck[] = [
  crossCheck('report-file', ['report-file'], ({ 'report-file': path }, environment) =>
    path === undefined ? undefined : whyOutside(path, environment)
  )
]

/**
 * The path that the step names in `report-file`, whatever else is wrong with its inputs; undefined
 * where there is none, or one that may not be written.
 */
export function readReportPath(
  read: (name: string) => string,
  environment: Environment
): string | undefined {
  const path = optional(parseReportPath)(read('report-file').trim())
  if (path === undefined || isInvalid(path)) return undefined
  return whyOutside(path, environment) === undefined ? path : undefined
}

function whyOutside(path: string, environment: Environment): string | undefined {
  const normal = normalise(path)
  if (!normal.startsWith('/') && !/^[a-z]:/i.test(normal)) return undefined
  const roots = ['GITHUB_WORKSPACE', 'RUNNER_TEMP'].map((name) => environment[name] ?? '')
  const inside = roots.some((root) => root !== '' && normal.startsWith(`${normalise(root)}/`))
  return inside
    ? undefined
    : 'is absolute and lies neither in GITHUB_WORKSPACE nor in RUNNER_TEMP; use a path relative to the workspace'
}

/** With slashes alone, none twice and none at the end; drive letters differ in case only. */
function normalise(path: string): string {
  return path
    .replace(/[/\\]+/g, '/')
    .replace(/\/$/, '')
    .replace(/^[a-z]:/i, (drive) => drive.toUpperCase())
}
