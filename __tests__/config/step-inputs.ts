import { readInputs } from '../../src/config/read-inputs.js'
import type { SenderRequest } from '../../src/domain/request.js'
import { ActionError } from '../../src/errors.js'

export type Texts = Readonly<Record<string, string>>
export type Variables = Readonly<Record<string, string | undefined>>

/** The least that a step must say. */
export const least: Texts = {
  'primary-account-id': '111111111111',
  'secondary-account-ids': '222222222222',
  region: 'us-east-1',
  'origination-number': '+12065550100',
  'secondary-credentials': 'role:arn:aws:iam::{account}:role/caller'
}

export const variables: Variables = {
  GITHUB_REPOSITORY_ID: '42',
  GITHUB_RUN_ID: '1001',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_WORKSPACE: '/home/runner/work/messaging',
  RUNNER_TEMP: '/home/runner/work/_temp'
}

/** The request of a step that says `least` and more; empty text takes an input away. */
export function requestOf(more: Texts = {}, environment: Variables = variables): SenderRequest {
  const texts = { ...least, ...more }
  return readInputs((name) => texts[name] ?? '', environment)
}

/** The mistakes that a step is told of, as code and lines. */
export function mistakesOf(
  more: Texts,
  environment: Variables = variables
): { readonly code: string; readonly lines: readonly string[] } {
  try {
    requestOf(more, environment)
  } catch (thrown) {
    const error = ActionError.from(thrown)
    return { code: error.code, lines: error.message.split('\n') }
  }
  return { code: 'none', lines: [] }
}
