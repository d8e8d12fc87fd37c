import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { projectRoot } from '../../scripts/project-root.js'
import { neededPolicies } from '../../scripts/readme/permissions.js'
import { inputNames } from '../../src/config/inputs/inputs.js'
import { readInputs } from '../../src/config/read-inputs.js'
import { callerPolicyFor, callerPolicyName } from '../../src/domain/role/caller-policy.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { validatePolicy } from '../../src/policy/document/validate.js'
import { concealerFor } from '../../src/report/conceal/conceal.js'
import { cliCommand } from '../../src/report/cli-command.js'
import { outputsFor } from '../../src/report/outputs.js'
import { runReport } from '../support/report-samples.js'

const text = readFileSync(join(projectRoot, 'docs', 'caller-role.md'), 'utf8')
const blocks = [...text.matchAll(/```(\w+)\n(.*?)```/gs)].map(([, language = '', block = '']) => ({
  language,
  block
}))
const yamls = blocks.filter(({ language }) => language === 'yaml').map(({ block }) => block)
const jsons = blocks
  .filter(({ language }) => language === 'json')
  .map(({ block }) => JSON.parse(block) as PolicyDocument)

/** What a step must say beside what an example is about. */
const rest = {
  region: 'us-east-1',
  'origination-number': '+12065550100',
  'secondary-credentials': 'role:arn:aws:iam::{account}:role/sms-10dlc-caller'
}

function requestOf(inputs = '') {
  const given = parse(inputs) as Readonly<Record<string, unknown>>
  const known: readonly string[] = inputNames
  expect(Object.keys(given).filter((name) => !known.includes(name))).toEqual([])
  const step = new Map(
    Object.entries({ ...rest, ...given }).map(([name, value]) => [name, String(value)])
  )
  return readInputs((name) => step.get(name) ?? '', {
    GITHUB_REPOSITORY_ID: '42',
    GITHUB_EVENT_NAME: 'push'
  })
}

test.each([0, 1])(
  'the policy of the inputs of example %i is the one shown, and IAM takes it',
  (index) => {
    const made = callerPolicyFor(requestOf(yamls[index]))
    expect(made).toEqual(jsons[index])
    expect(validatePolicy(made, 'identity')).toEqual([])
  }
)

test('the output is as shown', () => {
  const request = requestOf(yamls[0])
  const secondaries = request.secondaries.map(({ account }) => account)
  const report = runReport({ secondaries, callerPolicy: callerPolicyFor(request) })
  const { 'secondary-policies': shown } = outputsFor(report, concealerFor(request))
  expect(JSON.parse(shown)).toEqual(jsons[2])
})

test('the step with caller-role is accepted, and writes the policy of the name that is shown', () => {
  const request = requestOf(yamls[2])
  expect(request).toMatchObject({ mode: 'apply', callerRole: 'sms-10dlc-caller' })
  expect(text).toContain(`\`${callerPolicyName(request)}\``)
})

test('the command to clean up by hand is that of the change', () => {
  const request = requestOf(yamls[2])
  const [secondary] = request.secondaries
  if (secondary === undefined || request.callerRole === undefined) throw new Error('no secondary')
  const { callerRole: role } = request
  const place = { account: secondary.account, role, name: callerPolicyName(request) }
  const change = { kind: 'delete-caller-policy', ...place, from: {} } as const
  const conceal = concealerFor(request)
  expect(text).toContain(cliCommand(change, { role: request.role.name, conceal }))
})

test('the actions it names are those of the policy in the README', () => {
  const { document } = neededPolicies['secondary-reconcile']
  const named = [...text.matchAll(/`(iam:\w+)`/g)].map(([, action = '']) => action)
  const [statement] = document.Statement as readonly { readonly Action: readonly string[] }[]
  expect([...new Set(named)].sort()).toEqual(statement?.Action)
})
