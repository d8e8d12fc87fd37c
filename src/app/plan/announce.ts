import type { Finding } from '../../domain/findings/finding.js'
import type { Journal } from '../journal/journal.js'
import type { Ports } from '../ports.js'

/** Puts findings into the report and says them in the log now, before anything is written. */
export function announce(
  findings: readonly Finding[],
  { ports, journal }: { readonly ports: Ports; readonly journal: Journal }
): void {
  for (const finding of findings) ports.log(`${finding.code}: ${finding.message}`)
  journal.findings.push(...findings)
}
