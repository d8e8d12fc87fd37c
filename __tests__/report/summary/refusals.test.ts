import { fc } from '../../support/laws.js'
import type { Proof } from '../../../src/domain/proof.js'
import type { Diagnosis } from '../../../src/domain/why-refused/diagnosis.js'
import { annotationsFor } from '../../../src/report/annotations.js'
import { concealerFor } from '../../../src/report/conceal/conceal.js'
import { outputsFor } from '../../../src/report/outputs.js'
import { renderSummary } from '../../../src/report/summary/summary.js'
import { refusalSection } from '../../../src/report/summary/refusals.js'
import { hostileText } from '../../support/hostile-text.js'
import { evidence, proof, runReport } from '../../support/report-samples.js'
import { externalId, senderRequest } from '../../support/requests.js'

const conceal = concealerFor(senderRequest())
const rules = { failOnDrift: true, requireProof: false }
const policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: senderRequest().role.arn }]
}

function refused(diagnosis: Partial<Diagnosis> = {}, overrides: Partial<Proof> = {}): Proof {
  return proof({
    outcome: 'refuted',
    side: diagnosis.side ?? 'secondary',
    reason: 'AWS refuses the role to the caller: its own policies do not allow it',
    evidence: [evidence({ answer: 'AccessDenied: not authorized' })],
    diagnosis: {
      side: 'secondary',
      cause: 'no-caller-policy',
      causes: [{ code: 'no-caller-policy', toldBy: 'simulator' }],
      candidates: [],
      remedies: [{ kind: 'attach-policy', to: 'the caller', policy }],
      unread: [],
      ...diagnosis
    },
    ...overrides
  })
}

const section = (...proofs: readonly Proof[]): string =>
  refusalSection(runReport({ proofs }), conceal)

test('where nobody was refused nothing is said', () => {
  expect(section(proof())).toBe('')
})

test('the cause, the side, AWS’s own words and what to do, and the policy whole', () => {
  const shown = section(refused())
  expect(shown).toContain('secondary 444455556666: `no-caller-policy`.')
  expect(shown).toContain('This points to the secondary’s own side.')
  expect(shown).toContain('AWS answered: AccessDenied: not authorized.')
  expect(shown).toContain('Attach the policy below to the caller.')
  const [, json = ''] = /```json\n(.*?)\n```/s.exec(shown) ?? []
  expect(JSON.parse(json)).toEqual(policy)
})

test('a doubt says whose reading would help', () => {
  const shown = section(
    refused({
      side: 'unknown',
      cause: 'could-not-tell',
      causes: [],
      remedies: [{ kind: 'let-simulate', who: 'role/ci' }]
    })
  )
  expect(shown).toContain('Whose side it lies on could not be told.')
  expect(shown).toContain('iam:SimulatePrincipalPolicy')
  expect(shown).not.toContain('```')
})

test('the annotation says what to do, the output which kinds of remedy there are', () => {
  const run = runReport({ proofs: [refused()] })
  const [annotation] = annotationsFor(run, conceal, rules)
  expect(annotation?.title).toBe('PROOF_REFUTED')
  expect(annotation?.message).toContain(
    `Attach this policy to the caller: ${JSON.stringify(policy)}`
  )
  expect(JSON.parse(outputsFor(run, conceal).proofs)).toMatchObject([
    {
      diagnosis: {
        side: 'secondary',
        cause: 'no-caller-policy',
        causes: ['no-caller-policy'],
        candidates: [],
        remedies: ['attach-policy']
      }
    }
  ])
})

test('a refusal was seen, whatever the simulator says to explain it', () => {
  const explained = refused({}, { evidence: [evidence(), evidence({ how: 'simulated' })] })
  const run = runReport({ proofs: [explained] })
  expect(renderSummary(run, conceal)).not.toContain('(partly simulated)')
  expect(outputsFor(run, conceal).proofs).not.toContain('"simulated"')
})

test('an external id that AWS repeats is not shown', () => {
  const answer = `AccessDenied: ${externalId} is not it`
  const shown = section(refused({}, { evidence: [evidence({ answer })] }))
  expect(shown).not.toContain(externalId)
  expect(shown).toContain('<external-id:444455556666>')
})

test('no text from outside becomes Markdown', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = section(
        refused(
          { remedies: [{ kind: 'let-simulate', who: text }] },
          { evidence: [evidence({ answer: text })] }
        )
      )
      expect(shown.split('\n').filter((line) => line !== '')).toHaveLength(2)
      expect(shown.replace(/<\/?(span|code)>/g, '').replace(/`[\w<>:-]*`/g, '')).not.toMatch(/[<>]/)
    })
  )
})
