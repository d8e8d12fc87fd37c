/** A workflow command, as a line of stdout or stderr spoke it. */
export interface WorkflowCommand {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

const known = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning'
])

/**
 * The command a line holds, if it holds one: `::name key=value::data` after blanks at its start,
 * or `##[name key=value;]data` anywhere in it.
 */
export function parseWorkflowCommand(line: string): WorkflowCommand | undefined {
  return parseColons(line.trimStart()) ?? parseBrackets(line)
}

/** Where a line only ends a `stop-commands` pause: `::TOKEN::`. */
export function resumesWith(line: string, token: string): boolean {
  return line.trimStart() === `::${token}::`
}

function parseColons(line: string): WorkflowCommand | undefined {
  const found = /^::(\S+?)(?: (.*?))?::(.*)$/s.exec(line)
  if (found === null) return undefined
  const [, name = '', properties = '', data = ''] = found
  return command(name, properties.split(','), data, unescapeColons)
}

function parseBrackets(line: string): WorkflowCommand | undefined {
  const found = /##\[([^\s\]]+)(?: ([^\]]*))?\](.*)$/s.exec(line)
  if (found === null) return undefined
  const [, name = '', properties = '', data = ''] = found
  return command(name, properties.split(';'), data, unescapeBrackets)
}

function command(
  spoken: string,
  pairs: readonly string[],
  data: string,
  unescape: { readonly data: Unescape; readonly property: Unescape }
): WorkflowCommand | undefined {
  const name = spoken.toLowerCase()
  if (!known.has(name)) return undefined
  const properties: Record<string, string> = {}
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at > 0) properties[pair.slice(0, at).trim()] = unescape.property(pair.slice(at + 1))
  }
  return { name, properties, data: unescape.data(data) }
}

type Unescape = (text: string) => string

const replaced =
  (table: Readonly<Record<string, string>>): Unescape =>
  (text) =>
    text.replaceAll(/%[0-9A-F]{2}/g, (code) => table[code] ?? code)

const lines = { '%0D': '\r', '%0A': '\n', '%25': '%' }

const unescapeColons = {
  data: replaced(lines),
  property: replaced({ ...lines, '%3A': ':', '%2C': ',' })
}

const brackets = replaced({ ...lines, '%3B': ';', '%5D': ']' })
const unescapeBrackets = { data: brackets, property: brackets }
