import { stringify } from 'yaml'
import { identityPolicies } from '../../../src/sandbox/aws/authorization/identity-policies.js'
import { buildWorld } from '../../../src/sandbox/server/world/build-world.js'
import { readWorld, WorldError } from '../../../src/sandbox/server/world/read-world.js'

const id = '111122223333'
const principal = { account: id, user: 'u' }
const principals = {
  runner: principal,
  reconciler: principal,
  'secondary-1': principal,
  stranger: principal
}
const allow = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }]
})

function build(members: object, settings: object = {}) {
  const account = { id, users: [{ name: 'u' }], ...members }
  const world = { region: 'us-east-1', principals, accounts: [account], ...settings }
  const { state } = buildWorld(readWorld(stringify(world)))
  const stored = state.accounts.get(id)
  if (stored === undefined) throw new Error('no account')
  return { state, stored }
}

test('users and roles begin with managed policies, boundaries, groups and tags', () => {
  const { stored } = build({
    managedPolicies: { mine: allow('s3:GetObject') },
    groups: [{ name: 'staff', policies: { own: allow('s3:PutObject') } }],
    users: [
      {
        name: 'u',
        groups: ['Staff'],
        attached: ['mine'],
        permissionsBoundary: 'PowerUserAccess',
        tags: { team: 'a' }
      }
    ],
    roles: [
      {
        name: 'r',
        trust: [`arn:aws:iam::${id}:root`],
        attached: ['arn:aws:iam::aws:policy/AdministratorAccess'],
        permissionsBoundary: `arn:aws:iam::${id}:policy/mine`
      }
    ]
  })
  const user = stored.users.get('u')
  const role = stored.roles.get('r')
  if (user === undefined || role === undefined) throw new Error('no user or no role')
  expect(identityPolicies(user, Date.now())).toEqual([allow('s3:GetObject'), allow('s3:PutObject')])
  expect(user.boundary.current?.name).toBe('PowerUserAccess')
  expect(user.tags.current.get('team')).toBe('a')
  expect(identityPolicies(role, Date.now())).toMatchObject([allow('*')])
  expect(role.boundary.current?.name).toBe('mine')
})

test('a world may shorten IAM’s pages and change its quotas', () => {
  const { state, stored } = build({ quotas: { groups: 1, attachedPolicies: 2 } }, { pageLimit: 3 })
  expect(state.pageLimit).toBe(3)
  expect(stored.quotas).toMatchObject({ groups: 1, attachedPolicies: 2, users: 5_000 })
})

test.each([
  [
    'a policy',
    { users: [{ name: 'u', attached: ['x'] }] },
    `account ${id}: user u: there is no managed policy x`
  ],
  [
    'a group',
    { users: [{ name: 'u', groups: ['x'] }] },
    `account ${id}: user u: there is no group x`
  ],
  [
    'a group’s policy',
    { groups: [{ name: 'g', attached: ['x'] }] },
    'group g: there is no managed'
  ],
  [
    'a boundary',
    { users: [{ name: 'u', permissionsBoundary: 'x' }] },
    'there is no managed policy x'
  ],
  [
    'a document that IAM would refuse',
    { managedPolicies: { p: { Version: '1' } } },
    'managed policies: policy p: '
  ]
])('a mistake in %s is told', (_what, members, said) => {
  const mistakes = (): readonly string[] => {
    try {
      build(members)
    } catch (error) {
      if (error instanceof WorldError) return error.mistakes
      throw error
    }
    return []
  }
  expect(mistakes().join('\n')).toContain(said)
})
