import type { Check } from '../../src/domain/preflight.js'
import type { Outcome, Proof } from '../../src/domain/proof.js'
import { judgeRun, type Judged, type Verdict } from '../../src/domain/verdict.js'
import { refusedMessage } from '../support/report-samples.js'

const proof = (outcome: Outcome): Proof => ({
  name: 'assume',
  subject: { kind: 'sender' },
  outcome,
  reason: '',
  evidence: []
})

const check = (outcome: Outcome): Check => ({
  name: 'number-active',
  outcome,
  reason: '',
  evidence: []
})

const good: Judged = {
  mode: 'check',
  failed: false,
  drift: false,
  unread: false,
  changed: false,
  rolledBack: false,
  proofs: [proof('proven'), proof('not-applicable')],
  checks: [check('proven'), check('not-applicable')],
  smokeTest: { state: 'off' }
}
const where = { channel: 'sms-voice', to: '…7755' } as const

test.each<[string, Partial<Judged>, Verdict]>([
  ['all is as it should be', {}, 'in-sync'],
  ['something was written', { mode: 'apply', drift: true, changed: true }, 'changed'],
  ['something differs', { drift: true }, 'drifted'],
  [
    'drift that an apply has mended is no drift',
    { mode: 'apply', drift: true, changed: true },
    'changed'
  ],
  [
    'a proof could not be had',
    { proofs: [proof('proven'), proof('inconclusive')] },
    'inconclusive'
  ],
  [
    'inconclusive outweighs changed',
    { mode: 'apply', changed: true, proofs: [proof('inconclusive')] },
    'inconclusive'
  ],
  ['a secondary proves by itself', { mode: 'prove', drift: 'unknown', checks: [] }, 'proven'],
  [
    'a secondary could not prove all by itself',
    { mode: 'prove', drift: 'unknown', proofs: [proof('proven'), proof('inconclusive')] },
    'inconclusive'
  ],
  [
    'a secondary is refused',
    { mode: 'prove', drift: 'unknown', proofs: [proof('refuted'), proof('inconclusive')] },
    'refuted'
  ],
  ['a role is taken down', { mode: 'destroy', drift: 'unknown', changed: true }, 'destroyed'],
  ['there was none to take down', { mode: 'destroy', drift: 'unknown', proofs: [] }, 'destroyed'],
  [
    'whether a secondary is shut out could not be told',
    { mode: 'destroy', drift: 'unknown', proofs: [proof('inconclusive')] },
    'inconclusive'
  ],
  [
    'a secondary still gets in',
    { mode: 'destroy', drift: 'unknown', proofs: [proof('refuted')] },
    'refuted'
  ],
  ['could not look is never no drift', { drift: 'unknown' }, 'inconclusive'],
  ['drift outweighs inconclusive', { drift: true, proofs: [proof('inconclusive')] }, 'drifted'],
  ['a check does not hold', { checks: [check('refuted')] }, 'refuted'],
  ['a check could not be made', { checks: [check('inconclusive')] }, 'inconclusive'],
  [
    'drift outweighs a check that could not be made',
    { drift: true, checks: [check('inconclusive')] },
    'drifted'
  ],
  [
    'a check that does not hold outweighs what was changed',
    { mode: 'apply', changed: true, checks: [check('refuted')] },
    'refuted'
  ],
  ['a rollback outweighs a check', { rolledBack: true, checks: [check('refuted')] }, 'rolled-back'],
  ['refuted outweighs drift', { drift: true, proofs: [proof('refuted')] }, 'refuted'],
  ['failed outweighs refuted', { failed: true, proofs: [proof('refuted')] }, 'failed'],
  ['a message that was asked for and refused', { smokeTest: refusedMessage }, 'failed'],
  [
    'a message whose reply was lost',
    { smokeTest: { state: 'unknown', ...where, reason: '' } },
    'failed'
  ],
  ['a message that could not be sent', { smokeTest: { state: 'skipped', reason: '' } }, 'failed'],
  [
    'a message that was accepted',
    { smokeTest: { state: 'accepted', ...where, messageId: 'm' } },
    'in-sync'
  ]
])('%s', (_name, run, verdict) => {
  expect(judgeRun({ ...good, ...run })).toBe(verdict)
})
