import type { ActionDefinition } from './action-definition.js'

/** The `INPUT_` variables of a step, and what the runner warns of. */
export interface StepInputs {
  readonly variables: Readonly<Record<string, string>>
  readonly warnings: readonly string[]
}

/**
 * Applies the defaults and names the variables as a runner does: spaces become `_`, letters
 * upper-case, hyphens stay. `required` is not enforced; an unknown input warns and is passed on.
 * `github` is the context for defaults such as `${{ github.token }}`; what it lacks is empty.
 */
export function stepInputs(
  { inputs }: ActionDefinition,
  given: Readonly<Record<string, string>>,
  github: Readonly<Record<string, string>>
): StepInputs {
  const variables: Record<string, string> = {}
  for (const [name, input] of inputs) {
    variables[variableOf(name)] = evaluate(input.default ?? '', github)
  }
  const declared = new Set([...inputs.keys()].map(variableOf))
  const unexpected: string[] = []
  for (const [name, value] of Object.entries(given)) {
    if (!declared.has(variableOf(name))) unexpected.push(name)
    variables[variableOf(name)] = value
  }
  return { variables, warnings: warningsFor(unexpected, [...inputs.keys()]) }
}

function variableOf(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
}

function warningsFor(unexpected: readonly string[], valid: readonly string[]): readonly string[] {
  if (unexpected.length === 0) return []
  const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ')
  return [`Unexpected input(s) ${quoted(unexpected)}, valid inputs are [${quoted(valid)}]`]
}

function evaluate(text: string, github: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_whole, expression: string) => {
    const name = /^\s*github\.(\w+)\s*$/.exec(expression)?.[1]
    if (name === undefined) throw new Error(`cannot evaluate the default "${text}"`)
    return github[name] ?? ''
  })
}
