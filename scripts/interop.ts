import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './project-root.js'

/** Not needed for anything else here, so it is not part of `npm cit`. */
const explanation =
  'The interoperation tests run clients written in Python: the AWS CLI, boto3 and moto. They need ' +
  'python3, version 3.10 or later, with its venv module; the variable PYTHON may name it.'

const tests = join(projectRoot, 'interop')
const requirements = join(tests, 'requirements.txt')
const environment = join(projectRoot, 'build', 'interop-venv')
const stamp = join(environment, 'made-of')
const python = join(
  environment,
  ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'])
)

/** Makes the virtual environment where it is not there yet, and runs the tests in it. */
async function main(options: readonly string[]): Promise<number> {
  const host = process.env['PYTHON'] ?? 'python3'
  const version = pythonVersion(host)
  if (version === undefined) {
    console.error(`${host} is missing or too old. ${explanation}`)
    return 2
  }
  const wanted = digest(`${version}\n${readFileSync(requirements, 'utf8')}`)
  if (madeOf() !== wanted && !makeEnvironment(host, wanted)) return 2
  return runTests(options)
}

/** Such as `3.11.7`; undefined when it is missing, or older than the tests. */
function pythonVersion(command: string): string | undefined {
  const script = 'import sys, venv; print("%d.%d.%d" % sys.version_info[:3])'
  const { status, stdout } = spawnSync(command, ['-c', script], { encoding: 'utf8' })
  const version = status === 0 ? stdout.trim() : ''
  const [, minor] = /^3\.(\d+)\./.exec(version) ?? []
  return Number(minor) >= 10 ? version : undefined
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

const madeOf = (): string | undefined =>
  existsSync(stamp) && existsSync(python) ? readFileSync(stamp, 'utf8') : undefined

function makeEnvironment(host: string, wanted: string): boolean {
  const began = Date.now()
  rmSync(environment, { recursive: true, force: true })
  const install = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', requirements]
  const made = run(host, ['-m', 'venv', environment]) && run(python, install)
  if (!made) {
    console.error(`The virtual environment could not be made. ${explanation}`)
    return false
  }
  // Last, so that an environment made in part is not taken for a whole one.
  writeFileSync(stamp, wanted)
  console.log(`Virtual environment made in ${Math.round((Date.now() - began) / 1_000)} s`)
  return true
}

function run(command: string, args: readonly string[]): boolean {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (error !== undefined) console.error(error.message)
  return status === 0
}

/** pytest starts the servers and ends them; it is asked to stop, not killed, so that it can. */
function runTests(options: readonly string[]): Promise<number> {
  const child = spawn(python, ['-m', 'pytest', ...options], {
    cwd: tests,
    env: { ...process.env, INTEROP_NODE: process.execPath, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'inherit', 'inherit']
  })
  const stop = (): void => {
    child.kill('SIGINT')
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('close', (code) => {
      done(code ?? 1)
    })
  })
}

process.exitCode = await main(process.argv.slice(2))
