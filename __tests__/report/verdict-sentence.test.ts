import type { RunReport } from '../../src/domain/run-report.js'
import { hintFor } from '../../src/errors.js'
import { concealerFor } from '../../src/report/conceal/conceal.js'
import { verdictSentence } from '../../src/report/verdict-sentence.js'
import {
  check,
  difference,
  proof,
  rollback,
  runReport,
  trustChange
} from '../support/report-samples.js'
import { externalId, secondary, senderRequest } from '../support/requests.js'

const conceal = concealerFor(senderRequest())
const failure = {
  code: 'ACCESS_DENIED',
  message: 'iam:GetRole was refused',
  hint: 'Add it.'
} as const

const shutOut = proof({ name: 'shut-out' })
const mixed = { level: 'warning', code: 'CALLER_POLICY_NOT_OURS', message: 'x' } as const
const destroy = {
  mode: 'destroy',
  drift: 'unknown',
  changes: [{ state: 'done', change: { kind: 'delete-role', arn: senderRequest().role.arn } }]
} as const satisfies Partial<RunReport>

test.each<[string, Partial<RunReport>]>([
  ['in-sync: nothing to change; 2 of 2 proofs proven', {}],
  [
    'proven: 2 of 2 proofs proven; nothing in the primary was looked at',
    { mode: 'prove', verdict: 'proven', drift: 'unknown', checks: [] }
  ],
  [
    `inconclusive: 1 of 1 proof inconclusive (assume for secondary ${secondary})`,
    {
      mode: 'prove',
      verdict: 'inconclusive',
      drift: 'unknown',
      proofs: [proof({ outcome: 'inconclusive' })]
    }
  ],
  [
    'changed: 1 change made; 1 of 1 proof proven',
    {
      verdict: 'changed',
      changes: [trustChange('done')],
      proofs: [proof(), proof({ outcome: 'not-applicable' })]
    }
  ],
  [
    'drifted: the trust policy and the tags are not as configured',
    {
      verdict: 'drifted',
      differences: [
        difference(),
        difference({ part: 'permissions', cosmetic: true }),
        difference({ part: 'tags' })
      ]
    }
  ],
  [
    'drifted: the role is not as configured',
    { verdict: 'drifted', differences: [difference({ part: 'role' })] }
  ],
  [
    `refuted: 1 of 2 proofs refuted (assume for secondary ${secondary})`,
    { verdict: 'refuted', proofs: [proof(), proof({ outcome: 'refuted' })] }
  ],
  [
    `refuted: 1 of 1 proof refuted (assume for secondary ${secondary}); 1 of 1 check of the number and its account refuted (spend-limit)`,
    {
      verdict: 'refuted',
      proofs: [proof({ outcome: 'refuted' }), proof({ outcome: 'not-applicable' })],
      checks: [
        check({ name: 'spend-limit', outcome: 'refuted' }),
        check({ outcome: 'not-applicable' })
      ]
    }
  ],
  [
    `inconclusive: 1 of 1 proof inconclusive (assume for secondary ${secondary})`,
    { verdict: 'inconclusive', proofs: [proof({ outcome: 'inconclusive' })] }
  ],
  [
    'refuted: 1 of 2 checks of the number and its account refuted (out-of-sandbox)',
    {
      verdict: 'refuted',
      checks: [check(), check({ name: 'out-of-sandbox', outcome: 'refuted' })]
    }
  ],
  [
    `refuted: 1 of 1 proof refuted (assume for secondary ${secondary}); 1 of 1 check of the number and its account refuted (spend-limit)`,
    {
      verdict: 'refuted',
      proofs: [proof({ outcome: 'refuted' })],
      checks: [check({ name: 'spend-limit', outcome: 'refuted' })]
    }
  ],
  [
    'in-sync: nothing to change; 2 of 2 proofs and 1 of 1 check proven',
    { checks: [check(), check({ outcome: 'not-applicable' })] }
  ],
  [
    'inconclusive: whether the role has drifted could not be told',
    { verdict: 'inconclusive', drift: 'unknown' }
  ],
  ['failed: ACCESS_DENIED: iam:GetRole was refused. Add it.', { verdict: 'failed', failure }],
  [
    'failed: ACCESS_DENIED: iam:GetRole was refused. (1 of 2 changes done) Add it.',
    {
      verdict: 'failed',
      failure,
      changed: true,
      changes: [trustChange('done'), trustChange('not-begun')]
    }
  ],
  [
    `failed: SMOKE_TEST_UNKNOWN: the message may have been sent: timed out. ${hintFor('SMOKE_TEST_UNKNOWN')}`,
    {
      verdict: 'failed',
      smokeTest: { state: 'unknown', channel: 'sms-voice', to: '…', reason: 'timed out' }
    }
  ],
  [
    `failed: SMOKE_TEST_SKIPPED: no message was sent: a proof is refuted. ${hintFor('SMOKE_TEST_SKIPPED')}`,
    { verdict: 'failed', smokeTest: { state: 'skipped', reason: 'a proof is refuted' } }
  ],
  [
    'in-sync: nothing to change; 2 of 2 proofs proven (not AWS: AWS_ENDPOINT_URL=http://x)',
    { foreignEndpoints: ['AWS_ENDPOINT_URL=http://x'] }
  ],
  [
    'rolled-back: what this run wrote broke assume for secondary 444455556666 and was taken back. The report lists what broke and what was taken back. Mend the configuration or the secondary, then apply again.',
    { verdict: 'rolled-back', rollback: rollback() }
  ],
  [
    'rolled-back: what this run wrote broke assume for secondary 444455556666 and was taken back, but for what the configuration does not grant. The report lists what broke and what was taken back. Mend the configuration or the secondary, then apply again.',
    {
      verdict: 'rolled-back',
      rollback: rollback({ kept: [{ kind: 'remove-boundary', from: 'arn' }] })
    }
  ],
  [
    'destroyed: the sender role is deleted; 1 of 1 proof proven',
    { ...destroy, verdict: 'destroyed', proofs: [shutOut] }
  ],
  [
    'destroyed: the adopted role is released and keeps what is its own; 1 of 1 proof proven',
    {
      ...destroy,
      verdict: 'destroyed',
      changes: [{ state: 'done', change: { kind: 'untag-role', from: {} } }],
      proofs: [shutOut]
    }
  ],
  [
    'destroyed: the sender role is deleted; no proof was applicable',
    { ...destroy, verdict: 'destroyed', proofs: [{ ...shutOut, outcome: 'not-applicable' }] }
  ],
  [
    'destroyed: nothing of this configuration is left; nothing to do',
    { ...destroy, verdict: 'destroyed', changes: [] }
  ],
  [
    `refuted: the sender role is deleted; 1 of 1 proof refuted (shut-out for secondary ${secondary})`,
    { ...destroy, verdict: 'refuted', proofs: [{ ...shutOut, outcome: 'refuted' }] }
  ],
  [
    `inconclusive: the sender role is deleted; 1 of 1 proof inconclusive (shut-out for secondary ${secondary})`,
    { ...destroy, verdict: 'inconclusive', proofs: [{ ...shutOut, outcome: 'inconclusive' }] }
  ],
  [
    'destroyed: nothing of this configuration is left; nothing to do',
    { ...destroy, verdict: 'destroyed', changes: [] }
  ],
  [
    'destroyed: nothing to do; left alone is a policy of a caller role under our name, which others have written to',
    { ...destroy, verdict: 'destroyed', changes: [], findings: [mixed] }
  ],
  [
    'destroyed: the sender role is deleted; 1 of 1 proof proven; left alone is a policy of a caller role under our name, which others have written to',
    { ...destroy, verdict: 'destroyed', proofs: [shutOut], findings: [mixed] }
  ]
])('%s', (sentence, overrides) => {
  expect(verdictSentence(runReport(overrides), conceal)).toBe(sentence)
})

test('the mistakes of bad input keep their lines, concealed and plain', () => {
  const message = `mode: bad\u202e\nregion: ${externalId}`
  const run = {
    failure: { code: 'INPUT_INVALID', message, hint: 'Compare.' },
    foreignEndpoints: []
  } as const
  expect(verdictSentence(run, conceal)).toBe(
    `failed: INPUT_INVALID: mode: bad�\nregion: <external-id:${secondary}>.\nCompare.`
  )
})

test('a sentence fits into an annotation, the endpoints included', () => {
  const long = 'x'.repeat(9_000)
  const sentence = verdictSentence(
    { failure: { ...failure, message: long }, foreignEndpoints: [`AWS_ENDPOINT_URL=${long}`] },
    conceal
  )
  expect(sentence.length).toBeLessThanOrEqual(4_096)
  expect(sentence).toContain('(not AWS: AWS_ENDPOINT_URL=')
})
