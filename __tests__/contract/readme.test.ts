import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { readInputs } from '../../src/config/read-inputs.js'
import { inputNames } from '../../src/config/inputs/inputs.js'
import { validatePolicy } from '../../src/policy/document/validate.js'
import { projectRoot } from '../../scripts/project-root.js'
import { neededPolicies } from '../../scripts/readme/permissions.js'
import {
  renderSchema,
  renderWords,
  schemaPath,
  wordsPath
} from '../../scripts/readme/report-files.js'
import { generatedSections, renderReadme } from '../../scripts/readme/render-readme.js'

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')
const ourAction = 'OWNER/sms-10dlc-cross-account@SHA'

interface Step {
  readonly uses: string
  readonly with: Readonly<Record<string, string>>
}

interface Policy {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[]
}

function actionsOf({ Statement }: Policy): readonly string[] {
  return Statement.flatMap(({ Action }) => Action).sort()
}

function workflowSteps(): readonly Step[] {
  const [, text = ''] = /```yaml\n(.*?)```/s.exec(readme) ?? []
  const workflow = parse(text) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>
  }
  return Object.values(workflow.jobs).flatMap(({ steps }) => steps)
}

test('its generated parts are those of the code', async () => {
  expect(await renderReadme(readme)).toBe(readme)
})

test.each([
  [schemaPath, renderSchema],
  [wordsPath, renderWords]
])('%s is made from the type of the run report', async (path, render) => {
  expect(await render()).toBe(readFileSync(join(projectRoot, path), 'utf8'))
})

test('a part without its markers is an error', async () => {
  for (const name of Object.keys(generatedSections)) {
    const maimed = readme.replace(`<!-- /${name} -->`, '')
    await expect(async () => renderReadme(maimed)).rejects.toThrow(`<!-- /${name} -->`)
  }
})

test('a changed table is told from the code’s', async () => {
  expect(await renderReadme(readme.replace('`sms-10dlc-sender` |', '`sender` |'))).toBe(readme)
})

test('the workflow to paste pins every action but our own, which has no owner yet', () => {
  const uses = workflowSteps().map((step) => step.uses)
  expect(uses).toContain(ourAction)
  for (const action of uses.filter((each) => each !== ourAction)) {
    expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/)
  }
  const named = readme.match(/[\w-]+\/sms-10dlc-cross-account@\S+/g)
  expect([...new Set(named)]).toEqual([ourAction])
})

test.each(['check', 'apply'])('the workflow to paste is accepted in mode %s', (mode) => {
  const step = workflowSteps().find(({ uses }) => uses === ourAction)
  const given = { ...step?.with, mode, 'external-id': 'tenant-7' }
  expect(Object.keys(given).filter((name) => !inputNames.some((known) => known === name))).toEqual(
    []
  )
  const request = readInputs((name) => new Map(Object.entries(given)).get(name) ?? '', {
    AWS_REGION: 'us-east-1',
    GITHUB_REPOSITORY_ID: '42',
    GITHUB_EVENT_NAME: 'push'
  })
  expect(request.secondaries.map(({ account }) => account)).toEqual([
    '222222222222',
    '333333333333'
  ])
})

test.each(Object.entries(neededPolicies))('IAM would store the policy %s', (name, policy) => {
  expect(validatePolicy(policy.document, policy.kind)).toEqual([])
  const [, shown = ''] =
    new RegExp(`<!-- policy:${name} -->\\n+\`\`\`json\\n(.*?)\`\`\``, 's').exec(readme) ?? []
  expect(JSON.parse(shown)).toEqual(policy.document)
})

test.each([
  ['apply', 'reconcile'],
  ['destroy', 'destroy']
] as const)(
  'the primary’s policy for %s names the actions that the sandbox’s worlds grant as %s, no more and no fewer',
  (mode, name) => {
    const world = parse(readFileSync(join(projectRoot, 'worlds', 'first-run.yaml'), 'utf8')) as {
      readonly accounts: readonly [
        { readonly users: readonly { readonly policies: Readonly<Record<typeof name, Policy>> }[] }
      ]
    }
    const granted = world.accounts[0].users.map(({ policies }) => actionsOf(policies[name]))
    expect(granted).toContainEqual(
      actionsOf(parse(JSON.stringify(neededPolicies[`primary-${mode}`].document)) as Policy)
    )
  }
)

test('its links into the repository lead somewhere', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path)
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([])
})
