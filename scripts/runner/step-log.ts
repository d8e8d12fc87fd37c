import type { Masks } from './masks.js'
import { createMasks } from './masks.js'
import type { WorkflowCommand } from './workflow-command.js'
import { parseWorkflowCommand, resumesWith } from './workflow-command.js'

export type AnnotationLevel = 'error' | 'warning' | 'notice'

/** A message on the run's page. */
export interface Annotation {
  readonly level: AnnotationLevel
  readonly message: string
  readonly title?: string
  readonly file?: string
}

/** GitHub keeps this many annotations of each level for a step, and cuts their messages. */
const annotationsPerLevel = 10
const messageLength = 4_096

/** What a step says on stdout and stderr, as a runner understands it. */
export interface StepLog {
  readonly read: (line: string) => void
  readonly annotate: (annotation: Annotation) => void
  readonly masks: Masks
  readonly annotations: () => readonly Annotation[]
  /** How many annotations GitHub would have dropped. */
  readonly dropped: () => number
  readonly outputs: () => Readonly<Record<string, string>>
  /** The log as a reader sees it: masked, commands shown as a runner shows them. */
  readonly lines: () => readonly string[]
}

/** A log that has heard nothing. Debug lines are shown only where `debug` is true. */
export function createStepLog({ debug }: { readonly debug: boolean }): StepLog {
  const masks = createMasks()
  const lines: string[] = []
  const annotations: Annotation[] = []
  const outputs: Record<string, string> = {}
  let dropped = 0
  let paused: string | undefined

  const annotate = (annotation: Annotation): void => {
    const { level } = annotation
    const message = masks.hide(annotation.message).slice(0, messageLength)
    if (annotations.filter((kept) => kept.level === level).length < annotationsPerLevel) {
      annotations.push({ ...annotation, message })
    } else {
      dropped += 1
    }
    lines.push(`##[${level}]${message}`)
  }

  const obey = (command: WorkflowCommand): void => {
    const { name, data, properties } = command
    if (name === 'add-mask') masks.add(data)
    else if (isLevel(name)) annotate(annotationOf(name, command))
    else if (name === 'stop-commands') paused = data
    else if (name === 'set-output') outputs[properties['name'] ?? ''] = data
    else if (name === 'group') lines.push(masks.hide(`▸ ${data}`))
    else if (name === 'debug' && debug) lines.push(masks.hide(`##[debug]${data}`))
  }

  const read = (line: string): void => {
    if (paused !== undefined) {
      if (resumesWith(line, paused)) paused = undefined
      else lines.push(masks.hide(line))
      return
    }
    const command = parseWorkflowCommand(line)
    if (command === undefined) lines.push(masks.hide(line))
    else obey(command)
  }

  return {
    read,
    annotate,
    masks,
    annotations: () => annotations,
    dropped: () => dropped,
    outputs: () => outputs,
    lines: () => lines
  }
}

function isLevel(name: string): name is AnnotationLevel {
  return name === 'error' || name === 'warning' || name === 'notice'
}

function annotationOf(level: AnnotationLevel, { data, properties }: WorkflowCommand): Annotation {
  const { title, file } = properties
  return {
    level,
    message: data,
    ...(title !== undefined && { title }),
    ...(file !== undefined && { file })
  }
}
