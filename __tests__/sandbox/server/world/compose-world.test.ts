import { stringify } from 'yaml'
import { overlay } from '../../../../src/sandbox/server/world/compose-world.js'
import { readWorld, WorldError } from '../../../../src/sandbox/server/world/read-world.js'

const principal = { account: '111122223333', user: 'u' }
const principals = {
  runner: principal,
  reconciler: principal,
  'secondary-1': principal,
  stranger: principal
}
const trust = ['arn:aws:iam::111122223333:root']
const base = {
  region: 'us-east-1',
  principals,
  accounts: [
    { id: '111122223333', users: [{ name: 'u' }], roles: [{ name: 'a', trust, path: '/x/' }] },
    { id: '444455556666', name: 'second' }
  ]
}
const worlds: Readonly<Record<string, object>> = {
  base,
  round: { like: 'about' },
  about: { like: 'round' },
  broken: { like: 'nowhere' }
}
const named = (name: string) => worlds[name] && stringify(worlds[name])
const read = (world: object) => readWorld(stringify(world), named)

function mistakesOf(world: object): readonly string[] {
  try {
    read(world)
  } catch (error) {
    if (error instanceof WorldError) return error.mistakes
    throw error
  }
  return []
}

test('a world that begins like another says only in what it differs', () => {
  const world = read({
    like: 'base',
    rates: 'real',
    accounts: [
      {
        id: '111122223333',
        roles: [
          { name: 'a', path: '/y/' },
          { name: 'b', trust }
        ]
      },
      { id: '777788889999' }
    ]
  })
  expect(world.rates).toBe('real')
  expect(world.accounts.map(({ id, name }) => [id, name])).toEqual([
    ['111122223333', undefined],
    ['444455556666', 'second'],
    ['777788889999', undefined]
  ])
  expect(world.accounts[0]).toMatchObject({
    users: [{ name: 'u' }],
    roles: [
      { name: 'a', path: '/y/', trust },
      { name: 'b', path: '/', trust }
    ]
  })
})

test.each<[string, unknown, unknown, unknown]>([
  ['a member', { a: 1, b: 2 }, { b: 3 }, { a: 1, b: 3 }],
  ['a member of a member', { a: { b: 1, c: 2 } }, { a: { b: 3 } }, { a: { b: 3, c: 2 } }],
  ['null, which takes away', { a: 1, b: 2 }, { b: null }, { a: 1 }],
  ['a list of plain values', { a: [1, 2] }, { a: [3] }, { a: [3] }],
  ['a list of things without a name', { a: [{ x: 1 }] }, { a: [{ y: 2 }] }, { a: [{ y: 2 }] }],
  [
    'a list by accounts',
    [{ account: '1', parent: 'r' }],
    [{ account: '2', parent: 'r' }],
    [
      { account: '1', parent: 'r' },
      { account: '2', parent: 'r' }
    ]
  ],
  [
    'a list by ids before names',
    [{ id: '1', name: 'a' }],
    [{ id: '1', name: 'b' }],
    [{ id: '1', name: 'b' }]
  ]
])('changes %s', (_name, from, change, to) => {
  expect(overlay(from, change)).toEqual(to)
})

test.each<[string, object, string]>([
  ['a world that is not there', { like: 'nowhere' }, 'like: there is no world nowhere'],
  ['one further up that is not there', { like: 'broken' }, 'like: there is no world nowhere'],
  ['worlds in a circle', { like: 'round' }, 'like: round is like itself'],
  ['a name that is none', { like: 7 }, 'like: must be the name of a world']
])('%s is told', (_name, world, mistake) => {
  expect(mistakesOf(world)).toEqual([mistake])
})

test('without other worlds at hand there is none to begin as', () => {
  expect(() => readWorld('like: base')).toThrow('like: there is no world base')
})

test('copies are accounts with the ids that follow, in an organization too', () => {
  const id = 'o-example1234'
  const root = { id: 'r-ab12' }
  const members = [{ account: '099999999999', copies: 1, parent: root.id }]
  const world = read({
    like: 'base',
    accounts: [{ id: '099999999999', copies: 1, roles: [{ name: 'a', trust }] }],
    organizations: [{ id, managementAccount: '444455556666', root, accounts: members }]
  })
  const copied = world.accounts.slice(2)
  expect(copied.map((account) => account.id)).toEqual(['099999999999', '100000000000'])
  expect(copied[1]?.roles).toEqual(copied[0]?.roles)
  expect(world.organizations[0]?.accounts.map(({ account }) => account)).toEqual([
    '099999999999',
    '100000000000'
  ])
})

test('a copy with the id of another account is a mistake', () => {
  const mistakes = mistakesOf({ like: 'base', accounts: [{ id: '444455556665', copies: 1 }] })
  expect(mistakes).toEqual(['account 444455556666: occurs more than once'])
})
