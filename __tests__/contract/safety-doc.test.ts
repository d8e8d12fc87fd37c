import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { projectRoot } from '../../scripts/project-root.js'
import { inputNames } from '../../src/config/inputs/inputs.js'
import { readInputs } from '../../src/config/read-inputs.js'
import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import { concealerFor } from '../../src/report/conceal/conceal.js'
import { verdictSentence } from '../../src/report/verdict-sentence.js'
import { FakeAws } from '../support/fake-aws.js'
import { run } from '../support/run.js'
import { primary, secondary, senderRequest, stranger } from '../support/requests.js'

const text = readFileSync(join(projectRoot, 'docs', 'safety.md'), 'utf8')

/** The fenced block that follows `<!-- example:NAME -->`. */
function example(name: string): string {
  const [, block = ''] =
    new RegExp(`<!-- example:${name} -->\\n+\`\`\`\\w+\\n(.*?)\\n\`\`\``, 's').exec(text) ?? []
  return block
}

function stepOf(name: string): Readonly<Record<string, string>> {
  const [step] = parse(example(name)) as [{ readonly with: Readonly<Record<string, string>> }]
  return Object.fromEntries(Object.entries(step.with).map(([key, value]) => [key, String(value)]))
}

test.each([
  ['adopt', { mode: 'check', adopt: true }],
  ['destroy', { mode: 'destroy', adopt: false }]
])('the step to %s is accepted as it stands', (name, expected) => {
  const given: Readonly<Record<string, string>> = { ...stepOf(name), 'external-id': 'tenant-7' }
  const known: readonly string[] = inputNames
  expect(Object.keys(given).filter((input) => !known.includes(input))).toEqual([])
  const request = readInputs((input) => given[input] ?? '', {
    AWS_REGION: 'us-east-1',
    GITHUB_REPOSITORY_ID: '42',
    GITHUB_EVENT_NAME: 'workflow_dispatch'
  })
  expect(request).toMatchObject({ ...expected, primary, role: { name: 'sms-10dlc-sender' } })
})

test('what a check says of an adoption is what the page shows', async () => {
  const role: ObservedRole = {
    exists: true,
    arn: senderRequest().role.arn,
    path: '/',
    description: '',
    maxSessionSeconds: 3600,
    tags: {},
    trust: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: [secondary, stranger] },
        Action: 'sts:AssumeRole'
      }
    },
    inlinePolicies: {
      audit: { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' } }
    },
    attachedPolicies: []
  }
  const report = await run(new FakeAws({ role }), senderRequest({ adopt: true }))
  const told = report.findings
    .filter(({ code }) => code === 'ROLE_ADOPTED')
    .map(({ code, message }) => `${code}: ${message}`)
  expect(told).toEqual([example('adopted')])
})

test('a rollback is told as the page shows', async () => {
  const boundaryArn = 'arn:aws:iam::111122223333:policy/edge'
  const first = new FakeAws()
  const apply = senderRequest({ mode: 'apply' })
  await run(first, apply)
  const aws = new FakeAws({
    role: first.role,
    policies: { [boundaryArn]: { Version: '2012-10-17', Statement: [] } }
  })
  const report = await run(aws, { ...apply, role: { ...apply.role, boundaryArn } })
  const sentence = verdictSentence(report, concealerFor(apply))
  expect(sentence.startsWith(example('rolled-back'))).toBe(true)
  expect(example('rolled-back')).not.toBe('')
  expect(aws.role).toMatchObject({ exists: true })
  expect(aws.role).not.toHaveProperty('boundaryArn')
})

test('its table of rollbacks has the worlds that there are for them, and each is tried in a test', () => {
  const worlds = readdirSync(join(projectRoot, 'worlds'))
    .filter((file) => file.startsWith('rollback-'))
    .map((file) => file.replace(/\.yaml$/, ''))
  const told = [...text.matchAll(/^\| [^|]+ \| `(rollback-[\w-]+)`/gm)].map(([, name]) => name)
  expect([...new Set(told)].sort()).toEqual(worlds.sort())
  const tests = ['rollback', 'no-rollback'].map((name) =>
    readFileSync(join(projectRoot, '__tests__', 'e2e', `${name}.test.ts`), 'utf8')
  )
  expect(worlds.filter((world) => !tests.join('').includes(`on('${world}'`))).toEqual([])
})

test('every code that the page names exists', () => {
  const codes = new Set(
    [...text.matchAll(/`((?:ROLE|DESTROY)_[A-Z_]+)`/g)].map(([, code]) => code ?? '')
  )
  const troubleshooting = readFileSync(join(projectRoot, 'docs', 'troubleshooting.md'), 'utf8')
  expect([...codes].filter((code) => !troubleshooting.includes(`\n## ${code}\n`))).toEqual([])
  expect(codes.size).toBeGreaterThan(4)
})

test('its headings are those that the inputs’ descriptions link to', () => {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')
  const anchors = [...text.matchAll(/^## (.*)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replaceAll(' ', '-')
  )
  const linked = [...readme.matchAll(/docs\/safety\.md#([\w-]+)/g)].map(([, anchor = '']) => anchor)
  expect(linked.length).toBeGreaterThan(0)
  expect(linked.filter((anchor) => !anchors.includes(anchor))).toEqual([])
})
