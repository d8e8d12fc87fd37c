import { fc } from '../../support/laws.js'
import { parseExternalId } from '../../../src/domain/aws-ids.js'
import type { RunReport } from '../../../src/domain/run-report.js'
import { shouldMask } from '../../../src/report/conceal/should-mask.js'
import { keyedHash, reportText, schemaErrors } from '../../support/report-file.js'
import {
  difference,
  fullReport,
  proof,
  recordedCall,
  trustAccess,
  trustPolicy,
  withExternalId
} from '../../support/report-samples.js'
import { primary, secondary, senderRequest, stranger, valid } from '../../support/requests.js'

/** External ids that are something else too. */
const ambiguous = [
  ...['aws', 'is', 'accepted', 'proven', 'inconclusive', 'role', 'id', 'true', 'null', '12', '::'],
  ...[primary, secondary, stranger, '123456789012', 'us-east-1', 'sms-10dlc-sender', 'Statement'],
  ...['2026-11-23', '2026-11-23T08:00:00.000Z', 'external-id', 'hmac-sha256', 'sts:ExternalId'],
  ...['verdict', 'AccessDenied', '+12065550100', 'a'.repeat(1_224)]
]

const ids = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...ambiguous) },
  { weight: 2, arbitrary: fc.stringMatching(/^[\w+=,.@:/-]{2,12}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[\w+=,.@:/-]{2,1224}$/) }
)
/** An id, one of which it may be a part, and one that only the observed role knows. */
const threeIds = fc
  .tuple(ids, ids, ids, fc.boolean())
  .map(
    ([first, other, foreign, part]) =>
      [first, part ? `${first}${other}`.slice(0, 1_224) : other, foreign] as const
  )
  .filter((all) => new Set(all).size === 3)

const shownId = /^<external-id:hmac-sha256:[0-9a-f]{16}>$/

/** Where external ids stand in a report, in members that exist and in some that may come. */
function planted(first: string, second: string, foreign: string) {
  const to = trustPolicy(secondary, first)
  const both = { StringEquals: { 'STS:externalID': [first, second, '*'] } }
  const asked = {
    principal: '*',
    actions: [],
    resources: [],
    resourceAccount: '',
    context: { 'sts:ExternalId': foreign }
  }
  return {
    changes: [
      {
        state: 'planned',
        change: { kind: 'replace-trust', from: trustPolicy(stranger, foreign), to }
      }
    ],
    differences: [
      difference({
        details: [first, second, foreign].map((id) => `the trust policy asks for "${id}" twice`),
        gained: [{ ...trustAccess(stranger, withExternalId(foreign)), witness: asked }],
        lost: [trustAccess(secondary, both)]
      })
    ],
    proofs: [proof({ reason: `STS found '${first}' malformed` })],
    calls: { total: 1, dropped: 0, list: [recordedCall({ about: `"${second}"` })] }
  } satisfies Partial<RunReport>
}

function requestOf(first: string, second: string) {
  return senderRequest({
    externalIds: [valid(parseExternalId(first)), valid(parseExternalId(second))]
  })
}

test('law: where an external id was used as one, or quoted, the report has its keyed hash', () => {
  fc.assert(
    fc.property(threeIds, ([first, second, foreign]) => {
      const text = reportText(fullReport(planted(first, second, foreign)), requestOf(first, second))
      const shown = JSON.parse(text) as RunReport & { externalIds: readonly string[] }
      expect(schemaErrors(shown)).toEqual([])
      const hashes = [first, second, foreign].map((id) => hashed(id))
      expect(hashes).toEqual([
        expect.stringMatching(shownId),
        expect.stringMatching(shownId),
        expect.stringMatching(shownId)
      ])
      const [one, two, three] = hashes
      expect(shown.externalIds).toEqual([one, two])
      expect(shown).toMatchObject(asJson(planted(one ?? '', two ?? '', three ?? '')))
    })
  )
})

test('law: members that come later are concealed without a word of code', () => {
  fc.assert(
    fc.property(threeIds, ([first, second, foreign]) => {
      const document = trustPolicy(secondary, foreign)
      const later = {
        commandsToFinish: {
          commands: [
            `aws iam update-assume-role-policy --policy-document '${JSON.stringify(document)}'`
          ]
        },
        memoryOfTheRole: {
          role: { trust: document },
          externalId: first,
          answers: [{ said: JSON.stringify(JSON.stringify(trustPolicy(secondary, second))) }]
        }
      }
      const text = reportText({ ...fullReport(), ...later }, requestOf(first, second))
      const [one, two, three] = [first, second, foreign].map((id) => hashed(id))
      const shown = JSON.parse(text) as { memoryOfTheRole: { answers: { said: string }[] } }
      expect(shown).toMatchObject({
        commandsToFinish: { commands: [expect.stringContaining(`"sts:ExternalId":"${three}"`)] },
        memoryOfTheRole: {
          externalId: one,
          role: {
            trust: { Statement: [{ Condition: { StringEquals: { 'sts:ExternalId': three } } }] }
          }
        }
      })
      expect(shown.memoryOfTheRole.answers[0]?.said).toContain(`\\"sts:ExternalId\\":\\"${two}\\"`)
    })
  )
})

test('law: an external id that stands out is nowhere in the report', () => {
  const id = fc.stringMatching(/^[\w+=,.@:/-]{8,60}$/).filter((text) => /[Q-Z]{2}/.test(text))
  fc.assert(
    fc.property(id, fc.string(), fc.string(), (first, before, after) => {
      const request = senderRequest({ externalIds: [valid(parseExternalId(first))] })
      expect(shouldMask(first, request)).toBe(true)
      const run = fullReport({
        ...planted(first, 'another-id', 'a-third-id'),
        findings: [{ level: 'notice', code: 'DRIFT', message: before + first + after }]
      })
      expect(reportText(run, request)).not.toContain(first)
    })
  )
})

test('an external id of the observed role hides nothing but itself', () => {
  const somebody = `arn:aws:iam::${stranger}:root`
  const from = trustPolicy(stranger, somebody)
  const run = fullReport({
    changes: [{ state: 'planned', change: { kind: 'replace-trust', from, to: from } }],
    findings: [{ level: 'warning', code: 'DRIFT', message: `${somebody} gets in` }]
  })
  expect(JSON.parse(reportText(run))).toMatchObject({
    changes: [{ change: { from: { Statement: [{ Principal: { AWS: somebody } }] } } }],
    findings: [{ message: `${somebody} gets in` }]
  })
})

test('law: of a phone number the report has four digits, wherever it stands', () => {
  const e164 = fc.stringMatching(/^\+1[2-9]\d{9}$/)
  fc.assert(
    fc.property(e164, e164, (destination, observed) => {
      const message = 'Hello from us'
      const request = senderRequest({ smokeTest: { kind: 'send', destination, message } })
      const text = reportText(
        fullReport({
          smokeTest: { state: 'accepted', channel: 'pinpoint', messageId: 'm', to: destination },
          findings: [
            { level: 'notice', code: 'DRIFT', message: `${observed} and ${observed.slice(1)}` },
            { level: 'notice', code: 'DRIFT', message: `${destination.slice(1)} opted out` }
          ],
          changes: [
            {
              state: 'planned',
              change: { kind: 'tag-role', from: { [observed]: destination }, to: {} }
            }
          ]
        }),
        request
      )
      expect(text).not.toContain(destination.slice(1))
      expect(text).not.toContain(observed.slice(1))
      expect(text).toContain(`…${destination.slice(-4)}`)
    })
  )
})

test('law: the body of a message is not in the report, nor quoted where it is a short one', () => {
  const body = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() === text)
  fc.assert(
    fc.property(body, (message) => {
      const request = senderRequest({ smokeTest: { kind: 'simulator', message } })
      const said = `"${message}" was refused, ${message} was`
      const text = reportText(fullReport({ proofs: [proof({ reason: said })] }), request)
      const { proofs } = JSON.parse(text) as RunReport
      expect(proofs[0]?.reason).toMatch(/^"<message>" was refused, /)
      if (shouldMask(message, request)) expect(proofs[0]?.reason).not.toContain(message)
    })
  )
})

test('the hash is the same between runs of one configuration, and another for another', () => {
  const shown = (overrides: Parameters<typeof senderRequest>[0]) =>
    (JSON.parse(reportText(fullReport(), senderRequest(overrides))) as { externalIds: string[] })
      .externalIds
  expect(shown({})).toEqual(shown({ mode: 'apply' }))
  expect(shown({})).not.toEqual(shown({ configurationId: 'another' }))
})

test('two tags whose keys look alike once concealed are both in the report', () => {
  const from = { '+12065550100': 'a', '+13065550100': 'b' }
  const text = reportText(
    fullReport({ changes: [{ state: 'done', change: { kind: 'tag-role', from, to: {} } }] })
  )
  expect(JSON.parse(text)).toMatchObject({
    changes: [{ change: { from: { '…0100': 'a', '…0100 (2)': 'b' } } }]
  })
})

function hashed(id: string): string {
  const { configurationId, role } = senderRequest()
  return `<external-id:hmac-sha256:${keyedHash(`${configurationId}\n${role.arn}`, id).slice(0, 16)}>`
}

/** As JSON has it. */
function asJson(value: object): object {
  return JSON.parse(JSON.stringify(value)) as object
}
