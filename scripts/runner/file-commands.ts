/**
 * Reads the lines a step appended to GITHUB_OUTPUT, GITHUB_ENV or GITHUB_STATE:
 * `NAME=VALUE`, or `NAME<<DELIMITER` with the value up to a line that is the delimiter.
 * Throws where a runner would fail the step.
 */
export function parseFileCommands(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const heredoc = /^([^=]*?)<<(.+)$/.exec(line)
    if (heredoc === null) {
      const equals = line.indexOf('=')
      if (equals < 1) throw new Error(`Invalid format '${line}'`)
      values[line.slice(0, equals)] = line.slice(equals + 1)
      continue
    }
    const [, name = '', delimiter = ''] = heredoc
    const end = lines.indexOf(delimiter, at + 1)
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
    values[name] = lines.slice(at + 1, end).join('\n')
    at = end
  }
  return values
}
