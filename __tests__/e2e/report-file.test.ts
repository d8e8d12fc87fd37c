import { jest } from '@jest/globals'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { examplePath, exampleReport } from '../../scripts/example-report.js'
import { projectRoot } from '../../scripts/project-root.js'
import type { RunDocument } from '../../src/report/report-document.js'
import { schemaErrors } from '../support/report-file.js'
import { codesOf, SandboxStep, type Inputs } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

let workspace = ''
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
})
afterEach(() => rmSync(workspace, { recursive: true }))

const path = 'reports/sender.json'

/** Runs one step in the workspace, and reads the report it wrote. */
async function run(step: SandboxStep, inputs: Inputs = {}, env: Inputs = {}) {
  const given = { 'report-file': path, ...inputs }
  const result = await step.run(given, { GITHUB_WORKSPACE: workspace, ...env })
  const text = readFileSync(join(workspace, path), 'utf8')
  return { result, text, report: JSON.parse(text) as RunDocument }
}

test('an apply is told whole: its stages, its writes and every call that AWS saw', async () => {
  const step = await SandboxStep.on('first-run')
  try {
    const body = 'Hello from the release'
    const inputs = { mode: 'apply', 'smoke-test': 'simulator', 'smoke-test-message': body }
    const { result, text, report } = await run(step, inputs)
    expect(schemaErrors(report)).toEqual([])
    expect(result.outputs['report-file']).toBe(join(workspace, path))
    expect(report).toMatchObject({ verdict: 'changed', stepFails: false, mode: 'apply' })
    expect(report.stages.map(({ stage }) => stage)).toEqual([
      'identify',
      'look-up',
      'plan',
      'apply',
      'prove',
      'smoke-test'
    ])
    const seen = (await step.log()).map(({ action }) => action)
    expect(report.calls.list.map(({ call }) => call).sort()).toEqual([...seen].sort())
    const written = report.calls.list.filter(({ effect }) => effect === 'write')
    expect(written.map(({ call }) => call)).toEqual(await step.writes())
    expect(text).not.toMatch(/example-external-id|\+1\d{10}|Hello from/)
  } finally {
    await step.end()
  }
})

test('bad input and a refused event are reports too', async () => {
  const step = await SandboxStep.on('first-run')
  try {
    const bad = await run(step, { channel: 'fax' })
    expect(schemaErrors(bad.report)).toEqual([])
    expect(bad.report).toMatchObject({ verdict: 'failed', failure: { code: 'INPUT_INVALID' } })
    expect(bad.result.outputs['report-file']).toBe(join(workspace, path))
    const event = { GITHUB_EVENT_NAME: 'pull_request' }
    const refused = await run(step, { mode: 'apply' }, event)
    expect(schemaErrors(refused.report)).toEqual([])
    expect(refused.report).toMatchObject({
      failure: { code: 'EVENT_REFUSED' },
      run: { event: 'pull_request' }
    })
  } finally {
    await step.end()
  }
})

test('a link that a checkout brings leads no report out, and the result is told all the same', async () => {
  const step = await SandboxStep.on('in-sync')
  const elsewhere = join(workspace, 'elsewhere')
  try {
    mkdirSync(elsewhere)
    mkdirSync(join(workspace, 'checkout'))
    symlinkSync(elsewhere, join(workspace, 'checkout', 'reports'))
    const result = await step.run(
      { 'report-file': path },
      { GITHUB_WORKSPACE: join(workspace, 'checkout') }
    )
    expect(result.exitCode).toBe(1)
    expect(codesOf(result)).toEqual(['REPORT_NOT_WRITTEN'])
    expect(result.outputs).toMatchObject({ verdict: 'in-sync', 'report-file': '' })
    expect(readdirSync(elsewhere)).toEqual([])
  } finally {
    await step.end()
  }
})

test('the example in the docs is what a run writes; node scripts/run.mjs report-example makes it anew', async () => {
  const example = readFileSync(join(projectRoot, examplePath), 'utf8')
  expect(await exampleReport()).toBe(example)
  expect(schemaErrors(JSON.parse(example))).toEqual([])
})
