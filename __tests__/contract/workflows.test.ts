import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { documentedWorkflows } from '../../scripts/lint-workflows.js'
import { projectRoot } from '../../scripts/project-root.js'
import { inputNames, inputs } from '../../src/config/inputs/inputs.js'

interface Job {
  readonly permissions?: unknown
  readonly 'timeout-minutes'?: unknown
  readonly steps: readonly WorkflowStep[]
}

interface WorkflowStep {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Workflow {
  readonly permissions?: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

/** Commits that were compared with the actions' own repositories. */
const confirmed: Readonly<Record<string, readonly [commit: string, version: string]>> = {
  'actions/checkout': ['3d3c42e5aac5ba805825da76410c181273ba90b1', 'v7.0.1'],
  'actions/setup-node': ['820762786026740c76f36085b0efc47a31fe5020', 'v7.0.0'],
  'actions/upload-artifact': ['bbbca2ddaa5d8feaa63e36b76fdaad77386f024f', 'v7.0.0'],
  'actions/download-artifact': ['3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', 'v8.0.1'],
  'actions/cache': ['27d5ce7f107fe9357f9df03efb73ab90386fccae', 'v5.0.5'],
  'actions/attest': ['1e69f48acb82d1966a394da916b4c1698aa569d6', 'v4.2.2'],
  'actions/dependency-review-action': ['2031cfc080254a8a887f58cffee85186f0e49e48', 'v4.9.0'],
  'aws-actions/configure-aws-credentials': ['e6de054238d6b7531b4efff3b6587d9aade6a06c', 'v6.2.3'],
  'github/codeql-action': ['f205ea1c3313d32999d8d6a48b4f6530d4437b38', 'v4.37.4'],
  'ossf/scorecard-action': ['2d1146689b8cda280b9bc96326124645441f03bc', 'v2.4.4'],
  'zizmorcore/zizmor-action': ['f52a838cfabf134edcbaa7c8b3677dde20045018', 'v0.1.1']
}

const ours = 'OWNER/sms-10dlc-cross-account@SHA'
const folder = join(projectRoot, '.github', 'workflows')
const workflows = readdirSync(folder).map(
  (name) => [name, readFileSync(join(folder, name), 'utf8')] as const
)
const shown = documentedWorkflows().map(
  ({ file, number, text }) => [`workflow ${number} of ${file}`, text] as const
)

const requiredNames = inputNames.filter((name) => inputs[name].required === true)

function stepsOf(text: string): readonly WorkflowStep[] {
  return Object.values((parse(text) as Workflow).jobs).flatMap(({ steps }) => steps)
}

test.each(['README.md', 'docs/credentials.md', 'docs/prove.md'])(
  '%s shows workflows, each with our step',
  (file) => {
    const its = documentedWorkflows().filter((workflow) => workflow.file === file)
    expect(its).not.toEqual([])
    for (const { text } of its) expect(stepsOf(text).map(({ uses }) => uses)).toContain(ours)
  }
)

test.each([...workflows, ...shown])('%s pins each action by a confirmed commit', (_name, text) => {
  const lines = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line))
  expect(lines).toHaveLength(stepsOf(text).filter(({ uses }) => uses !== undefined).length)
  const wrong = lines.filter((line) => {
    const [, action = '', reference, comment] = /uses: (\S+)@(\S+)(?: # (\S+))?$/.exec(line) ?? []
    if (`${action}@${reference}` === ours) return false
    const [commit, version] = confirmed[action.split('/').slice(0, 2).join('/')] ?? []
    return commit === undefined || reference !== commit || comment !== version
  })
  expect(wrong).toEqual([])
})

test.each(shown)('%s grants no more than the steps need, bounded in time', (_name, text) => {
  const { permissions, jobs } = parse(text) as Workflow
  const granted = Object.entries(permissions as Readonly<Record<string, string>>)
  expect(granted.filter(([name]) => !['id-token', 'contents'].includes(name))).toEqual([])
  expect(granted.filter(([name, level]) => name !== 'id-token' && level !== 'read')).toEqual([])
  for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toEqual(expect.any(Number))
})

describe.each(workflows)('%s', (_name, text) => {
  const { permissions, jobs } = parse(text) as Workflow

  test('grants nothing to all jobs, and to each job what it names', () => {
    expect(permissions).toEqual({})
    for (const job of Object.values(jobs)) expect(job.permissions).toBeInstanceOf(Object)
  })

  test('writes at most code-scanning results', () => {
    const granted = Object.values(jobs).flatMap((job) => Object.entries(job.permissions ?? {}))
    const writes = granted.filter(([, level]) => level !== 'read').map(([name]) => name)
    expect(writes.filter((name) => name !== 'security-events')).toEqual([])
  })

  test('leaves no credentials in a checkout, and lets no text from outside into a shell', () => {
    for (const { uses, with: given, run } of stepsOf(text)) {
      if (uses?.startsWith('actions/checkout@')) {
        expect(given).toMatchObject({ 'persist-credentials': false })
      }
      expect(run ?? '').not.toContain('${{')
    }
  })

  test('bounds each job in time', () => {
    for (const job of Object.values(jobs))
      expect(job['timeout-minutes']).toEqual(expect.any(Number))
  })
})

test.each(shown)(
  '%s gives only inputs that action.yml declares, and every required one',
  (_name, text) => {
    const declared = parse(readFileSync(join(projectRoot, 'action.yml'), 'utf8')) as {
      inputs: Record<string, unknown>
    }
    for (const { with: given = {} } of stepsOf(text).filter(({ uses }) => uses === ours)) {
      expect(Object.keys(given).filter((name) => !(name in declared.inputs))).toEqual([])
      // In prove the role's ARN and the caller's account stand for both.
      const required = given['mode'] === 'prove' ? ['role-arn'] : requiredNames
      expect(required.filter((name) => !(name in given))).toEqual([])
    }
  }
)
