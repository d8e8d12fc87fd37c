import { parseAccountId } from '../../src/domain/aws-ids.js'
import { concealerFor } from '../../src/report/conceal/conceal.js'
import { byteLength } from '../../src/report/fit.js'
import { outputNames, outputsFor } from '../../src/report/outputs.js'
import { shouldMask } from '../../src/report/conceal/should-mask.js'
import {
  fullReport,
  proof,
  runReport,
  trustChange,
  trustPolicy
} from '../support/report-samples.js'
import { externalId, secondary, senderRequest, stranger, valid } from '../support/requests.js'

const conceal = concealerFor(senderRequest())

test('what stands in a policy is no workflow command for whoever prints the output', () => {
  const to = { ...trustPolicy(secondary, externalId), Id: '##[error]x\u202E' }
  const run = runReport({
    changes: [{ change: { kind: 'put-permissions', to }, state: 'planned' }]
  })
  const { changes } = outputsFor(run, conceal)
  expect(changes).toContain(String.raw`\u0023#[error]x\u202e`)
  expect(JSON.parse(changes)).toMatchObject([{ to: { Id: to.Id } }])
})

test('the outputs of a run', () => {
  const outputs = outputsFor(fullReport(), conceal)
  expect(Object.keys(outputs)).toEqual(outputNames)
  expect(outputs).toMatchObject({
    verdict: 'refuted',
    drift: 'true',
    changed: 'false',
    'plan-digest': 'ab'.repeat(32),
    'role-arn': 'arn:aws:iam::111122223333:role/sms-10dlc-sender',
    'role-arns': '["arn:aws:iam::111122223333:role/sms-10dlc-sender"]',
    'message-id': 'message-1'
  })
})

test('where nobody looked for drift the output says neither', () => {
  const run = runReport({ mode: 'prove', verdict: 'proven', drift: 'unknown' })
  expect(outputsFor(run, conceal)).toMatchObject({
    verdict: 'proven',
    drift: '',
    changed: 'false',
    'role-arn': 'arn:aws:iam::111122223333:role/sms-10dlc-sender'
  })
})

test('checks come without their evidence', () => {
  expect(JSON.parse(outputsFor(fullReport(), conceal).checks)).toEqual([
    { name: 'number-active', outcome: 'proven', reason: 'the number …0100 is ACTIVE' },
    {
      name: 'registration-complete',
      outcome: 'proven',
      reason: 'the number …0100 is ACTIVE',
      warning: 'its version 2 is DENIED: the website is missing'
    },
    {
      name: 'out-of-sandbox',
      outcome: 'refuted',
      reason: 'the account is in the SMS sandbox',
      side: 'number'
    },
    {
      name: 'spend-limit',
      outcome: 'inconclusive',
      reason: 'the primary’s identity lacks sms-voice:DescribeSpendLimits'
    }
  ])
})

test('changes carry their documents, without external ids', () => {
  expect(
    JSON.parse(outputsFor(runReport({ changes: [trustChange('done')] }), conceal).changes)
  ).toEqual([
    {
      kind: 'replace-trust',
      state: 'done',
      from: trustPolicy(stranger, `<other-external-id:${stranger}>`),
      to: trustPolicy(secondary, `<external-id:${secondary}>`)
    }
  ])
})

test('a created role, its settings and tags', () => {
  const { name, path, arn } = senderRequest().role
  const tags = { owner: `team of ${externalId}` }
  const trust = trustPolicy(secondary, externalId)
  const role = {
    arn,
    name,
    path,
    tags,
    trust,
    permissions: {},
    description: 'd',
    maxSessionSeconds: 3600
  }
  const report = runReport({
    changes: [
      { state: 'done', change: { kind: 'create-role', role } },
      { state: 'done', change: { kind: 'tag-role', from: {}, to: tags } }
    ]
  })
  const shown = { owner: `team of <external-id:${secondary}>` }
  expect(JSON.parse(outputsFor(report, conceal).changes)).toEqual([
    {
      kind: 'create-role',
      state: 'done',
      role: { arn, description: 'd', maxSessionSeconds: 3600, tags: shown },
      trust: trustPolicy(secondary, `<external-id:${secondary}>`)
    },
    { kind: 'tag-role', state: 'done', from: {}, to: shown }
  ])
})

test('proofs come without evidence, simulated ones marked', () => {
  const proofs: unknown = JSON.parse(outputsFor(fullReport(), conceal).proofs)
  expect(proofs).toContainEqual({
    name: 'external-id-required',
    subject: { kind: 'secondary', account: secondary },
    outcome: 'refuted',
    reason: 'the role can be assumed without the external id',
    side: 'role',
    control: { what: 'AssumeRole with the external id', held: true }
  })
  expect(proofs).toContainEqual(expect.objectContaining({ name: 'can-send', simulated: true }))
})

test('drift that is not known is the empty text', () => {
  expect(outputsFor(runReport({ drift: 'unknown' }), conceal).drift).toBe('')
})

test('without a report nothing was written, and lists are empty', () => {
  const failure = { code: 'INPUT_INVALID', message: 'x', hint: 'y' } as const
  const outputs = outputsFor({ failure, foreignEndpoints: [] }, conceal)
  expect(outputs).toEqual({
    verdict: 'failed',
    drift: '',
    changed: 'false',
    'plan-digest': '',
    'role-arn': '',
    'role-arns': '[]',
    changes: '[]',
    checks: '[]',
    proofs: '[]',
    'secondary-policies': '{}',
    'message-id': '',
    'report-file': ''
  })
})

test.each([
  [100, 'é', false],
  [100, 'x'.repeat(1_000), true],
  // 40,000 characters, but 80,000 bytes.
  [40, 'é'.repeat(1_000), true]
])('%d proofs with the reason %.3s…: truncated is %j', (count, reason, truncated) => {
  const proofs = Array.from({ length: count }, (_one, index) =>
    proof({
      subject: {
        kind: 'secondary',
        account: valid(parseAccountId(String(200_000_000_000 + index)))
      },
      outcome: index === 0 ? 'refuted' : 'proven',
      reason
    })
  )
  const text = outputsFor(runReport({ proofs }), conceal).proofs
  expect(byteLength(text)).toBeLessThanOrEqual(65_536)
  const parsed: unknown = JSON.parse(text)
  if (truncated) {
    const counts = { refuted: 1, proven: count - 1 }
    expect(parsed).toEqual({ truncated: true, total: count, counts })
  } else expect(parsed).toHaveLength(count)
})

test('no output holds a masked value, or GitHub would drop it', () => {
  const request = senderRequest()
  expect(shouldMask(externalId, request)).toBe(true)
  const report = fullReport({ proofs: [proof({ reason: `AWS says ${externalId}` })] })
  const outputs = outputsFor(report, conceal)
  for (const value of Object.values(outputs)) expect(value).not.toContain(externalId)
})
