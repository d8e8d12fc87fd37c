import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fc } from '../support/laws.js'
import { annotationsFor } from '../../src/report/annotations.js'
import { concealerFor } from '../../src/report/conceal/conceal.js'
import { renderFaces } from '../../src/report/faces.js'
import { publish } from '../../src/github/publish.js'
import { runnerToolkit } from '../../src/github/toolkit.js'
import { hostileText } from '../support/hostile-text.js'
import { fullReport, proof, runReport } from '../support/report-samples.js'
import { senderRequest } from '../support/requests.js'
import { commandsIn } from '../support/runner-commands.js'

const rules = { failOnDrift: true, requireProof: false }
const conceal = concealerFor(senderRequest())
const files = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'] as const
const before = Object.fromEntries(files.map((name) => [name, process.env[name]]))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toolkit-'))
  for (const name of files) {
    process.env[name] = join(folder, name)
    writeFileSync(join(folder, name), '')
  }
})

afterEach(() => {
  for (const name of files) {
    if (before[name] === undefined) delete process.env[name]
    else process.env[name] = before[name]
  }
  rmSync(folder, { recursive: true })
})

/** What is printed meanwhile, and the exit code that was set. */
async function printed(
  act: () => void | Promise<void>
): Promise<{ output: string; code: unknown }> {
  const { stdout, exitCode } = process
  const write = stdout.write.bind(stdout)
  const chunks: string[] = []
  stdout.write = (chunk: string | Uint8Array) => chunks.push(String(chunk)) > 0
  try {
    await act()
    return { output: chunks.join(''), code: process.exitCode }
  } finally {
    stdout.write = write
    process.exitCode = exitCode
  }
}

test('a whole run, as a runner reads it', async () => {
  const faces = renderFaces(fullReport(), conceal, rules)
  const { output, code } = await printed(() => publish(faces, runnerToolkit))
  expect(code).toBe(1)
  expect(commandsIn(output)).toEqual([
    ...faces.annotations.map(({ level, title, message }) => ({
      name: level,
      properties: { title },
      data: message
    })),
    { name: 'error', properties: {}, data: faces.verdict.message }
  ])
  expect(readFileSync(join(folder, 'GITHUB_STEP_SUMMARY'), 'utf8')).toBe(faces.summary)
  const outputs = readFileSync(join(folder, 'GITHUB_OUTPUT'), 'utf8')
  for (const [name, value] of Object.entries(faces.outputs)) {
    expect(outputs).toMatch(new RegExp(`^${name}<<(ghadelimiter_[\\w-]+)$`, 'm'))
    expect(outputs).toContain(`\n${value}\nghadelimiter_`)
  }
})

test('without a summary file the run says so', async () => {
  delete process.env.GITHUB_STEP_SUMMARY
  const faces = renderFaces(runReport(), conceal, rules)
  const { output, code } = await printed(() => publish(faces, runnerToolkit))
  expect(output).toContain('GITHUB_STEP_SUMMARY is not set: no job summary')
  expect(code).not.toBe(1)
  expect(commandsIn(output).at(-1)).toEqual({
    name: 'notice',
    properties: { title: 'in-sync' },
    data: faces.verdict.message
  })
})

test('groups and masks are commands of the runner', async () => {
  const { output } = await printed(() => {
    runnerToolkit.setSecret('se%cret')
    runnerToolkit.startGroup('Plan')
    runnerToolkit.endGroup()
  })
  expect(commandsIn(output).map(({ name, data }) => [name, data])).toEqual([
    ['add-mask', 'se%cret'],
    ['group', 'Plan'],
    ['endgroup', '']
  ])
})

test('law: outside text makes no command of its own, and comes back exactly', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (reason) => {
      const run = runReport({ proofs: [proof({ outcome: 'refuted', reason })] })
      const annotations = annotationsFor(run, conceal, rules)
      const { output } = await printed(() => {
        for (const { level, title, message } of annotations)
          runnerToolkit[level](message, { title })
      })
      expect(commandsIn(output)).toEqual([
        { name: 'error', properties: { title: 'PROOF_REFUTED' }, data: annotations[0]?.message }
      ])
    })
  )
})
