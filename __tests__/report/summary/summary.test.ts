import { fc } from '../../support/laws.js'
import { hintFor } from '../../../src/errors.js'
import { parseAccountId } from '../../../src/domain/aws-ids.js'
import type { RunReport } from '../../../src/domain/run-report.js'
import type { Sizes } from '../../../src/domain/role/sizes.js'
import { concealerFor } from '../../../src/report/conceal/conceal.js'
import { byteLength } from '../../../src/report/fit.js'
import { renderSummary } from '../../../src/report/summary/summary.js'
import type { Run } from '../../../src/report/run.js'
import { hostileText } from '../../support/hostile-text.js'
import {
  check,
  difference,
  evidence,
  fullReport,
  proof,
  refusedMessage,
  runReport,
  trustAccess,
  trustChange
} from '../../support/report-samples.js'
import { externalId, secondary, senderRequest, valid } from '../../support/requests.js'

const conceal = concealerFor(senderRequest())
const render = (run: Run) => renderSummary(run, conceal)
const account = (index: number) => valid(parseAccountId(String(200_000_000_000 + index)))

test('a run in sync says so, with role, accounts and Region', () => {
  const summary = render(runReport())
  expect(summary).toContain('## ✅ Sender role `sms-10dlc-sender`: in-sync\n')
  expect(summary).toContain('**in-sync: nothing to change; 2 of 2 proofs proven**')
  expect(summary).toContain(
    '| `check` | `arn:aws:iam::111122223333:role/sms-10dlc-sender` | `111122223333` | `us-east-1` | `sms-voice` | `444455556666` |'
  )
  expect(summary).toContain('### Drift\n\n✅ None: the role is as configured.')
  expect(summary).toContain('### Plan\n\nNothing to change. Plan digest `abab')
  expect(summary).not.toContain('Not AWS')
  expect(summary).not.toContain('### Smoke test')
  expect(summary).not.toContain('### Findings')
})

test('a secondary’s own proof has no part for what nobody looked at', () => {
  const { planDigest = '', ...run } = runReport({
    mode: 'prove',
    verdict: 'proven',
    drift: 'unknown',
    checks: [],
    changes: []
  })
  const summary = render(run)
  expect(summary).toContain('## ✅ Sender role `sms-10dlc-sender`: proven\n')
  expect(summary.match(/^### .*/gm)).toEqual(['### Proofs'])
  expect(summary).not.toContain(planDigest)
  expect(summary).not.toContain('drift')
  expect(summary).not.toContain('Drift')
})

test.each([
  ['@octocat', '**The inline policy <span>@</span>octocat**: broader than configured'],
  ['_x_', '**The inline policy &#95;x&#95;**: broader than configured']
])('the name of a policy on the role, %s, is text and nothing more', (name, title) => {
  const policy = { kind: 'inline', name } as const
  const extra = difference({ part: 'other-policies', policy, direction: 'broader', details: ['x'] })
  expect(render(fullReport({ differences: [extra] }))).toContain(title)
})

test('drift says in words who gained and lost what', () => {
  const summary = render(fullReport())
  expect(summary).toContain(
    'Gained: the role allows this, the configuration does not:\n\n' +
      '- any principal of account 444455556666 may assume the role without an external id\n' +
      '- any principal of account 999900001111 may assume the role with an external id that is not configured, `<other-external-id:999900001111>`\n'
  )
  expect(summary).toContain(
    'Lost: the configuration allows this, the role does not:\n\n' +
      '- any principal of account 444455556666 may assume the role with the external id `<external-id:444455556666>`\n'
  )
  expect(summary).toContain('- the role may do sns:Publish on &#42;\n')
  expect(summary).toContain('- the maximum session duration is 7200 s, configured 3600 s\n')
})

test.each<[string, Partial<RunReport>, string]>([
  [
    'drift that an apply found',
    { mode: 'apply', drift: true },
    '### Drift, as found before any write'
  ],
  ['drift that is not known', { drift: 'unknown' }, '❓ Not known: the role could not be read.'],
  [
    'the same in another form',
    { differences: [difference({ cosmetic: true })] },
    '**The trust policy** grants the same as configured, in another form: no drift.'
  ],
  [
    'what could not be told',
    { differences: [difference({ unclear: [trustAccess(secondary)] })] },
    'Written differently, and no request was found that is decided differently for it:\n\n- any principal of account 444455556666'
  ],
  ['a plan in check', { changes: [trustChange()] }, 'What an apply would do, in this order.'],
  [
    'a change that was made',
    { changes: [trustChange('done')] },
    '| 1 | `replace-trust` | replace the trust policy with the configured one | ✅ done |'
  ],
  ['a change that failed', { changes: [trustChange('failed')] }, '| ❌ failed |'],
  ['a change never begun', { changes: [trustChange('not-begun')] }, '| ⬜ not begun |'],
  [
    'a change whose reply was lost',
    { changes: [trustChange('unknown')] },
    '| ❓ unknown: it may have been carried out |'
  ],
  [
    'documents, concealed',
    { changes: [trustChange()] },
    '"sts:ExternalId": "<external-id:444455556666>"'
  ],
  ['no proof', { proofs: [] }, 'No proof was run.'],
  [
    'a finding',
    { findings: [{ level: 'warning', code: 'DRIFT', message: 'a | b' }] },
    '### Findings\n\n- ⚠️ `DRIFT`: a &#124; b'
  ],
  [
    'an accepted message, never called delivered',
    { smokeTest: { state: 'accepted', channel: 'pinpoint', messageId: 'm-1', to: '+12065550123' } },
    '✅ Accepted by pinpoint for …0123: message `m-1`. Accepted is all that is known'
  ],
  [
    'a refused message',
    { smokeTest: refusedMessage },
    '❌ Not accepted by sms-voice for …0123: the destination has opted out of the number’s messages. This points to the destination, not to IAM.\n\nAWS’s words: ConflictException (DESTINATION&#95;PHONE&#95;NUMBER&#95;OPTED&#95;OUT): opted out\n\n**What to do:** Have the recipient send START'
  ],
  [
    'a message whose reply was lost',
    {
      smokeTest: { state: 'unknown', channel: 'sms-voice', to: '+12065550123', reason: 'timed out' }
    },
    '❓ The message to …0123 through sms-voice may have been sent: timed out. It is not tried again.'
  ],
  ['no plan was made', { planDigest: undefined as never }, '### Proofs']
])('the summary tells %s', (_name, overrides, expected) => {
  expect(render(runReport(overrides))).toContain(expected)
})

test('the matrix has a row for each proof and a column for each subject', () => {
  const summary = render(fullReport())
  expect(summary).toContain(
    [
      '| Proof | secondary 444455556666 | channel pinpoint | the sender |',
      '| --- | --- | --- | --- |',
      '| `assume` | ✅ proven |  |  |',
      '| `external-id-required` | ❌ refuted |  |  |',
      '| `can-send` |  | ✅ proven (simulated) |  |',
      '| `other-numbers-refused` |  | ➖ not applicable |  |',
      '| `other-actions-refused` |  |  | ⚠️ inconclusive |'
    ].join('\n')
  )
  expect(summary).toContain(
    '- ❌ refuted: `external-id-required`, secondary 444455556666: the role can be assumed without the external id. This points to the sender role or its trust.\n'
  )
  expect(summary).toContain('| AssumeRole with the external id: ✅ held |')
  expect(summary).toContain('| GetCallerIdentity on that session: ❌ did not hold |')
  expect(summary).toContain(
    '| iam:SimulatePrincipalPolicy | arn:aws:iam::111122223333:role/sms-10dlc-sender | allowed | simulated | 1 |'
  )
})

test('proofs that share a cell show the gravest, and how many there are', () => {
  const outsider = proof({ name: 'outsiders-refused', subject: { kind: 'sender' } })
  const summary = render(
    runReport({ proofs: [outsider, { ...outsider, outcome: 'refuted' }, outsider] })
  )
  expect(summary).toContain('| `outsiders-refused` | ❌ refuted (1 of 3) |')
})

test('many secondaries are counted, and only those not proven listed', () => {
  const proofs = Array.from({ length: 1_000 }, (_one, index) =>
    proof({
      subject: { kind: 'secondary', account: account(index) },
      outcome: index === 7 ? 'refuted' : 'proven'
    })
  )
  const sender = proof({ name: 'other-actions-refused', subject: { kind: 'sender' } })
  const summary = render(
    runReport({
      verdict: 'refuted',
      secondaries: proofs.map((_proof, index) => account(index)),
      proofs: [...proofs, sender]
    })
  )
  expect(summary).toContain('| 1000 accounts |')
  expect(summary).toContain('Of 1000 secondaries:')
  expect(summary).toContain('| `assume` | 1 | 0 | 999 | 0 |')
  expect(summary).toContain('- ❌ refuted: `assume`, secondary 200000000007: ')
  expect(summary).not.toContain('- ✅')
  expect(summary).toContain('| `other-actions-refused` | ✅ proven |')
})

test('a failure comes with its code and what to do, beside what was done', () => {
  const summary = render(
    runReport({
      mode: 'apply',
      verdict: 'failed',
      changed: true,
      changes: [trustChange('done'), trustChange('not-begun')],
      failure: { code: 'ACCESS_DENIED', message: 'iam:PutRolePolicy | refused', hint: 'Add it.' }
    })
  )
  expect(summary).toContain('## ❌ Sender role `sms-10dlc-sender`: failed')
  expect(summary).toContain(
    '### ACCESS_DENIED\n\niam:PutRolePolicy &#124; refused\n\n**What to do:** Add it.'
  )
  expect(summary).toContain('| ✅ done |')
  expect(summary).toContain('| ⬜ not begun |')
})

test('a smoke test that was not accepted is the failure', () => {
  const summary = render(
    runReport({
      verdict: 'failed',
      smokeTest: refusedMessage
    })
  )
  expect(summary).toContain('### SMOKE_TEST_NOT_ACCEPTED')
  expect(summary).toContain('**What to do:** This points to the destination, not to IAM. Have')
})

test('bad input has a summary of its own: every mistake, and the foreign endpoints', () => {
  const failure = {
    code: 'INPUT_INVALID',
    message: 'mode: bad\nregion: *bad*',
    hint: 'Compare.'
  } as const
  expect(render({ failure, foreignEndpoints: ['AWS_ENDPOINT_URL=http://localhost:1'] })).toBe(
    [
      '## ❌ Sender role: failed',
      '> [!WARNING]\n> **Not AWS.** This run talked to other endpoints: `AWS_ENDPOINT_URL=http://localhost:1`',
      '### INPUT_INVALID',
      '- mode: bad\n- region: &#42;bad&#42;',
      '**What to do:** Compare.\n'
    ].join('\n\n')
  )
})

test('no external id, phone number or hidden character is in a summary', () => {
  const reason = `\u202e${externalId} +12065550100`
  const summary = render(
    fullReport({
      proofs: [proof({ outcome: 'refuted', reason, evidence: [evidence({ answer: reason })] })],
      failure: { code: 'UNEXPECTED', message: reason, hint: hintFor('UNEXPECTED') }
    })
  )
  expect(summary).not.toContain(externalId)
  expect(summary).not.toContain('2065550100')
  expect(summary).not.toContain('\u202e')
})

test('many endpoints are counted', () => {
  const foreignEndpoints = Array.from({ length: 12 }, (_one, index) => `A=http://${index}`)
  expect(render(runReport({ foreignEndpoints }))).toContain('`A=http://8`, … and 3 more\n')
})

test('the preflight: the gravest check first, its warnings, and what AWS answered', () => {
  const summary = render(fullReport())
  const [, section = ''] = summary.split('### Preflight\n\n')
  expect(section.split('\n').slice(2, 6)).toEqual([
    '| `out-of-sandbox` | ❌ refuted | the account is in the SMS sandbox. |',
    '| `spend-limit` | ⚠️ inconclusive | the primary’s identity lacks sms-voice:DescribeSpendLimits. |',
    '| `number-active` | ✅ proven | the number …0100 is ACTIVE. |',
    '| `registration-complete` | ✅ proven | the number …0100 is ACTIVE. |'
  ])
  expect(section).toContain(
    '- ⚠️ `registration-complete`: its version 2 is DENIED: the website is missing.\n'
  )
  expect(section).toContain(
    '| `number-active` | sms-voice:DescribePhoneNumbers | phone-1 | allowed |'
  )
})

test('a run that ended before its preflight says so', () => {
  expect(render(runReport({ checks: [] }))).toContain('### Preflight\n\nNo check was made.')
})

test('what a check repeats of AWS is concealed', () => {
  const text = `+12065550123 and ${externalId}`
  const checks = [check({ reason: text, warning: text, evidence: [evidence({ answer: text })] })]
  const summary = render(runReport({ checks }))
  expect(summary).not.toContain('+12065550123')
  expect(summary).not.toContain(externalId)
})

test('however much there is to say, the summary stays under the limit of GitHub', () => {
  const text = '@|漢'.repeat(700)
  const many = <T>(item: T): T[] => Array.from({ length: 300 }, () => item)
  const access = trustAccess(secondary, { StringLike: { 'aws:userid': [text] } })
  const accesses = Array.from({ length: 300 }, (_one, index) => ({
    ...access,
    action: `x${index}`
  }))
  const summary = render(
    fullReport({
      verdict: 'failed',
      failure: { code: 'UNEXPECTED', message: many(text).join('\n'), hint: text },
      differences: (['role', 'trust', 'permissions', 'settings', 'tags'] as const).map((part) => ({
        ...difference({ part, details: many(text) }),
        ...{ gained: accesses, lost: accesses, unclear: accesses }
      })),
      changes: many(trustChange()),
      proofs: Array.from({ length: 300 }, (_one, index) =>
        proof({
          subject: { kind: 'secondary', account: account(index) },
          outcome: 'refuted',
          reason: text,
          control: { what: text, held: false },
          evidence: [evidence({ answer: text, about: text, call: text, requestId: text })]
        })
      ),
      checks: many(
        check({
          reason: text,
          warning: text,
          evidence: [evidence({ call: text, about: text, answer: text, requestId: text })]
        })
      ),
      findings: many({ level: 'error', code: 'UNEXPECTED', message: text } as const),
      smokeTest: { state: 'unknown', channel: 'pinpoint', to: text, reason: text },
      foreignEndpoints: many(text)
    })
  )
  expect(byteLength(summary)).toBeLessThan(1_048_576)
  expect(summary.match(/… and \d+ more/g)?.length).toBeGreaterThan(5)
  expect(summary).toContain('### Findings')
})

test('law: text from outside adds no line and no cell to the summary', () => {
  const withText = (text: string) =>
    render(
      fullReport({
        differences: [difference({ part: 'settings', details: [`x ${text}`] })],
        proofs: [
          proof({
            outcome: 'inconclusive',
            reason: `x ${text}`,
            evidence: [evidence({ answer: `x ${text}` })]
          })
        ],
        checks: [
          check({
            reason: `x ${text}`,
            warning: `x ${text}`,
            evidence: [evidence({ answer: `x ${text}` })]
          })
        ],
        findings: [{ level: 'notice', code: 'UNEXPECTED', message: `x ${text}` }]
      })
    )
  const shape = (summary: string) =>
    summary.split('\n').map((line) => line.replaceAll(/[^|]/g, '').length)
  const expected = shape(withText('y'))
  fc.assert(fc.property(hostileText, (text) => expect(shape(withText(text))).toEqual(expected)))
})

describe('the sizes of the policies', () => {
  const trust = {
    limit: 2048,
    from: 'account',
    plain: 1_500,
    compact: 700,
    characters: 1_500,
    form: 'plain',
    moreSecondaries: { plain: 2, compact: 37 }
  } as const

  test('stand beside their quotas, with the room left', () => {
    const inline = { limit: 10_240, from: 'default', characters: 512, policies: 2 } as const
    const summary = render(runReport({ sizes: { trust, inline } }))
    expect(summary).toContain('### Sizes\n')
    expect(summary).toContain(
      '| Trust policy | 1500 | 2048 (the account’s own) | 74 % | plain form (compact: 700); 37 more secondaries like these (plain form: 2) |'
    )
    expect(summary).toContain(
      '| Inline policies (2) | 512 | 10240 (AWS’s default, not read) | 5 % | 9728 characters |'
    )
  })

  test.each<[string, Sizes['trust'], string]>([
    [
      'the compact form',
      { ...trust, form: 'compact', characters: 700 },
      'compact form (plain: 1500)'
    ],
    [
      'what fits in no form',
      { ...trust, from: 'input', form: 'neither', limit: 600, characters: 700 },
      '600 (as configured) | 117 % | fits in no form (plain: 1500, compact: 700)'
    ],
    [
      'an organization',
      { ...trust, plain: 400, compact: 400, characters: 400, moreSecondaries: 'any' },
      'one form only; any number of accounts of the organization'
    ]
  ])('of %s', (_name, shown, text) => {
    expect(render(runReport({ sizes: { trust: shown } }))).toContain(text)
  })

  test('are left out where they are not known', () => {
    expect(render(runReport())).not.toContain('### Sizes')
  })
})
