/**
 * A text as lines that the runner prints and never carries out: it takes `::command` at the start
 * of a line after blanks, and `##[command` anywhere, for a command.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function logLines(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).map(harmlessLine)
}

function harmlessLine(line: string): string {
  return line
    .replace(/[^\t\P{Cc}]|\p{Cf}|\p{Cs}/gu, '\uFFFD')
    .replace(/^([^\p{L}\p{N}\p{P}\p{S}]*):(?=:)/u, '$1\\:')
    .replaceAll('##[', '##\\[')
}
