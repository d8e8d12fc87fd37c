import { closeAwsBenches, openAwsBench } from '../support/aws-bench.js'
import { json, jsonError, senseless, type StubAnswer } from '../support/aws-stub-server.js'
import { thrownBy } from '../support/aws-thrown.js'

afterEach(closeAwsBenches)

async function exists(answer: StubAnswer): Promise<boolean> {
  const { aws, stub } = await openAwsBench()
  stub.script('GetApp', answer)
  return (await aws.primary({ kind: 'ambient' })).applications.exists('app-1')
}

test('an application that answers with its id exists', async () => {
  expect(await exists(json({ Id: 'app-1', Name: 'n', Arn: 'a' }))).toBe(true)
})

test('NotFound is no application', async () => {
  expect(await exists(jsonError(404, 'NotFoundException'))).toBe(false)
})

test.each<readonly [string, StubAnswer]>([
  ...senseless,
  ['an empty object', json({})],
  ['another application', json({ Id: 'app-2' })]
])('answered 200 with %s is incomplete', async (_, answer) => {
  const error = await thrownBy(exists(answer))
  expect(error.code).toBe('ANSWER_INCOMPLETE')
  expect(error.message).toMatch(/^mobiletargeting:GetApp on apps\/app-1: /)
})

test.each([
  ['AccessDeniedException', 403, 'ACCESS_DENIED'],
  ['TooManyRequestsException', 429, 'THROTTLED'],
  ['InternalServerErrorException', 500, 'SERVICE_FAILED'],
  ['ExpiredTokenException', 403, 'CREDENTIALS_EXPIRED']
])('answered %s (%i) is %s', async (code, status, expected) => {
  expect((await thrownBy(exists(jsonError(status, code)))).code).toBe(expected)
})
