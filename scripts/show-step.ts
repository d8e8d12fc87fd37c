import type { Annotation } from './runner/step-log.js'
import type { StepResult } from './step-runner.js'
import type { Terminal } from './terminal-markdown.js'
import { renderMarkdown, styled } from './terminal-markdown.js'

/** What GitHub would show of a finished step: its annotations and its summary, then its outputs. */
export function showStep(result: StepResult, terminal: Terminal): string {
  const parts = [
    section('Annotations', annotations(result, terminal), terminal),
    section('Summary', renderMarkdown(result.summary, terminal), terminal),
    section('Outputs', outputs(result, terminal), terminal)
  ]
  return parts.join('\n\n')
}

function section(title: string, body: string, terminal: Terminal): string {
  return `${styled(title, 'cyan', terminal)}\n${body === '' ? '(none)' : body}`
}

function annotations(result: StepResult, terminal: Terminal): string {
  const shown = result.annotations.map((annotation) => annotationText(annotation, terminal))
  const dropped = result.droppedAnnotations
  return [...shown, ...(dropped > 0 ? [`… and ${dropped} that GitHub drops`] : [])].join('\n')
}

function annotationText({ level, title, message }: Annotation, terminal: Terminal): string {
  const head = styled(`${level}${title === undefined ? '' : ` ${title}`}:`, 'bold', terminal)
  return `  ${head} ${message.replaceAll('\n', '\n    ')}`
}

function outputs({ outputs, withheldOutputs }: StepResult, { details, width }: Terminal): string {
  return Object.entries(outputs)
    .map(([name, value]) => {
      const withheld = withheldOutputs.includes(name) ? ' (masked: other jobs do not get it)' : ''
      const line = `  ${name}=${value}${withheld}`
      const isLong = details === 'closed' && line.length > width
      return isLong ? `${line.slice(0, width - 1)}…` : line
    })
    .join('\n')
}
