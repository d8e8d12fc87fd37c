import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.js'
import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import type { SenderRequest } from '../../src/domain/request.js'
import type { RunReport } from '../../src/domain/run-report.js'
import { annotationsFor } from '../../src/report/annotations.js'
import { concealerFor } from '../../src/report/conceal/conceal.js'
import { policyOf } from '../support/by-hand.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import { senderRequest, stranger } from '../support/requests.js'
import { run } from '../support/run.js'

type Existing = Extract<ObservedRole, { exists: true }>

const text = readFileSync(join(projectRoot, 'docs', 'drift.md'), 'utf8')

/** The rows of the page's table: what is found, what a check says, what an apply writes. */
const [, drift = ''] = text.split(/^## /m)
const rows = drift
  .split('\n')
  .filter((line) => /^\| (?!Found )[A-Z]/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, found = '', says = '', writes = '']) => ({ found, says, writes }))

const check = senderRequest()
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess'
const boundary = 'arn:aws:iam::111122223333:policy/boundary'
const everything = policyOf('Allow', '*')
const denial = policyOf('Deny', 's3:*')
const attached = [{ name: 'AdministratorAccess', arn: admin }]

interface Example {
  readonly role?: (role: Existing) => ObservedRole
  readonly request?: Partial<SenderRequest>
  readonly policies?: FakeSettings['policies']
}

const withInline =
  (name: string, document: typeof denial) =>
  (role: Existing): Existing => ({
    ...role,
    inlinePolicies: { ...role.inlinePolicies, [name]: document }
  })

const ours = 'sms-10dlc-send'
const renamed = (role: Existing): Existing => {
  const document = JSON.stringify(role.inlinePolicies[ours]).replace('"SendTextMessage"', '"Send"')
  return withInline(ours, JSON.parse(document) as typeof denial)(role)
}
const opened = (role: Existing): Existing => ({
  ...role,
  trust: {
    Version: '2012-10-17',
    Statement: [
      ...(role.trust['Statement'] as readonly (typeof denial)[]),
      { Effect: 'Allow', Principal: { AWS: stranger }, Action: 'sts:AssumeRole' }
    ]
  }
})

const examples: Readonly<Record<string, Example>> = {
  'No role of this name': { role: () => ({ exists: false }) },
  'Somebody else in the trust policy': { role: opened },
  'Our policy is missing': { role: (role) => ({ ...role, inlinePolicies: {} }) },
  'Our policy allows something else': { role: withInline(ours, everything) },
  'Our policy says the same in another form': { role: renamed },
  'Another inline policy that allows something': { role: withInline('x', everything) },
  'An attached managed policy that allows something': {
    role: (role) => ({ ...role, attachedPolicies: attached }),
    policies: { [admin]: everything }
  },
  'An attached managed policy that may not be read': {
    role: (role) => ({ ...role, attachedPolicies: attached }),
    policies: { [admin]: undefined }
  },
  'A policy that `keep-policies` names': {
    role: withInline('x', everything),
    request: { keepPolicies: ['x'] }
  },
  'A policy that `keep-policies` names and that may not be read': {
    role: (role) => ({ ...role, attachedPolicies: attached }),
    request: { keepPolicies: [admin] },
    policies: { [admin]: undefined }
  },
  'A policy that only denies': { role: withInline('x', denial) },
  'A policy that only denies, named in `remove-policies`': {
    role: withInline('x', denial),
    request: { removePolicies: ['x'] }
  },
  'Another boundary than `permissions-boundary`, or none': {
    request: { role: { ...check.role, boundaryArn: boundary } },
    policies: { [boundary]: everything }
  },
  'A boundary although `permissions-boundary` is not set': {
    role: (role) => ({ ...role, boundaryArn: boundary }),
    policies: { [boundary]: everything }
  },
  'Another description or maximum session duration': {
    role: (role) => ({ ...role, maxSessionSeconds: 7200 })
  },
  'One of our own tags, or of those that `tags` names, missing or different': {
    role: (role) => ({ ...role, tags: { ...role.tags, team: 'x' } }),
    request: { role: { ...check.role, tags: { team: 'sms' } } }
  },
  'A tag that `tags` does not name': {
    role: (role) => ({ ...role, tags: { ...role.tags, team: 'x' } })
  },
  'Another path': { role: (role) => ({ ...role, path: '/team/' }) }
}

async function checkOf({ role, request, policies = {} }: Example): Promise<RunReport> {
  const first = new FakeAws()
  await run(first, senderRequest({ mode: 'apply' }))
  if (!first.role.exists) throw new Error('the apply creates the role')
  const aws = new FakeAws({ role: role?.(first.role) ?? first.role, policies })
  return run(aws, { ...check, ...request })
}

function said({ drift, findings, failure }: RunReport): string {
  const verdict = failure === undefined ? (drift === true ? 'drift' : 'no drift') : 'failed'
  const codes = failure === undefined ? findings.map(({ code }) => code) : [failure.code]
  return [verdict, ...codes.map((code) => `\`${code}\``)].join(', ')
}

test('every row of the table has its example here', () => {
  expect(rows.map(({ found }) => found)).toEqual(Object.keys(examples))
})

test.each(Object.entries(examples))('%s', async (found, example) => {
  const report = await checkOf(example)
  const kinds = report.changes.map(({ change }) => `\`${change.kind}\``)
  const row = rows.find((one) => one.found === found)
  expect([said(report), kinds.join(' ') || 'nothing']).toEqual([row?.says, row?.writes])
})

test('the sentence about AdministratorAccess is what a check says', async () => {
  const { role, policies = {} } = examples['An attached managed policy that allows something'] ?? {}
  const report = await checkOf({ ...(role && { role }), policies })
  const rules = { failOnDrift: true, requireProof: false }
  const told = annotationsFor(report, concealerFor(check), rules).filter(
    ({ title }) => title === 'DRIFT'
  )
  const [, quoted = ''] = /^> (The managed policy .*)$/m.exec(text) ?? []
  expect(told.map(({ level, message }) => [level, message])).toEqual([
    ['error', quoted.replaceAll('\\*', '*')]
  ])
})
