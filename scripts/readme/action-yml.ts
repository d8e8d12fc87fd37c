import { format, resolveConfig } from 'prettier'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { inputNames, inputs } from '../../src/config/inputs/inputs.js'
import { outputs } from '../../src/config/outputs.js'
import { projectRoot } from '../project-root.js'

/** action.yml with its inputs and outputs made anew; what stands before and after them stays. */
export async function renderActionYml(text: string): Promise<string> {
  const [from, to] = [text.indexOf('\ninputs:\n'), text.indexOf('\nruns:\n')]
  if (from < 0 || to < from) throw new Error('action.yml lacks its inputs or its runs')
  const made = stringify(
    { inputs: declaredInputs(), outputs: declaredOutputs() },
    { lineWidth: 0, singleQuote: true }
  )
  const whole = `${text.slice(0, from + 1)}${made}${text.slice(to + 1)}`
  const style = await resolveConfig(join(projectRoot, 'action.yml'))
  return format(whole, { ...style, parser: 'yaml' })
}

function declaredInputs(): object {
  const entries = inputNames.map((name) => {
    // Without a default an input is empty text to the action, which reads it as not given.
    const { description, default: preset = '' } = inputs[name]
    return [name, { description, required: false, default: preset }]
  })
  return Object.fromEntries(entries) as object
}

function declaredOutputs(): object {
  const entries = Object.entries(outputs).map(([name, { description }]) => [name, { description }])
  return Object.fromEntries(entries) as object
}
