import { partitionOf, roleArn } from '../domain/aws-ids.js'
import type { Channel, SenderRequest, SmokeTest } from '../domain/request.js'
import { callersOf } from './values/callers.js'
import { credentialsOf, sourceOf } from './values/credentials.js'
import type { InputValues } from './inputs/inputs.js'
import { trustFields } from './trust-request.js'

/** What a run knows besides its inputs. */
export interface RunFacts {
  readonly configurationId: string
  readonly run: SenderRequest['run']
  /** What sessions are tagged with where `send-session-tags` asks for it. */
  readonly sessionTags: SenderRequest['sessionTags']
}

/** The request that inputs free of mistakes make. */
export function senderRequest(values: InputValues, facts: RunFacts): SenderRequest {
  return {
    ...facts,
    mode: values.mode,
    ...roleFields(values),
    externalIds: values['external-id'],
    ...trustFields(values, {
      partition: partitionOf(values.region),
      primary: values['primary-account-id']
    }),
    ...channelFields(values),
    adopt: values.adopt,
    primaryCredentials: sourceOf(values['primary-credentials'], values['oidc-audience']),
    outsiders: values['outsider-credentials'].map((one) => sourceOf(one, values['oidc-audience'])),
    sessionTags: values['send-session-tags'] ? facts.sessionTags : {},
    smokeTest: smokeTestOf(values, facts.run.id),
    probeRefusals: values['probe-refusals'],
    failOnDrift: values['fail-on-drift'],
    requireProof: values['require-proof'],
    maxRemovals: values['max-removals'],
    revokeSessions: values['revoke-sessions'],
    rollback: values.rollback,
    ...(values['expect-plan'] !== undefined && { expectPlan: values['expect-plan'] }),
    settleMs: values['settle-timeout'],
    timeoutMs: values.timeout
  }
}

function roleFields(values: InputValues) {
  const { region, 'permissions-boundary': boundaryArn } = values
  const partition = partitionOf(region)
  const primary = values['primary-account-id']
  const role = { name: values['role-name'], path: values['role-path'] }
  return {
    partition,
    region,
    primary,
    role: {
      ...role,
      arn: roleArn(partition, primary, role),
      maxSessionSeconds: values['max-session-duration'],
      tags: Object.fromEntries(values.tags),
      ...(boundaryArn !== undefined && { boundaryArn })
    },
    keepPolicies: values['keep-policies'],
    removePolicies: values['remove-policies'],
    ...soleSecondary(values),
    secondaries: [...values['secondary-account-ids']].sort().map((account) => ({
      account,
      callers: callersOf(values['secondary-principals'], account, partition),
      credentials: credentialsOf(values['secondary-credentials'], account, values['oidc-audience'])
    })),
    ...(values['caller-role'] !== undefined && { callerRole: values['caller-role'] })
  }
}

/** Where no secondary is named, in `prove`, its identity tells which it is. */
function soleSecondary(values: InputValues): Pick<SenderRequest, 'soleSecondary'> {
  if (values['secondary-account-ids'].length > 0) return {}
  const source = credentialsOf(values['secondary-credentials'], undefined, values['oidc-audience'])
  return source.kind === 'none' ? {} : { soleSecondary: source }
}

function channelFields(values: InputValues) {
  const number = values['origination-number']
  const otherNumber = values['other-number']
  const applicationId = values['pinpoint-application-id']
  const configurationSet = values['configuration-set']
  return {
    channels: channelsOf(values.channel),
    ...(number !== undefined && { number }),
    ...(otherNumber !== undefined && { otherNumber }),
    ...(applicationId !== undefined && { applicationId }),
    ...(configurationSet !== undefined && { configurationSet })
  }
}

function channelsOf(channel: InputValues['channel']): readonly Channel[] {
  return channel === 'both' ? ['sms-voice', 'pinpoint'] : [channel]
}

function smokeTestOf(values: InputValues, runId: string): SmokeTest {
  const kind = values['smoke-test']
  const message = values['smoke-test-message'] ?? `Test ${runId}`
  const destination = values['smoke-test-destination']
  if (kind === 'send' && destination !== undefined) return { kind, destination, message }
  return kind === 'simulator' ? { kind, message } : { kind: 'off' }
}
