import type { RoleName } from '../../src/domain/aws-ids.js'
import { closeAwsBenches, openAwsBench } from '../support/aws-bench.js'
import { noSuchEntity } from '../support/aws-role-answers.js'
import { senseless, xml, xmlError, type StubAnswer } from '../support/aws-stub-server.js'
import { thrownBy } from '../support/aws-thrown.js'

afterEach(closeAwsBenches)

const operation = 'ListInstanceProfilesForRole'
const arnOf = (name: string): string => `arn:aws:iam::111111111111:instance-profile/${name}`

function profilesXml(names: readonly string[], marker?: string): StubAnswer {
  const members = names.map((name) => `<member><Arn>${arnOf(name)}</Arn></member>`).join('')
  const more =
    marker === undefined
      ? '<IsTruncated>false</IsTruncated>'
      : `<IsTruncated>true</IsTruncated><Marker>${marker}</Marker>`
  return xml(operation, `<InstanceProfiles>${members}</InstanceProfiles>${more}`)
}

async function openList() {
  const { aws, stub } = await openAwsBench()
  const { roles } = await aws.primary({ kind: 'ambient' })
  return { stub, list: () => roles.instanceProfiles('sender' as RoleName) }
}

test('the instance profiles of a role, all pages of them', async () => {
  const { stub, list } = await openList()
  stub.script(operation, profilesXml(['web'], 'next'), profilesXml(['batch']))
  expect(await list()).toEqual([arnOf('web'), arnOf('batch')])
  const asked = stub.requests.filter((request) => request.operation === operation)
  expect(asked.map(({ input }) => [input['RoleName'], input['Marker']])).toEqual([
    ['sender', undefined],
    ['sender', 'next']
  ])
})

test('none', async () => {
  const { stub, list } = await openList()
  stub.script(operation, profilesXml([]))
  expect(await list()).toEqual([])
})

test.each([
  ['a profile without an ARN', xml(operation, '<InstanceProfiles><member/></InstanceProfiles>')],
  ['no list', xml(operation, '<IsTruncated>false</IsTruncated>')],
  ...senseless
] as readonly (readonly [string, StubAnswer])[])(
  'answered 200 with %s is never taken for none',
  async (_name, answer) => {
    const { stub, list } = await openList()
    stub.script(operation, answer)
    expect((await thrownBy(list())).code).toBe('ANSWER_INCOMPLETE')
  }
)

test.each([
  ['a refusal', xmlError(403, 'AccessDenied', 'no'), 'ACCESS_DENIED'],
  ['a role that is gone', noSuchEntity, 'UNEXPECTED']
])('%s is told', async (_name, answer, code) => {
  const { stub, list } = await openList()
  stub.script(operation, answer)
  const error = await thrownBy(list())
  expect(error.code).toBe(code)
  expect(error.message).toContain(
    'iam:ListInstanceProfilesForRole on arn:aws:iam::111111111111:role/sender'
  )
})
