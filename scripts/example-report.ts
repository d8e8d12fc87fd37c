import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { listen } from '../src/sandbox/server/listen.js'
import { loadWorld } from './load-world.js'
import { findNode24 } from './node-24.js'
import { projectRoot } from './project-root.js'
import { runStep } from './step-runner.js'

/** Where the example lies in the repository. */
export const examplePath = 'docs/run-report-example.json'

/** The step whose report is the example: a check of a role that somebody has disturbed. */
const inputs = {
  'primary-account-id': '111122223333',
  'secondary-account-ids': '444455556666',
  'secondary-credentials': 'role:arn:aws:iam::{account}:role/sms-10dlc-caller',
  'external-id': 'example-external-id',
  'origination-number': '+12065550100',
  'report-file': 'sender.json'
}

/** The report of the built action's run on the world `drifted`, as a reader may compare it. */
export async function exampleReport(): Promise<string> {
  const workspace = mkdtempSync(join(tmpdir(), 'example-'))
  const aws = await listen({ port: 0, world: { ...loadWorld('drifted'), authorizationDelay: 0 } })
  try {
    const runner = aws.principals['runner']
    const env = {
      HOME: workspace,
      GITHUB_WORKSPACE: workspace,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ACCESS_KEY_ID: runner?.accessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: runner?.secretAccessKey ?? ''
    }
    const { log } = await runStep({ action: projectRoot, node: findNode24().path, inputs, env })
    const report = readReport(join(workspace, inputs['report-file']), log)
    const style = await resolveConfig(join(projectRoot, examplePath))
    return format(JSON.stringify(timeless(report)), { ...style, parser: 'json' })
  } finally {
    await aws.close()
    rmSync(workspace, { recursive: true })
  }
}

function readReport(path: string, log: string): object {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as object
  } catch (cause) {
    throw new Error(`the step wrote no report:\n${log}`, { cause })
  }
}

/** A report as every run of the same step writes it: times, ids and the order of calls made alike. */
function timeless(report: object): object {
  const text = JSON.stringify(report)
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '2026-11-23T05:17:00.000Z')
    .replace(/"durationMs":\d+/g, '"durationMs":120')
    .replace(/"requestId":"[^"]*"/g, '"requestId":"0b7a3b0e-1111-4222-8333-444455556666"')
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, 'http://127.0.0.1:4566')
  const alike = JSON.parse(text) as { readonly calls: { readonly list: readonly object[] } }
  // Calls that are made at once end in any order.
  const list = alike.calls.list.map((call) => JSON.stringify(call)).sort()
  return {
    ...alike,
    calls: { ...alike.calls, list: list.map((call) => JSON.parse(call) as object) }
  }
}
