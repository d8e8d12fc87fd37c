import type { WorkflowRun } from '../domain/workflow-run.js'
import type { Environment } from './inputs/input-definition.js'

const variables = {
  repository: 'GITHUB_REPOSITORY',
  workflow: 'GITHUB_WORKFLOW',
  job: 'GITHUB_JOB',
  event: 'GITHUB_EVENT_NAME',
  sha: 'GITHUB_SHA',
  id: 'GITHUB_RUN_ID',
  attempt: 'GITHUB_RUN_ATTEMPT'
} as const satisfies Record<keyof WorkflowRun, string>

/**
 * The workflow run that this step is part of; what the environment does not tell is left out.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function workflowRun(environment: Environment): WorkflowRun {
  const told = Object.entries(variables).flatMap(([name, variable]) => {
    const value = environment[variable] ?? ''
    return value === '' ? [] : [[name, value] as const]
  })
  return Object.fromEntries(told)
}
