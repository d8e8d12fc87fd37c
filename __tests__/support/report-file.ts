import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { projectRoot } from '../../scripts/project-root.js'
import { renderReport, type About } from '../../src/report/report-document.js'
import type { KeyedHash } from '../../src/report/conceal/conceal-report.js'
import type { Run } from '../../src/report/run.js'
import type { SenderRequest } from '../../src/domain/request.js'
import { senderRequest } from './requests.js'

const ajv = new Ajv2020({ allErrors: true })
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const judge = ajv.compile(
  JSON.parse(readFileSync(join(projectRoot, 'schema', 'run-report.schema.json'), 'utf8')) as object
)

/** In what a parsed report differs from the published schema; empty when it does not. */
export function schemaErrors(report: unknown): readonly string[] {
  if (judge(report)) return []
  return (judge.errors ?? []).map(({ instancePath, message = '', params }) =>
    [instancePath, message, JSON.stringify(params)].join(' ')
  )
}

/** HMAC-SHA256, as the action makes it. */
export const keyedHash: KeyedHash = (key, text) =>
  createHmac('sha256', key).update(text).digest('hex')

/** A step of a workflow in which the report is written. */
export const about: About = {
  version: '1.2.3',
  run: { repository: 'octo-org/messaging', workflow: 'Sender', id: '4200000001', attempt: '1' },
  rules: { failOnDrift: true, requireProof: false },
  writtenAt: '2026-11-23T08:00:02.000Z'
}

/** A report as a step writes it for a request; `undefined` is bad input. */
export function reportText(run: Run, request: SenderRequest | undefined = senderRequest()): string {
  return renderReport(run, about, { ...(request && { request }), keyedHash })
}
