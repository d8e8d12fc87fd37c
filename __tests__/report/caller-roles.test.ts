import type { AccountId, RoleName } from '../../src/domain/aws-ids.js'
import type { CallerChange, CallerChangeOutcome } from '../../src/domain/plan/caller-change.js'
import { callerPolicyFor, callerPolicyName } from '../../src/domain/role/caller-policy.js'
import type { CallerRole, RunReport } from '../../src/domain/run-report.js'
import { annotationsFor } from '../../src/report/annotations.js'
import { cliCommand } from '../../src/report/cli-command.js'
import { concealerFor } from '../../src/report/conceal/conceal.js'
import { describeChange, documentsOf } from '../../src/report/describe/change.js'
import { failsStep } from '../../src/report/exit.js'
import { outputsFor } from '../../src/report/outputs.js'
import { renderSummary } from '../../src/report/summary/summary.js'
import { verdictSentence } from '../../src/report/verdict-sentence.js'
import { difference, runReport } from '../support/report-samples.js'
import { secondary, secondSecondary, senderRequest } from '../support/requests.js'

const request = senderRequest()
const conceal = concealerFor(request)
const policy = callerPolicyFor(request)
const name = callerPolicyName(request)
const callerRole: CallerRole = { name: 'notifier' as RoleName, policyName: name, unread: [] }
const place = { account: secondary, role: callerRole.name, name }
const put: CallerChange = { kind: 'put-caller-policy', ...place, to: policy }
const remove: CallerChange = { kind: 'delete-caller-policy', ...place, from: policy }
const outcome = (
  change: CallerChange,
  state: CallerChangeOutcome['state']
): CallerChangeOutcome => ({ change, state })
const report = (overrides: Partial<RunReport> = {}): RunReport =>
  runReport({ callerPolicy: policy, callerRole, secondaries: [secondary], ...overrides })
const summary = (overrides: Partial<RunReport> = {}): string =>
  renderSummary(report(overrides), conceal)
const document = JSON.stringify(policy)

test.each<[CallerChange, string, object, string]>([
  [
    put,
    `add the inline policy ${name} of the caller role notifier in ${secondary}`,
    { to: policy },
    `aws iam put-role-policy --role-name notifier --policy-name '${name}' --policy-document '${document}'`
  ],
  [
    { ...put, from: {} },
    `replace the inline policy ${name} of the caller role notifier in ${secondary}`,
    { from: {}, to: policy },
    `aws iam put-role-policy --role-name notifier --policy-name '${name}' --policy-document '${document}'`
  ],
  [
    remove,
    `delete the inline policy ${name} of the caller role notifier in ${secondary}`,
    { from: policy },
    `aws iam delete-role-policy --role-name notifier --policy-name '${name}'`
  ]
])('%j in words, documents and as a command', (change, words, documents, command) => {
  expect(describeChange(change, conceal)).toBe(words)
  expect(documentsOf(change, conceal)).toEqual(documents)
  // Not the sender role's name: the command is for another account.
  expect(cliCommand(change, { role: 'sms-10dlc-sender', conceal })).toBe(command)
})

describe('the summary', () => {
  test('has the policy to copy, and says who needs it', () => {
    const text = renderSummary(runReport({ callerPolicy: policy }), conceal)
    expect(text).toContain(`Whoever sends in \`${secondary}\` needs this identity policy:`)
    const [, json = ''] = /needs this identity policy:\n\n```json\n(.*?)```/s.exec(text) ?? []
    expect(JSON.parse(json)).toEqual(policy)
  })

  test('says that the caller role has it from this action', () => {
    expect(summary()).toContain(
      `The role \`notifier\` in \`${secondary}\` has it from this action, as its inline policy \`${name}\``
    )
  })

  test('of a destroy has none: nobody needs it any more', () => {
    const destroyed = runReport({ mode: 'destroy', verdict: 'destroyed', callerRole })
    expect(renderSummary(destroyed, conceal)).not.toContain('callers in the secondaries need')
  })

  test('speaks of both sides where nothing differs', () => {
    expect(summary()).toContain('✅ None: the sender role and the caller roles are as configured.')
  })

  test('names the account of a caller policy that differs', () => {
    const part = { part: 'caller-policy', account: secondary } as const
    const drifted = { verdict: 'drifted', drift: true, differences: [difference(part)] } as const
    expect(summary(drifted)).toContain(`**The caller policy in ${secondary}**`)
    const [annotation] = annotationsFor(report(drifted), conceal, {
      failOnDrift: true,
      requireProof: false
    })
    expect(annotation).toMatchObject({ level: 'error', title: 'DRIFT' })
    expect(annotation?.message).toContain(`The caller policy in ${secondary}`)
  })

  test('never calls a caller role that was not read as configured, whatever else is known', () => {
    const unread = { callerRole: { ...callerRole, unread: [secondary] } }
    const said = `❓ Not known: the caller role \`notifier\` in ${secondary} could not be read.`
    const unknown = summary({ ...unread, verdict: 'inconclusive', drift: 'unknown' })
    expect(unknown).toContain(said)
    expect(unknown).not.toContain('✅ None')
    const known = summary({ ...unread, drift: true, differences: [difference()] })
    expect(known).toContain(said)
    expect(known).toContain('**The trust policy**')
  })

  test('of a failed run has the commands of the other accounts, and whose credentials they need', () => {
    const failure = { code: 'ACCESS_DENIED', message: 'no', hint: 'Allow it.' } as const
    const other = { ...put, account: secondSecondary }
    const changes = [outcome(put, 'done'), outcome(other, 'failed')]
    const text = summary({ mode: 'apply', verdict: 'failed', changed: true, failure, changes })
    expect(text).toContain(`# with credentials of ${secondSecondary}:\naws iam put-role-policy`)
    expect(text).not.toContain(`# with credentials of ${secondary}:`)
  })
})

test.each<[string, Partial<RunReport>]>([
  [
    `inconclusive: the caller role notifier could not be read in ${secondary}`,
    {
      verdict: 'inconclusive',
      drift: 'unknown',
      callerRole: { ...callerRole, unread: [secondary] }
    }
  ],
  [
    'drifted: the caller policy is not as configured',
    {
      verdict: 'drifted',
      drift: true,
      differences: [difference({ part: 'caller-policy', account: secondary })]
    }
  ],
  [
    'destroyed: our policy is deleted from 1 caller role; 2 of 2 proofs proven',
    { mode: 'destroy', verdict: 'destroyed', changes: [outcome(remove, 'done')] }
  ],
  [
    'changed: 1 change made; 2 of 2 proofs proven',
    { mode: 'apply', verdict: 'changed', changed: true, changes: [outcome(put, 'done')] }
  ]
])('the verdict in a sentence: %s', (sentence, overrides) => {
  expect(verdictSentence(report(overrides), conceal)).toBe(sentence)
})

test('a caller role that was not read fails the step where proof is required, also behind drift', () => {
  const lenient = { failOnDrift: false, requireProof: false }
  const unread = { callerRole: { ...callerRole, unread: [secondary] } }
  for (const verdict of ['drifted', 'inconclusive'] as const) {
    const run = report({ ...unread, verdict })
    expect(failsStep(run, lenient)).toBe(false)
    expect(failsStep(run, { ...lenient, requireProof: true })).toBe(true)
  }
})

describe('the outputs', () => {
  test('have the policy of each secondary, and the changes with their accounts', () => {
    const outputs = outputsFor(
      report({ secondaries: [secondary, secondSecondary], changes: [outcome(put, 'planned')] }),
      conceal
    )
    expect(JSON.parse(outputs['secondary-policies'])).toEqual({
      [secondary]: policy,
      [secondSecondary]: policy
    })
    expect(JSON.parse(outputs.changes)).toEqual([
      { kind: 'put-caller-policy', state: 'planned', ...place, to: policy }
    ])
  })

  test('count the secondaries where there are too many for 64 KiB', () => {
    const accounts = Array.from({ length: 400 }, (_one, index) => String(200_000_000_000 + index))
    const outputs = outputsFor(report({ secondaries: accounts as AccountId[] }), conceal)
    expect(JSON.parse(outputs['secondary-policies'])).toEqual({ truncated: true, total: 400 })
  })
})
