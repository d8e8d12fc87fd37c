import { invalid, isInvalid, type Invalid } from '../domain/invalid.js'
import type { SenderRequest } from '../domain/request.js'
import { ActionError } from '../errors.js'
import { accountChecks } from './checks/account-checks.js'
import { callerRoleChecks } from './inputs/caller-role-input.js'
import { configurationId } from './values/configuration-id.js'
import { credentialChecks } from './checks/credential-checks.js'
import { valuesOf, type CrossCheck, type Readings } from './checks/cross-check.js'
import { assertEventAllowed } from './checks/event-guard.js'
import type { Environment } from './inputs/input-definition.js'
import {
  inputNames,
  inputs,
  laterInputs,
  type InputName,
  type InputValues
} from './inputs/inputs.js'
import { messagingChecks } from './checks/messaging-checks.js'
import { modeChecks } from './checks/mode-checks.js'
import { reportFileChecks } from './values/report-file.js'
import { policyChecks } from './checks/policy-checks.js'
import { proveChecks } from './checks/prove-checks.js'
import { roleArnChecks, throughRoleArn } from './values/role-arn.js'
import { senderRequest } from './sender-request.js'
import { sessionTagsOf } from './values/session-tags.js'
import { trustChecks } from './checks/trust-checks.js'

type Read = (name: string) => string

/** Every check between inputs, in the order in which mistakes are told. */
const crossChecks: readonly CrossCheck[] = [
  ...modeChecks,
  ...roleArnChecks,
  ...proveChecks,
  ...accountChecks,
  ...credentialChecks,
  ...callerRoleChecks,
  ...trustChecks,
  ...policyChecks,
  ...messagingChecks,
  ...reportFileChecks
]

/**
 * Reads every input before judging any, so that one run tells all mistakes. Throws
 * `INPUT_INVALID` with one line for each, or `EVENT_REFUSED`.
 */
export function readInputs(read: Read, environment: Environment): SenderRequest {
  const readings = readAll(throughRoleArn(read), environment)
  const problems = [
    ...inputNames.flatMap((name) => problemOf(name, readings[name])),
    ...crossChecks
      .flatMap((check) => check(readings, environment))
      .map(({ about, reason }) => line(about, reason)),
    ...laterInputs.flatMap((name) => problemOf(name, judgeLater(read(name).trim()))),
    ...runProblems(environment)
  ]
  const values = valuesOf(readings, inputNames)
  if (values === undefined || problems.length > 0) {
    throw new ActionError('INPUT_INVALID', problems.join('\n'))
  }
  assertEventAllowed(values.mode, values['allow-events'], environment['GITHUB_EVENT_NAME'] ?? '')
  return senderRequest(values, {
    configurationId: idOf(values, environment),
    run: runOf(environment),
    sessionTags: sessionTagsOf(environment)
  })
}

function readAll(read: Read, environment: Environment): Readings {
  const entries = inputNames.map((name) => [name, readOne(name, read, environment)])
  return Object.fromEntries(entries) as Readings
}

function readOne(name: InputName, read: Read, environment: Environment): unknown {
  const definition = inputs[name]
  const given = read(name).trim()
  return definition.parse(
    given === '' ? (definition.default ?? definition.fallback?.(environment)?.trim() ?? '') : given
  )
}

function judgeLater(text: string): Invalid | undefined {
  return text === '' ? undefined : invalid('this version does not know this input yet; remove it')
}

function idOf(values: InputValues, environment: Environment): string {
  const choice = { given: values['configuration-id'], role: values['role-name'] }
  const id = configurationId(choice, environment)
  if (isInvalid(id)) throw new ActionError('INPUT_INVALID', line('configuration-id', id.invalid))
  return id
}

function runOf(environment: Environment): SenderRequest['run'] {
  return {
    id: environment['GITHUB_RUN_ID'] || 'local',
    attempt: environment['GITHUB_RUN_ATTEMPT'] || '1'
  }
}

/** Both stand in the names of STS sessions, which know few characters and 64 of them. */
function runProblems(environment: Environment): readonly string[] {
  return ['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT'].flatMap((name) =>
    /^[\w.-]{1,16}$/.test(environment[name] || '1')
      ? []
      : [line(name, 'must be 1 to 16 letters, digits or any of _.-')]
  )
}

function problemOf(name: string, reading: unknown): readonly string[] {
  if (!isInvalid(reading)) return []
  return [reading.invalid, ...(reading.also ?? [])].map((reason) => line(name, reason))
}

/** One mistake is one line, whatever the text quoted in it holds. */
function line(name: string, reason: string): string {
  const visible = `${name}: ${reason}`.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
  return visible.length <= 500 ? visible : `${visible.slice(0, 240)} … ${visible.slice(-240)}`
}
