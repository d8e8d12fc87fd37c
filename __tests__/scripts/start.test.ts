import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.js'

/** `npm start -- …`, already compiled. */
function start(...given: readonly string[]): {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
} {
  const script = join(projectRoot, 'build', 'scripts', 'start.js')
  return spawnSync(process.execPath, [script, ...given], { encoding: 'utf8', cwd: projectRoot })
}

const inputs = {
  'primary-account-id': '111122223333',
  'secondary-account-ids': '444455556666 777788889999',
  'secondary-credentials': 'role:arn:aws:iam::{account}:role/sms-10dlc-caller',
  'external-id': 'example-external-id',
  'origination-number': '+12065550100'
}

test('one step shows its annotations, summary and outputs, and exits as the step did', () => {
  const given = Object.entries(inputs).flatMap(([name, value]) => ['--input', `${name}=${value}`])
  const { status, stdout } = start('--world', 'worlds/first-run.yaml', '--as', 'runner', ...given)
  expect(stdout).toMatch(/^ {2}error DRIFT: /m)
  expect(stdout).toMatch(/^## .*Sender role sms-10dlc-sender/m)
  expect(stdout).toMatch(/^ {2}verdict=drifted$/m)
  expect(stdout).toMatch(/^exit code 1$/m)
  expect(status).toBe(1)
}, 60_000)

test.each([
  ['an argument it does not know', ['--worlds', 'x'], /--worlds/],
  [
    'a principal the world lacks',
    ['--world', 'first-run', '--as', 'x'],
    /no principal "x"; it has runner,/
  ],
  ['a world that is not there', ['--world', 'w.yaml', '--as', 'x'], /there is no file w.yaml/]
])('%s ends with exit 2 and the usage', (_name, given, message) => {
  const { status, stdout, stderr } = start(...given)
  expect(status).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toMatch(message)
  expect(stderr).toContain('npm start -- --world FILE --as NAME')
  expect(stderr).not.toMatch(/^\s+at /m)
})
