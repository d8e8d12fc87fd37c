import type { RoleArn } from '../../../src/domain/aws-ids.js'
import {
  ambientArn,
  closeAwsBenches,
  identityXml,
  openAwsBench,
  sessionXml
} from '../../support/aws-bench.js'
import { xmlError } from '../../support/aws-stub-server.js'

afterEach(closeAwsBenches)

const role = 'arn:aws:iam::222222222222:role/sender' as RoleArn
const ambient = { kind: 'ambient' } as const
const ask = {
  role,
  sessionName: 'sms-10dlc-assume-77-2',
  durationSeconds: 900,
  externalId: 'hidden-external-id'
}

test('every attempt is recorded by itself: who, what, when, how long, and what was answered', async () => {
  const { aws, stub, calls } = await openAwsBench()
  stub.script(
    'GetCallerIdentity',
    xmlError(400, 'Throttling', 'Rate exceeded'),
    identityXml('111111111111', ambientArn)
  )
  await aws.caller(ambient)
  const shared = {
    call: 'sts:GetCallerIdentity',
    about: 'the ambient identity',
    effect: 'none',
    as: 'the ambient identity',
    durationMs: 0,
    requestId: 'req-1'
  }
  expect(calls).toEqual([
    { ...shared, attempt: 1, startedAt: '2026-11-23T10:00:00.000Z', answer: 'Throttling' },
    { ...shared, attempt: 2, startedAt: '2026-11-23T10:00:01.000Z', answer: 'ok' }
  ])
})

test('once an identity is known, its calls are told in its name, and those of a session in the session’s', async () => {
  const { aws, stub, calls } = await openAwsBench()
  stub.script('AssumeRole', sessionXml())
  const assumed = await (await aws.caller(ambient)).assumeRole(ask)
  if (assumed.ok) await assumed.value.whoAmI()
  expect(calls.map(({ call, as, account }) => [call, as, account])).toEqual([
    ['sts:GetCallerIdentity', 'the ambient identity', undefined],
    ['sts:AssumeRole', ambientArn, '111111111111'],
    ['sts:GetCallerIdentity', 'arn:aws:sts::222222222222:assumed-role/sender/s', '222222222222']
  ])
})

test('nothing that was sent and no key is recorded', async () => {
  const { aws, stub, calls } = await openAwsBench()
  stub.script('AssumeRole', sessionXml())
  await (await aws.caller(ambient)).assumeRole(ask)
  expect(JSON.stringify(calls)).not.toMatch(/hidden|secret|ASIA|token/)
})

test('a call that reached nobody is recorded with a code of ours and no request id', async () => {
  const { aws, calls } = await openAwsBench({ AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' })
  await aws.caller(ambient).catch(() => undefined)
  expect(calls.map(({ answer, requestId }) => [answer, requestId])).toEqual(
    calls.map(() => ['NETWORK_UNREACHABLE', undefined])
  )
  expect(calls.length).toBeGreaterThan(0)
})
