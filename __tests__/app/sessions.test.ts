import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import type { SenderRequest } from '../../src/domain/request.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import { externalId, senderRequest, stranger, valid } from '../support/requests.js'
import { outcomes, run } from '../support/run.js'
import { parseRoleArn } from '../../src/domain/aws-ids.js'

const check = senderRequest()
const outsiders: SenderRequest['outsiders'] = [
  { kind: 'role', arn: valid(parseRoleArn(`arn:aws:iam::${stranger}:role/outsider`)) }
]

/** An AWS with the role in sync. */
async function inSync(request: SenderRequest, settings: FakeSettings = {}): Promise<FakeAws> {
  const first = new FakeAws()
  await run(first, { ...request, mode: 'apply' })
  const role: ObservedRole = first.role
  return new FakeAws({ role, ...settings })
}

test('a positive proof has the smallest session; a refusal has one that nothing shrinks', async () => {
  const request: SenderRequest = {
    ...check,
    outsiders,
    smokeTest: { kind: 'simulator', message: 'Test 1' }
  }
  const aws = await inSync(request)
  const report = await run(aws, request)
  expect(report.smokeTest.state).toBe('accepted')
  const permissions = aws.role.exists ? aws.role.inlinePolicies['sms-10dlc-send'] : undefined
  const shrunk = Object.fromEntries(
    aws.asked.map(({ sessionName, sessionPolicy }) => [
      sessionName.replace(/^sms-10dlc-|-1234567890-1$/g, ''),
      sessionPolicy
    ])
  )
  expect(shrunk).toEqual({
    assume: permissions,
    'smoke-test': permissions,
    'external-id-required': undefined,
    'other-actions-refused': undefined,
    'outsiders-refused': undefined
  })
  expect(new Set(aws.asked.map(({ durationSeconds }) => durationSeconds))).toEqual(new Set([900]))
})

test('an outsider tries what a caller would: with the external id', async () => {
  const request = { ...check, outsiders }
  const aws = await inSync(request)
  await run(aws, request)
  expect(aws.count(`AssumeRole ${stranger} ${externalId}`)).toBe(1)
})

describe('an answer of the policy simulator that settles nothing', () => {
  const pinpoint: SenderRequest = { ...check, channels: ['pinpoint'], applicationId: 'app' }

  test.each<[string, FakeSettings['simulated'], string]>([
    ['a missing context value', { missingContext: ['aws:SourceIp'] }, 'inconclusive'],
    ['an organization that denies', { allowedByOrganization: false }, 'refuted'],
    ['an organization that allows', { allowedByOrganization: true }, 'proven']
  ])('can-send through Pinpoint: %s', async (_name, simulated = {}, expected) => {
    const report = await run(await inSync(pinpoint, { simulated }), pinpoint)
    expect(outcomes(report, 'can-send')).toEqual([expected])
  })

  test.each<[string, FakeSettings['simulated'], string]>([
    ['a missing context value', { missingContext: ['aws:SourceIp'] }, 'inconclusive'],
    ['an organization that denies', { allowedByOrganization: false }, 'inconclusive'],
    ['an organization that allows', { allowedByOrganization: true }, 'proven']
  ])('outsiders-refused: %s', async (_name, simulated = {}, expected) => {
    const request = { ...check, outsiders }
    const report = await run(await inSync(request, { simulated }), request)
    expect(outcomes(report, 'outsiders-refused')).toEqual([expected])
  })
})

test('what the attached policies allow is not read, so nothing is concluded from the others', async () => {
  const attachedPolicies = [{ name: 'Extra', arn: 'arn:aws:iam::aws:policy/Extra' }]
  const { role } = await inSync(check)
  if (!role.exists) throw new Error('the apply creates the role')
  const report = await run(new FakeAws({ role: { ...role, attachedPolicies } }), check)
  expect(outcomes(report, 'other-actions-refused')).toEqual(['inconclusive'])
})
