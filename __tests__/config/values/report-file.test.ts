import { readReportPath } from '../../../src/config/values/report-file.js'
import { workflowRun } from '../../../src/config/workflow-run.js'
import { badReportValues } from '../bad-report-values.js'
import { mistakesOf, variables } from '../step-inputs.js'

const pathOf = (text: string, environment = variables) =>
  readReportPath((name) => (name === 'report-file' ? text : 'anything'), environment)

test.each([
  ['relative', 'sender.json', 'sender.json'],
  ['in a folder', ' reports/sender.json ', 'reports/sender.json'],
  ['in the workspace', '/home/runner/work/messaging/sender.json', undefined],
  ['in the temporary folder', '/home/runner/work/_temp//sender.json', undefined],
  ['with two points in a name', 'sender..json', undefined]
])('a path %s is taken, whatever the other inputs hold', (_name, text, path = text) => {
  expect(pathOf(text)).toBe(path)
  expect(mistakesOf({ 'report-file': text }).code).toBe('none')
})

test('on Windows the runner’s own spelling of its folders is taken', () => {
  const windows = { ...variables, RUNNER_TEMP: 'D:\\a\\_temp' }
  expect(pathOf('d:\\a\\_temp\\sender.json', windows)).toBe('d:\\a\\_temp\\sender.json')
})

test('none is asked for by empty text', () => {
  expect(pathOf('')).toBeUndefined()
})

test.each(badReportValues)('%s: %j is never written to', (_name, texts) => {
  expect(pathOf(typeof texts === 'string' ? texts : '')).toBeUndefined()
})

test('the workflow run is what the environment tells of it, no more', () => {
  const told = { GITHUB_REPOSITORY: 'octo-org/messaging', GITHUB_RUN_ID: '42', GITHUB_JOB: '' }
  expect(workflowRun(told)).toEqual({ repository: 'octo-org/messaging', id: '42' })
})
