import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.js'
import { smokeTestLimits } from '../../src/app/smoke-test.js'
import { parseAccountId } from '../../src/domain/aws-ids.js'
import { letIn, letsPinpointSend } from '../../src/domain/messaging/number-policy.js'
import { checkNames } from '../../src/domain/preflight.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { validatePolicy } from '../../src/policy/document/validate.js'
import { valid } from '../support/requests.js'

const doc = readFileSync(join(projectRoot, 'docs', 'preflight.md'), 'utf8')
const primary = valid(parseAccountId('111111111111'))

test('it has every check, in the order of the code, and what to do about each', () => {
  const rows = [...doc.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name)
  const advice = [...doc.matchAll(/^- \*\*`([\w-]+)`\.\*\*/gm)].map(([, name]) => name)
  expect(rows).toEqual(checkNames)
  expect(advice).toEqual(checkNames)
})

test('the policy to copy lets Pinpoint in, and nobody else', () => {
  const [, text = ''] = /```json\n([^]*?)```/.exec(doc) ?? []
  const policy = JSON.parse(text) as PolicyDocument
  const arn = 'arn:aws:sms-voice:us-east-1:111111111111:phone-number/phone-EXAMPLE'
  expect(validatePolicy(policy, 'resource')).toEqual([])
  expect(letsPinpointSend(policy, { arn }, primary)).toBe('yes')
  expect(letIn(policy, primary)).toEqual({ others: [], unclear: [] })
})

test('the limits of a smoke test are those of the code', () => {
  const { maxPrice, timeToLiveSeconds } = smokeTestLimits
  expect(doc).toContain(`${maxPrice} US dollars and a time to live of ${timeToLiveSeconds} seconds`)
})
