import type { ChangeOutcome } from '../../src/domain/plan/change.js'
import type { Check } from '../../src/domain/preflight.js'
import type { Evidence, Proof } from '../../src/domain/proof.js'
import { directed } from '../../src/domain/plan/direction.js'
import type { Rollback } from '../../src/domain/rollback/rollback.js'
import type { Difference, RunReport, SmokeTestOutcome } from '../../src/domain/run-report.js'
import type { RecordedCall } from '../../src/domain/run-trace.js'
import { sendFailureOf } from '../../src/domain/messaging/send-failure.js'
import type { Access } from '../../src/policy/compare/equivalence.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { externalId, primary, secondary, senderRequest, stranger } from './requests.js'

const role = senderRequest().role

/** A run of `check` that found everything as configured; overrides say what a test is about. */
export function runReport(overrides: Partial<RunReport> = {}): RunReport {
  return {
    schema: 1,
    mode: 'check',
    verdict: 'in-sync',
    region: senderRequest().region,
    primary,
    roleArn: role.arn,
    channels: ['sms-voice'],
    secondaries: [secondary],
    drift: false,
    differences: [],
    changed: false,
    changes: [],
    planDigest: 'ab'.repeat(32),
    baseline: [],
    proofs: [
      proof(),
      proof({ name: 'can-send', subject: { kind: 'channel', channel: 'sms-voice' } })
    ],
    checks: [],
    findings: [],
    smokeTest: { state: 'off' },
    foreignEndpoints: [],
    startedAt: '2026-11-23T08:00:00.000Z',
    durationMs: 1_234,
    stages: [{ stage: 'identify', startedAt: '2026-11-23T08:00:00.000Z', durationMs: 1_234 }],
    calls: { total: 1, dropped: 0, list: [recordedCall()] },
    ...overrides
  }
}

/** A rollback that gave a secondary its way in back. */
export function rollback(overrides: Partial<Rollback> = {}): Rollback {
  return {
    state: 'done',
    causes: [
      { proof: proof({ outcome: 'refuted', reason: 'AWS refuses the role' }), before: 'proven' }
    ],
    changes: [],
    kept: [],
    proofs: [proof()],
    ...overrides
  }
}

/** An `assume` proof of the secondary that holds. */
export function proof(overrides: Partial<Proof> = {}): Proof {
  return {
    name: 'assume',
    subject: { kind: 'secondary', account: secondary },
    outcome: 'proven',
    reason: 'the session is of this role',
    evidence: [evidence()],
    ...overrides
  }
}

/** A check of the preflight that holds. */
export function check(overrides: Partial<Check> = {}): Check {
  return {
    name: 'number-active',
    outcome: 'proven',
    reason: 'the number …0100 is ACTIVE',
    evidence: [evidence({ call: 'sms-voice:DescribePhoneNumbers', about: 'phone-1' })],
    ...overrides
  }
}

/** One read, as the run report keeps it. */
export function recordedCall(overrides: Partial<RecordedCall> = {}): RecordedCall {
  return {
    call: 'iam:GetRole',
    about: role.arn,
    effect: 'none',
    as: `arn:aws:iam::${primary}:user/reconciler`,
    account: primary,
    attempt: 1,
    startedAt: '2026-11-23T08:00:00.500Z',
    durationMs: 12,
    answer: 'ok',
    requestId: '0b7a3b0e-1111-4222-8333-444455556666',
    ...overrides
  }
}

/** One observed call. */
export function evidence(overrides: Partial<Evidence> = {}): Evidence {
  return {
    call: 'sts:AssumeRole',
    about: role.arn,
    answer: 'allowed',
    requestId: '0b7a3b0e-1111-4222-8333-444455556666',
    at: '2026-11-23T08:00:01.000Z',
    how: 'observed',
    ...overrides
  }
}

/** A smoke test whose recipient has opted out. */
export const refusedMessage = {
  state: 'refused',
  channel: 'sms-voice',
  to: '+12065550123',
  reason: 'ConflictException (DESTINATION_PHONE_NUMBER_OPTED_OUT): opted out',
  failure: sendFailureOf({
    kind: 'conflict',
    code: 'ConflictException',
    reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT'
  })
} as const satisfies SmokeTestOutcome

/** A trust atom: an account that may assume the role, with or without an external id. */
export function trustAccess(account: string, condition: Access['condition'] = {}): Access {
  return {
    effect: 'Allow',
    principal: { type: 'AWS', value: account },
    action: 'sts:assumerole',
    condition
  }
}

/** The condition of an external id. */
export const withExternalId = (id: string): Access['condition'] => ({
  StringEquals: { 'sts:externalid': [id] }
})

/** A difference of one part, without any access. */
export function difference(overrides: Partial<Difference> = {}): Difference {
  return directed({
    part: 'trust',
    details: [],
    gained: [],
    lost: [],
    unclear: [],
    cosmetic: false,
    direction: 'different',
    ...overrides
  })
}

/** A trust policy as the action writes it. */
export function trustPolicy(account: string, id: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: `From${account}`,
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': id } }
      }
    ]
  }
}

/** A change of the trust policy from one to two accounts. */
export function trustChange(state: ChangeOutcome['state'] = 'planned'): ChangeOutcome {
  return {
    state,
    change: {
      kind: 'replace-trust',
      from: trustPolicy(stranger, 'somebody-elses-id'),
      to: trustPolicy(secondary, externalId)
    }
  }
}

/** Everything at once: drift in all parts, every outcome, findings and an accepted message. */
export function fullReport(overrides: Partial<RunReport> = {}): RunReport {
  return runReport({
    verdict: 'refuted',
    drift: true,
    channels: ['sms-voice', 'pinpoint'],
    differences: [
      difference({
        gained: [
          trustAccess(secondary),
          trustAccess(stranger, withExternalId('somebody-elses-id'))
        ],
        lost: [trustAccess(secondary, withExternalId(externalId))]
      }),
      difference({
        part: 'permissions',
        gained: [{ effect: 'Allow', action: 'sns:publish', resource: '*', condition: {} }]
      }),
      difference({
        part: 'settings',
        details: ['the maximum session duration is 7200 s, configured 3600 s']
      })
    ],
    changes: [trustChange()],
    proofs: [
      proof(),
      proof({
        name: 'external-id-required',
        outcome: 'refuted',
        reason: 'the role can be assumed without the external id',
        side: 'role',
        control: { what: 'AssumeRole with the external id', held: true }
      }),
      proof({
        name: 'can-send',
        subject: { kind: 'channel', channel: 'pinpoint' },
        evidence: [evidence({ call: 'iam:SimulatePrincipalPolicy', how: 'simulated' })]
      }),
      proof({
        name: 'other-numbers-refused',
        subject: { kind: 'channel', channel: 'pinpoint' },
        outcome: 'not-applicable',
        reason: 'this channel cannot be limited to one number',
        evidence: []
      }),
      proof({
        name: 'other-actions-refused',
        subject: { kind: 'sender' },
        outcome: 'inconclusive',
        reason: 'the control did not hold',
        control: { what: 'GetCallerIdentity on that session', held: false }
      })
    ],
    checks: [
      check(),
      check({
        name: 'registration-complete',
        warning: 'its version 2 is DENIED: the website is missing'
      }),
      check({
        name: 'out-of-sandbox',
        outcome: 'refuted',
        reason: 'the account is in the SMS sandbox',
        side: 'number'
      }),
      check({
        name: 'spend-limit',
        outcome: 'inconclusive',
        reason: 'the primary’s identity lacks sms-voice:DescribeSpendLimits'
      })
    ],
    findings: [
      {
        level: 'notice',
        code: 'NUMBER_LIMIT_IMPOSSIBLE',
        message: 'The channel pinpoint cannot be limited to one number.'
      }
    ],
    smokeTest: {
      state: 'accepted',
      channel: 'sms-voice',
      messageId: 'message-1',
      to: '+12065550123'
    },
    foreignEndpoints: ['AWS_ENDPOINT_URL=http://127.0.0.1:4566'],
    ...overrides
  })
}
