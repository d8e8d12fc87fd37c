import { renderSections } from './render-readme.js'
import { unknownMarks } from './unknown-marks.js'

/** docs/sandbox.md with its table of unknowns made anew. */
export function renderSandboxDoc(text: string): Promise<string> {
  return renderSections(text, { unknowns: unknownsTable() }, 'docs/sandbox.md')
}

function unknownsTable(): string {
  const rows = unknownMarks().map(({ file, unknown, choice, switchName }) => {
    const chosen = switchName === undefined ? choice : `${choice} (\`${switchName}\`)`
    return `| \`${file}\` | ${inCell(unknown)} | ${inCell(chosen)} |`
  })
  return ['| where | what is unknown | what is done here |', '| --- | --- | --- |', ...rows].join(
    '\n'
  )
}

const inCell = (text: string): string => text.replaceAll('|', '\\|')
