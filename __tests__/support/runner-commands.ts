/** A workflow command as the runner reads it. */
export interface RunnerCommand {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

const known = new Set([
  ...['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'add-mask', 'add-matcher'],
  ...['remove-matcher', 'set-output', 'save-state', 'set-env', 'add-path', 'echo'],
  ...['stop-commands', 'internal-set-repo-path']
])

/** What the runner carries out of an output, line by line, by both of its grammars. */
export function commandsIn(output: string): readonly RunnerCommand[] {
  return output
    .split(/\r\n|\r|\n/)
    .map((line) => doubleColon(line) ?? hashBracket(line))
    .filter((command) => command !== undefined)
}

/** `::name key=value,key=value::data` at the start of a line after blanks. */
function doubleColon(line: string): RunnerCommand | undefined {
  const text = line.trimStart()
  if (!text.startsWith('::')) return undefined
  const end = text.indexOf('::', 2)
  if (end < 0) return undefined
  return command(text.slice(2, end), text.slice(end + 2), ',')
}

/** `##[name key=value;key=value]data` anywhere in a line. */
function hashBracket(line: string): RunnerCommand | undefined {
  const start = line.indexOf('##[')
  const end = line.indexOf(']', start)
  if (start < 0 || end < 0) return undefined
  return command(line.slice(start + 3, end), line.slice(end + 1), ';')
}

function command(head: string, data: string, separator: string): RunnerCommand | undefined {
  const [name = '', ...rest] = head.trim().split(' ')
  if (!known.has(name.toLowerCase())) return undefined
  const pairs = rest
    .join(' ')
    .split(separator)
    .map((pair) => pair.split('='))
    .filter(([key]) => key !== undefined && key !== '')
    .map(([key = '', ...value]) => [key.trim(), unescapeProperty(value.join('='))])
  return {
    name,
    properties: Object.fromEntries(pairs) as Record<string, string>,
    data: unescapeData(data)
  }
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','))
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}
