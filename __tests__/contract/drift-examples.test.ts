import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.js'
import { compareRole, isDrift } from '../../src/domain/role/compare-role.js'
import { orphanFindings } from '../../src/domain/findings/orphan-findings.js'
import { planRole } from '../../src/domain/plan/plan.js'
import { redFlagFindings } from '../../src/domain/findings/red-flag-findings.js'
import { revocationDocument } from '../../src/domain/plan/revocation.js'
import { errorCodes } from '../../src/errors.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { validatePolicy } from '../../src/policy/document/validate.js'
import { secondary, senderRequest } from '../support/requests.js'
import { desiredFor, roleInSync, trustOf } from '../support/role-in-sync.js'

const text = readFileSync(join(projectRoot, 'docs', 'drift.md'), 'utf8')
const blocks = [...text.matchAll(/^```json (\S+)\n(.*?)^```$/gms)].map(
  ([, shows = '', json = '']) => ({ shows, document: JSON.parse(json) as PolicyDocument })
)
const showing = (...names: readonly string[]) => blocks.filter(({ shows }) => names.includes(shows))

const request = senderRequest()
const ours = roleInSync(request).trust['Statement'] as readonly PolicyDocument[]
const trusting = (...statements: readonly PolicyDocument[]) =>
  roleInSync(request, { trust: trustOf(...statements) })
const flagsOf = (statement: PolicyDocument) => {
  const observed = trusting(statement)
  const plan = planRole(desiredFor(request, observed), observed, request)
  return redFlagFindings(observed, plan, 'check').map(({ code }) => code as string)
}

test('every example shows something that is tested here', () => {
  const known = ['broader', 'narrower', 'different', 'cosmetic', 'no-red-flag']
  for (const { shows } of blocks) {
    expect([...known, 'AWSRevokeOlderSessions', ...errorCodes]).toContain(shows)
  }
  expect(blocks.length).toBeGreaterThanOrEqual(10)
})

test.each(showing('broader', 'narrower', 'different'))(
  'beside the configured statements it leads $shows',
  ({ shows, document }) => {
    const differences = compareRole(desiredFor(request), trusting(...ours, document))
    expect(differences.map(({ direction }) => direction)).toEqual([shows])
  }
)

test.each(showing('cosmetic'))(
  'in the place of the configured one it is $shows',
  ({ document }) => {
    const differences = compareRole(desiredFor(request), trusting(document))
    expect(differences.map(({ direction }) => direction)).toEqual(['cosmetic'])
    expect(isDrift(differences)).toBe(false)
  }
)

test.each(blocks.filter(({ shows }) => shows.startsWith('RED_FLAG_')))(
  'it raises $shows',
  ({ shows, document }) => {
    expect(flagsOf(document)).toEqual([shows])
  }
)

test.each(showing('no-red-flag'))('it raises none', ({ document }) => {
  expect(flagsOf(document)).toEqual([])
})

test.each(showing('ORPHANED_PRINCIPAL'))(
  'it is $shows, and whom it stood for is told',
  ({ document }) => {
    const [finding] = orphanFindings(trusting(document), request)
    expect(finding?.code).toBe('ORPHANED_PRINCIPAL')
    expect(finding?.message).toContain(`it stood for a role of account ${secondary}.`)
  }
)

test.each(showing('AWSRevokeOlderSessions'))('it is what a revocation writes', ({ document }) => {
  expect(document).toEqual(revocationDocument(Date.UTC(2026, 10, 23, 8)))
})

test('IAM would take every example', () => {
  for (const { shows, document } of blocks) {
    const whole = 'Statement' in document ? document : trustOf(document)
    const kind = shows === 'AWSRevokeOlderSessions' ? 'identity' : 'trust'
    expect([shows, validatePolicy(whole, kind)]).toEqual([shows, []])
  }
})

test('every red flag has its row', () => {
  for (const code of errorCodes.filter((one) => one.startsWith('RED_FLAG_'))) {
    expect(text).toContain(`| \`${code}\``)
  }
})
