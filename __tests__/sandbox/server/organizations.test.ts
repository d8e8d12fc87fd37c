import { stringify } from 'yaml'
import { buildWorld } from '../../../src/sandbox/server/world/build-world.js'
import { readWorld, WorldError } from '../../../src/sandbox/server/world/read-world.js'

const id = '111122223333'
const other = '444455556666'
const principal = { account: id, user: 'u' }
const world = {
  region: 'us-east-1',
  principals: {
    runner: principal,
    reconciler: principal,
    'secondary-1': principal,
    stranger: principal
  },
  accounts: [{ id, users: [{ name: 'u' }] }, { id: other }]
}
const denyAll = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }]
}
const unit = { id: 'ou-ab12-11111111', parent: 'r-ab12' }
const organization = {
  id: 'o-example123',
  managementAccount: other,
  root: { id: 'r-ab12' },
  units: [unit],
  accounts: [{ account: id, parent: unit.id }]
}
const withOrganization = (members: object) =>
  stringify({ ...world, organizations: [{ ...organization, ...members }] })

function mistakesOf(text: string): readonly string[] {
  try {
    readWorld(text)
  } catch (error) {
    if (error instanceof WorldError) return error.mistakes
    throw error
  }
  return []
}

test('accounts get the policies of every level above them', () => {
  const text = withOrganization({
    root: { id: 'r-ab12', scps: { none: denyAll } },
    accounts: [{ account: id, parent: unit.id, scps: { none: denyAll }, fullAwsAccess: false }]
  })
  const { organizationPlaces } = buildWorld(readWorld(text)).state
  expect([...organizationPlaces].map(([account, { path, kind }]) => [account, path, kind])).toEqual(
    [
      [other, 'o-example123/r-ab12/', 'management'],
      [id, 'o-example123/r-ab12/ou-ab12-11111111/', 'member']
    ]
  )
  expect(organizationPlaces.get(id)?.scps.map((level) => level.length)).toEqual([2, 1, 1])
})

test('a world without organizations has none', () => {
  expect(buildWorld(readWorld(stringify(world))).state.organizationPlaces.size).toBe(0)
})

test.each<[string, object, string]>([
  [
    'a parent that is not there',
    { units: [{ ...unit, parent: 'ou-ab12-99999999' }] },
    'o-example123: ou-ab12-11111111: there is no ou-ab12-99999999 before it'
  ],
  [
    'a place that is not there',
    { accounts: [{ account: id, parent: 'r-none' }] },
    `o-example123: account ${id}: there is no r-none`
  ],
  [
    'an account that is not in the world',
    { managementAccount: '999999999999' },
    "o-example123: account 999999999999: is not one of the world's"
  ],
  [
    'a unit twice',
    { units: [unit, unit] },
    'o-example123: ou-ab12-11111111: occurs more than once'
  ],
  [
    'an account in two places',
    {
      accounts: [
        { account: id, parent: unit.id },
        { account: id, parent: 'r-ab12' }
      ]
    },
    `organizations: account ${id}: occurs more than once`
  ],
  [
    'nothing attached',
    { root: { id: 'r-ab12', fullAwsAccess: false } },
    'o-example123: r-ab12: scps: at least one is always attached'
  ],
  [
    'too much attached',
    {
      root: { id: 'r-ab12', scps: { a: denyAll, b: denyAll, c: denyAll, d: denyAll, e: denyAll } }
    },
    'o-example123: r-ab12: scps: more than 5'
  ],
  [
    'a resource control policy that allows',
    { root: { id: 'r-ab12', rcps: { bad: denyAll } } },
    'o-example123: r-ab12: resource control policy bad: Statement[0].Principal: is missing'
  ],
  [
    'a policy that is too long',
    {
      root: {
        id: 'r-ab12',
        scps: {
          long: { ...denyAll, Statement: [{ ...denyAll.Statement[0], Sid: 'x'.repeat(5_100) }] }
        }
      }
    },
    'o-example123: r-ab12: service control policy long: is longer than 5120 characters'
  ]
])('%s is a mistake', (_what, members, mistake) => {
  expect(mistakesOf(withOrganization(members))).toContain(mistake)
})
