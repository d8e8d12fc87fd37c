import { parse } from 'yaml'

/** What a runner reads from action.yml. */
export interface ActionDefinition {
  readonly inputs: ReadonlyMap<string, InputDefinition>
  readonly outputs: readonly string[]
  /** The entry file, relative to the action's folder. */
  readonly main: string
}

export interface InputDefinition {
  /** May hold `${{ }}` expressions. */
  readonly default?: string
}

interface RawAction {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown } | null>>
  readonly outputs?: Readonly<Record<string, unknown>>
  readonly runs?: { readonly main?: unknown }
}

/** Reads the text of action.yml; throws where no JavaScript entry is named. */
export function parseActionDefinition(text: string): ActionDefinition {
  const { inputs = {}, outputs = {}, runs } = parse(text) as RawAction
  if (typeof runs?.main !== 'string') throw new Error('action.yml names no runs.main')
  return {
    inputs: new Map(Object.entries(inputs).map(([name, input]) => [name, definition(input)])),
    outputs: Object.keys(outputs),
    main: runs.main
  }
}

function definition(input: { readonly default?: unknown } | null): InputDefinition {
  const preset = input?.default
  if (preset === undefined || preset === null) return {}
  return { default: typeof preset === 'string' ? preset : JSON.stringify(preset) }
}
