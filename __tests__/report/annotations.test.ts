import { fc } from '../support/laws.js'
import { parseAccountId } from '../../src/domain/aws-ids.js'
import type { RunReport } from '../../src/domain/run-report.js'
import { annotationsFor } from '../../src/report/annotations.js'
import { concealerFor } from '../../src/report/conceal/conceal.js'
import { hostileText } from '../support/hostile-text.js'
import { difference, fullReport, proof, runReport, trustAccess } from '../support/report-samples.js'
import { externalId, secondary, senderRequest, stranger, valid } from '../support/requests.js'

const conceal = concealerFor(senderRequest())
const rules = { failOnDrift: true, requireProof: false }
const annotate = (run: RunReport, overrides: Partial<typeof rules> = {}) =>
  annotationsFor(run, conceal, { ...rules, ...overrides })
const levels = (run: RunReport, overrides: Partial<typeof rules> = {}) =>
  annotate(run, overrides).map(({ level, title }) => `${level} ${title}`)

const drifted = runReport({
  verdict: 'drifted',
  drift: true,
  differences: [difference({ gained: [trustAccess(stranger)] })]
})

test('a run in sync has nothing to say beside its verdict', () => {
  expect(annotate(runReport())).toEqual([])
})

test('the gravest comes first, and causes before their effects', () => {
  expect(levels(fullReport())).toEqual([
    'error DRIFT',
    'error DRIFT',
    'error DRIFT',
    'error PROOF_REFUTED',
    'error PREFLIGHT_REFUTED',
    'warning ENDPOINT_OVERRIDDEN',
    'warning PROOF_INCONCLUSIVE',
    'warning PREFLIGHT_INCONCLUSIVE',
    'warning PREFLIGHT_WARNING',
    'notice NUMBER_LIMIT_IMPOSSIBLE'
  ])
})

test('a check names the side and the missing permission, and fails only where proof is required', () => {
  const run = runReport({ checks: fullReport().checks })
  expect(annotate(run)).toEqual([
    {
      level: 'error',
      title: 'PREFLIGHT_REFUTED',
      message:
        'out-of-sandbox: the account is in the SMS sandbox. This points to the number or its account, not to IAM.'
    },
    {
      level: 'warning',
      title: 'PREFLIGHT_INCONCLUSIVE',
      message:
        'spend-limit: the primary’s identity lacks sms-voice:DescribeSpendLimits. Give the primary’s identity the permission that is named; the README lists them.'
    },
    {
      level: 'warning',
      title: 'PREFLIGHT_WARNING',
      message: 'registration-complete: its version 2 is DENIED: the website is missing.'
    }
  ])
  expect(levels(run, { requireProof: true })).toContain('error PREFLIGHT_INCONCLUSIVE')
})

test('drift says who gained and lost what', () => {
  const [first] = annotate(drifted)
  expect(first).toEqual({
    level: 'error',
    title: 'DRIFT',
    message: `The trust policy, broader than configured: Gained: any principal of account ${stranger} may assume the role without an external id. Run with \`mode: apply\` to bring the role back to the configuration.`
  })
})

test.each([
  ['alone', {}, 'Written differently, with what effect could not be told: any principal'],
  ['beside access gained', { gained: [trustAccess('*')] }, 'Gained: anyone, in any AWS account,']
])('what could not be told, %s', (_name, overrides, expected) => {
  const unclear = [trustAccess(secondary)]
  const [first] = annotate({ ...drifted, differences: [difference({ unclear, ...overrides })] })
  expect(first?.message).toContain(
    `The trust policy, different from what is configured: ${expected}`
  )
  expect(first?.message.match(/Written|Gained/g)).toHaveLength(1)
})

test('a refutation says whose side it points to', () => {
  const refuted = proof({ outcome: 'refuted', reason: 'AccessDenied', side: 'secondary' })
  expect(annotate(runReport({ proofs: [refuted] }))[0]?.message).toBe(
    `assume, secondary ${secondary}: AccessDenied. This points to the secondary’s own side.`
  )
})

test.each<[string, RunReport, Partial<typeof rules>, readonly string[]]>([
  ['drift that does not fail the step', drifted, { failOnDrift: false }, ['warning DRIFT']],
  [
    'drift that an apply mended, where somebody had got in',
    { ...drifted, mode: 'apply' },
    {},
    ['warning DRIFT']
  ],
  [
    'drift that an apply mended',
    { ...drifted, mode: 'apply', differences: [difference({ part: 'tags', details: ['x'] })] },
    {},
    ['notice DRIFT']
  ],
  [
    'another form of the same',
    runReport({ differences: [difference({ cosmetic: true })] }),
    {},
    []
  ],
  [
    'inconclusive where proof is required',
    runReport({ proofs: [proof({ outcome: 'inconclusive' })] }),
    { requireProof: true },
    ['error PROOF_INCONCLUSIVE']
  ],
  [
    'a foreign endpoint already told as a finding',
    runReport({
      foreignEndpoints: ['AWS_ENDPOINT_URL=http://x'],
      findings: [{ level: 'notice', code: 'ENDPOINT_OVERRIDDEN', message: 'x' }]
    }),
    {},
    ['notice ENDPOINT_OVERRIDDEN']
  ],
  [
    'a smoke test that is the verdict’s own reason',
    runReport({
      verdict: 'failed',
      smokeTest: { state: 'unknown', channel: 'pinpoint', to: '…', reason: 'x' }
    }),
    {},
    []
  ],
  [
    'a smoke test beside another failure',
    runReport({
      verdict: 'failed',
      failure: { code: 'CANCELLED', message: 'x', hint: 'y' },
      smokeTest: { state: 'unknown', channel: 'pinpoint', to: '…', reason: 'x' }
    }),
    {},
    ['error SMOKE_TEST_UNKNOWN']
  ]
])('levels: %s', (_name, run, overrides, expected) => {
  expect(levels(run, overrides)).toEqual(expected)
})

test.each([9, 10, 250])(
  'of %d errors at most nine are shown, the last counting the rest',
  (count) => {
    const proofs = Array.from({ length: count }, (_one, index) =>
      proof({ outcome: 'refuted', reason: `number ${index}` })
    )
    const shown = annotate(runReport({ proofs }))
    expect(shown).toHaveLength(9)
    expect(shown[7]?.message).toContain('number 7')
    expect(shown[8]?.message).toBe(
      count === 9
        ? `assume, secondary ${secondary}: number 8.`
        : `and ${count - 8} more: see the job summary`
    )
  }
)

test('proofs of which the same is to be said share one annotation', () => {
  const missing = { outcome: 'inconclusive', reason: 'the sender role does not exist' } as const
  const proofs = [
    proof(missing),
    proof({ ...missing, name: 'external-id-required' }),
    proof({ ...missing, name: 'can-send', subject: { kind: 'channel', channel: 'sms-voice' } }),
    proof({ ...missing, name: 'other-actions-refused', reason: 'another' })
  ]
  expect(annotate(runReport({ proofs })).map(({ message }) => message)).toEqual([
    `assume, secondary ${secondary}; external-id-required, secondary ${secondary}; can-send, channel sms-voice: the sender role does not exist.`,
    `other-actions-refused, secondary ${secondary}: another.`
  ])
})

test('the same refusal on another side has an annotation of its own', () => {
  const proofs = (['role', 'secondary', 'role'] as const).map((side) =>
    proof({ outcome: 'refuted', reason: 'refused', side })
  )
  const [first, second, ...more] = annotate(runReport({ proofs }))
  expect(first?.message).toMatch(
    /^assume, .*; assume, .*: refused\. This points to the sender role/
  )
  expect(second?.message).toMatch(/^assume, [^;]*: refused\. This points to the secondary/)
  expect(more).toEqual([])
})

test('of hundreds of proofs of which the same is to be said the first few are named', () => {
  const proofs = Array.from({ length: 250 }, (_one, index) => {
    const account = valid(parseAccountId(String(100_000_000_000 + index)))
    return proof({ outcome: 'inconclusive', subject: { kind: 'secondary', account } })
  })
  const [only, ...more] = annotate(runReport({ proofs }))
  expect(only?.message).toMatch(/^(assume, secondary \d{12}; ){7}243 more: /)
  expect(more).toEqual([])
})

test('long lists name the first few and count the rest', () => {
  const gained = Array.from({ length: 20 }, (_one, index) => trustAccess(`1111111111${index + 10}`))
  expect(annotate({ ...drifted, differences: [difference({ gained })] })[0]?.message).toContain(
    '; 16 more. '
  )
})

test('bad input leaves its failure to the verdict, and still tells the endpoints', () => {
  const failure = { code: 'INPUT_INVALID', message: 'x', hint: 'y' } as const
  const run = { failure, foreignEndpoints: ['AWS_ENDPOINT_URL=http://x'] }
  expect(annotationsFor(run, conceal, rules).map(({ title }) => title)).toEqual([
    'ENDPOINT_OVERRIDDEN'
  ])
})

test('law: annotations are plain, concealed, of one line, and short enough', () => {
  fc.assert(
    fc.property(hostileText, fc.nat(3_000), (text, times) => {
      const reason = `${text}${externalId} +12065550100 ${'x'.repeat(times)}${'y'.repeat(times)}`
      const run = runReport({ proofs: [proof({ outcome: 'refuted', reason })] })
      const message = annotate(run)[0]?.message ?? ''
      expect(message.length).toBeLessThanOrEqual(4_096)
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      expect(message).not.toContain(externalId)
      expect(message).not.toContain('2065550100')
    })
  )
})
