import { inputNames, inputs } from '../../src/config/inputs/inputs.js'
import { outputs } from '../../src/config/outputs.js'

/** The README’s table of inputs. */
export function inputsTable(): string {
  const rows = inputNames.map((name) => {
    const { description, default: preset, required } = inputs[name]
    const value = required ? '**required**' : preset === undefined ? '' : `\`${preset}\``
    return [`\`${name}\``, value, description]
  })
  return table(['Input', 'Default', 'Meaning'], rows)
}

/** The README’s table of outputs. */
export function outputsTable(): string {
  const rows = Object.entries(outputs).map(([name, { description, example }]) => [
    `\`${name}\``,
    description,
    `\`${example}\``
  ])
  return table(['Output', 'Meaning', 'Example'], rows)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.map(inCell).join(' | ')} |`).join('\n')
}

/** A bar ends a cell, even inside code. */
function inCell(text: string): string {
  return text.replaceAll('|', '\\|')
}
