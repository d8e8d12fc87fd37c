import { logLines } from './log-line.js'
import type { Toolkit } from './toolkit.js'

/** Prints a text to the log; nothing in it becomes a workflow command. */
export function log(text: string, toolkit: Pick<Toolkit, 'info'>): void {
  for (const line of logLines(text)) toolkit.info(line)
}

/** Prints texts under a heading that the log can fold. */
export function logGroup(
  name: string,
  texts: readonly string[],
  toolkit: Pick<Toolkit, 'info' | 'startGroup' | 'endGroup'>
): void {
  toolkit.startGroup(logLines(name).join(' '))
  for (const text of texts) log(text, toolkit)
  toolkit.endGroup()
}

/** Hides values in the log from now on; call it before anything that could hold them is printed. */
export function maskSecrets(secrets: readonly string[], toolkit: Pick<Toolkit, 'setSecret'>): void {
  // An empty mask is an error annotation of the runner.
  for (const secret of secrets) if (secret.trim() !== '') toolkit.setSecret(secret)
}
