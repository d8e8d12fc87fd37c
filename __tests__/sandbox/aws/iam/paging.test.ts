import {
  ListRolesCommand,
  paginateListRoles,
  paginateListRoleTags,
  type IAMClient
} from '@aws-sdk/client-iam'
import { addRole } from '../../../../src/sandbox/aws/state/build-state.js'
import { PRIMARY, refusal, testAws, trusting } from '../test-aws.js'

const NAMES = Array.from({ length: 7 }, (_, index) => `role-${index}`)

function start(pageLimit?: number): IAMClient {
  const { aws, primary, clients, admin } = testAws(0, pageLimit === undefined ? {} : { pageLimit })
  const tags = Object.fromEntries(NAMES.map((name) => [name, '']))
  for (const name of NAMES) {
    addRole(aws.state, primary, { name, trust: trusting(PRIMARY), tags })
  }
  return clients(admin).iam
}

test.each([
  [7, undefined, undefined],
  [3, undefined, 3],
  [7, 1_000, undefined],
  [2, 5, 2],
  [2, 2, 5]
])('pages of %s come when %s are asked and %s is the limit', async (size, pageSize, pageLimit) => {
  const pages: (string | undefined)[][] = []
  const client = start(pageLimit)
  for await (const { Roles } of paginateListRoles({ client, ...(pageSize && { pageSize }) }, {})) {
    pages.push((Roles ?? []).map((role) => role.RoleName))
  }
  expect(pages.flat()).toEqual(NAMES)
  expect(pages.slice(0, -1).every((page) => page.length === size)).toBe(true)
  expect(pages.at(-1)?.length).toBeLessThanOrEqual(size)
})

test('every listing comes in pages', async () => {
  const keys: (string | undefined)[] = []
  const paginator = paginateListRoleTags({ client: start(2) }, { RoleName: 'role-0' })
  for await (const { Tags } of paginator) keys.push(...(Tags ?? []).map((tag) => tag.Key))
  expect(keys).toEqual(NAMES)
})

test('the last page says so', async () => {
  const { IsTruncated, Marker } = await start().send(new ListRolesCommand({ MaxItems: 7 }))
  expect({ IsTruncated, Marker }).toEqual({ IsTruncated: false, Marker: undefined })
})

test.each([
  [{ Marker: 'made-up' }, '400 ValidationError: Invalid Marker: made-up'],
  [{ Marker: Buffer.from('from:007').toString('base64url') }, 'Invalid Marker'],
  [{ Marker: 'x'.repeat(321) }, '400 ValidationError: '],
  [{ MaxItems: 0 }, '400 ValidationError: '],
  [{ MaxItems: 1_001 }, '400 ValidationError: ']
])('%p is refused', async (input, said) => {
  expect(await refusal(start().send(new ListRolesCommand(input)))).toContain(said)
})
