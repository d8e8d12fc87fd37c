import { reportSchema } from './report-schema.js'
import { renderSections } from './render-readme.js'

/** docs/run-report.md with its table of members made anew. */
export function renderReportDoc(text: string): Promise<string> {
  return renderSections(text, { members: membersTable() }, 'docs/run-report.md')
}

interface Part {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Part>>
  readonly required?: readonly string[]
}

/** The members of a whole report, as the schema describes them. */
function membersTable(): string {
  const { $defs } = reportSchema as { readonly $defs: Readonly<Record<string, Part>> }
  const { properties = {}, required = [] } = $defs['RunDocument'] ?? {}
  const rows = Object.entries(properties).map(([name, { description = '' }]) => {
    const when = required.includes(name) ? 'always' : 'sometimes'
    return `| \`${name}\` | ${when} | ${description.replaceAll('|', '\\|')} |`
  })
  return ['| Member | There | Meaning |', '| --- | --- | --- |', ...rows].join('\n')
}
