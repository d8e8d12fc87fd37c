import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.js'
import { sides } from '../../src/domain/why-refused/diagnosis.js'
import { neededPolicy } from '../../src/domain/why-refused/needed-policy.js'
import { parsePolicy } from '../../src/policy/document/document.js'
import { validatePolicy } from '../../src/policy/document/validate.js'
import { secondary, senderRequest } from '../support/requests.js'

const page = readFileSync(join(projectRoot, 'docs/why-refused.md'), 'utf8')

function between(name: string): string {
  const [, text = ''] = new RegExp(`<!-- ${name} -->(.*?)<!-- /${name} -->`, 's').exec(page) ?? []
  return text
}

function example(name: string): unknown {
  const [, json = ''] = /```json\n(.*?)```/s.exec(between(`example:${name}`)) ?? []
  const parsed = parsePolicy(json)
  return 'document' in parsed ? parsed.document : parsed
}

test('its table names every cause with its side, and no other', () => {
  const rows = [...between('causes').matchAll(/^\| `([\w-]+)` +\| (\w+) +\|/gm)]
  const told = Object.fromEntries(rows.map(([, code = '', side = '']) => [code, side]))
  expect(told).toEqual(sides)
})

test('the policy of its example is the one that is told', () => {
  const { role } = senderRequest()
  const caller = { account: secondary, arn: `arn:aws:sts::${secondary}:assumed-role/ci/run` }
  const needed = neededPolicy({
    role: role.arn,
    roleExists: 'yes',
    trust: { unreadable: '' },
    caller,
    ask: { sessionName: 's', tagKeys: [], inheritedTagKeys: [], sourceIdentity: 'none' },
    own: { told: false, why: '' },
    answers: 'no-write'
  })
  expect(example('policy')).toEqual(needed)
})

test.each(['policy', 'diagnose'])('IAM would store the policy %s', (name) => {
  expect(validatePolicy(example(name) as never, 'identity')).toEqual([])
})
