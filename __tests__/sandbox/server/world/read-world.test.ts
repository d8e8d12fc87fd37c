import { stringify } from 'yaml'
import { usualChoices } from '../../../../src/sandbox/aws/unknowns.js'
import { readWorld, WorldError } from '../../../../src/sandbox/server/world/read-world.js'
import { buildWorld } from '../../../../src/sandbox/server/world/build-world.js'

const id = '111122223333'
const principal = { account: id, user: 'u' }
const principals = {
  runner: principal,
  reconciler: principal,
  'secondary-1': principal,
  stranger: principal
}
const account = { id, users: [{ name: 'u' }] }
const number = { id: 'phone-1', e164: '+12065550100' }
const policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }]
}
const good = { region: 'us-east-1', principals, accounts: [account] }
const withAccount = (members: object) => ({ ...good, accounts: [{ ...account, ...members }] })

function mistakesOf(text: string): readonly string[] {
  try {
    buildWorld(readWorld(text))
  } catch (error) {
    if (error instanceof WorldError) return error.mistakes
    throw error
  }
  return []
}

test('a world may be short: the rest has defaults', () => {
  expect(readWorld(stringify(withAccount({ numbers: [number] })))).toEqual({
    partition: 'aws',
    region: 'us-east-1',
    authorizationDelay: 0,
    readDelay: 0,
    idsForArns: 0,
    unknowns: usualChoices,
    rates: 'none',
    trailDelay: 0,
    faults: [],
    organizations: [],
    oidc: {
      repository: 'example/messages',
      repositoryId: '123456789',
      ownerId: '987654',
      ref: 'refs/heads/main',
      event: 'push',
      actor: 'octocat',
      subject: 'names',
      lifetime: 300
    },
    principals,
    accounts: [
      {
        id,
        managedPolicies: {},
        groups: [],
        users: [{ name: 'u', path: '/', policies: {}, attached: [], groups: [], tags: {} }],
        roles: [],
        oidcProviders: [],
        enabledRegions: [],
        numbers: [
          {
            ...number,
            type: 'TEN_DLC',
            status: 'ACTIVE',
            messageType: 'TRANSACTIONAL',
            capabilities: ['SMS'],
            country: 'US'
          }
        ],
        applications: [],
        configurationSets: [],
        registrations: [],
        pools: [],
        optOutLists: [],
        verifiedDestinations: [],
        smsVoice: [],
        quotas: {
          trustSize: 2048,
          rolePolicySize: 10240,
          roles: 1000,
          users: 5000,
          groups: 300,
          policies: 1500,
          instanceProfiles: 1000,
          attachedPolicies: 10
        }
      }
    ]
  })
})

test('every mistake is told at once, with its place', () => {
  const world = {
    ...good,
    region: 'here',
    colour: 'red',
    accounts: [{ ...account, id: 111122223333, roles: [{ name: 'a b', trust: 5 }] }]
  }
  expect(mistakesOf(stringify(world))).toEqual([
    'region: must be a Region such as us-east-1',
    'accounts.0.id: must be an account id: twelve digits, in quotes',
    'accounts.0.roles.0.name: must be a name of 1 to 64 characters of [A-Za-z0-9_+=,.@-]',
    'accounts.0.roles.0.trust: must be a policy document, or a list of ARNs of principals',
    'colour: is not known here'
  ])
})

test('references to what is not there are told all at once, too', () => {
  const world = withAccount({
    users: [{ name: 'u', groups: ['g'], attached: ['a'] }],
    roles: [{ name: 'r', trust: [`arn:aws:iam::${id}:root`], permissionsBoundary: 'b' }],
    registrations: [{ id: 'registration-1', numbers: ['phone-9'] }]
  })
  expect(mistakesOf(stringify(world))).toEqual([
    `account ${id}: user u: there is no managed policy a`,
    `account ${id}: user u: there is no group g`,
    `account ${id}: role r: there is no managed policy b`,
    `account ${id}: registration-1: there is no number phone-9 in us-east-1`
  ])
})

test.each<[string, object, string]>([
  ['a missing member', { ...good, region: undefined }, 'region: is required'],
  [
    'a missing principal',
    { ...good, principals: { ...principals, runner: undefined } },
    'principals.runner: is required'
  ],
  [
    'a principal that is nobody',
    { ...good, principals: { ...principals, runner: { account: id, user: 'x' } } },
    `principals.runner: account ${id} has no user x`
  ],
  [
    'a principal without keys',
    { ...good, accounts: [{ id, users: [{ name: 'u', keys: [] }] }] },
    'principals.runner: user u has no key'
  ],
  [
    'an account twice',
    { ...good, accounts: [account, account] },
    `account ${id}: occurs more than once`
  ],
  [
    'a role twice but for its case',
    withAccount({
      roles: [
        { name: 'a', trust: [`arn:aws:iam::${id}:root`] },
        { name: 'A', trust: [`arn:aws:iam::${id}:root`] }
      ]
    }),
    `account ${id}: role a: occurs more than once`
  ],
  [
    'a user twice but for its case',
    withAccount({ users: [{ name: 'u' }, { name: 'U' }] }),
    `account ${id}: user u: occurs more than once`
  ],
  [
    'a group twice but for its case',
    withAccount({ groups: [{ name: 'g' }, { name: 'G' }] }),
    `account ${id}: group g: occurs more than once`
  ],
  [
    'a managed policy twice but for its case',
    withAccount({ managedPolicies: { P: policy, p: policy } }),
    `account ${id}: managed policy p: occurs more than once`
  ],
  [
    'an opt-out list twice',
    withAccount({ optOutLists: [{ name: 'l' }, { name: 'l' }] }),
    `account ${id}: opt-out list l: occurs more than once`
  ],
  [
    'an opt-out list that is not there',
    withAccount({ numbers: [{ ...number, optOutList: 'none' }] }),
    `account ${id}: phone-1: there is no opt-out list none in us-east-1`
  ],
  [
    'a number of another Region in a pool',
    withAccount({
      numbers: [{ ...number, region: 'us-west-2' }],
      pools: [{ id: 'pool-1', numbers: ['phone-1'] }]
    }),
    `account ${id}: pool-1: there is no number phone-1 in us-east-1`
  ],
  [
    'a number twice',
    withAccount({ numbers: [number, { ...number, id: 'phone-2' }] }),
    'number +12065550100: occurs more than once'
  ],
  [
    'a number without its quotes',
    withAccount({ numbers: [{ ...number, e164: 12065550100 }] }),
    'accounts.0.numbers.0.e164: must be an E.164 number, in quotes'
  ],
  [
    'an unknown type of number',
    withAccount({ numbers: [{ ...number, type: 'FAX' }] }),
    'accounts.0.numbers.0.type: Invalid type: Expected ("SHORT_CODE" | "LONG_CODE" | "TOLL_FREE" | "TEN_DLC" | "SIMULATOR") but received "FAX"'
  ],
  [
    'an unknown member far down',
    withAccount({ users: [{ name: 'u', password: 'x' }] }),
    'accounts.0.users.0.password: is not known here'
  ],
  [
    'a policy that IAM would not store',
    withAccount({ users: [{ name: 'u', policies: { p: { ...policy, Version: '2020-01-01' } } }] }),
    `account ${id}: user u: policy p: Version: must be 2012-10-17 or 2008-10-17`
  ],
  [
    'a trust policy that IAM would not store',
    withAccount({ roles: [{ name: 'a', trust: { ...policy, Version: 'x' } }] }),
    `account ${id}: role a: trust: Version: must be 2012-10-17 or 2008-10-17`
  ],
  [
    'a trust that names nobody',
    withAccount({ roles: [{ name: 'a', trust: [`arn:aws:iam::${id}:role/none`] }] }),
    `account ${id}: role a: Invalid principal in policy: "AWS":"arn:aws:iam::${id}:role/none"`
  ]
])('%s is a mistake', (_name, world, mistake) => {
  expect(mistakesOf(stringify(world))).toContain(mistake)
})

test('text that is not YAML is told with its line', () => {
  expect(mistakesOf('region: [us-east-1')).toEqual([expect.stringContaining('line 1')])
})

test('text that says nothing is not a world', () => {
  expect(mistakesOf('')).toHaveLength(1)
})

test('roles may trust each other, in any order', () => {
  const world = withAccount({
    roles: [
      { name: 'second', trust: [`arn:aws:iam::${id}:role/first`] },
      { name: 'first', trust: [`arn:aws:iam::${id}:user/u`] }
    ]
  })
  const { state } = buildWorld(readWorld(stringify(world)))
  expect([...(state.accounts.get(id)?.roles.keys() ?? [])].sort()).toEqual(['first', 'second'])
})

test('fixed keys are the ones given out', () => {
  const key = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'x'.repeat(40) }
  const world = withAccount({ users: [{ name: 'u', keys: [key] }] })
  expect(buildWorld(readWorld(stringify(world))).principals.runner).toEqual({
    account: id,
    arn: `arn:aws:iam::${id}:user/u`,
    accessKeyId: key.id,
    secretAccessKey: key.secret
  })
})

test('equal worlds give equal keys', () => {
  const world = readWorld(stringify(good))
  expect(buildWorld(world).principals).toEqual(buildWorld(world).principals)
})
