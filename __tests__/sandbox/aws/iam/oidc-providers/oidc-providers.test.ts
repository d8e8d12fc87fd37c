import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProvidersCommand,
  ListOpenIDConnectProviderTagsCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
  type CreateOpenIDConnectProviderCommandInput
} from '@aws-sdk/client-iam'
import { addUser } from '../../../../../src/sandbox/aws/state/build-state.js'
import { addOidcProvider } from '../../../../../src/sandbox/aws/oidc/add-provider.js'
import { keysOf, policy, PRIMARY, refusal, testAws } from '../../test-aws.js'

const Url = 'https://issuer.example/id/ABC'
const OpenIDConnectProviderArn = `arn:aws:iam::${PRIMARY}:oidc-provider/issuer.example/id/ABC`
const named = { OpenIDConnectProviderArn }
const thumbprint = 'a'.repeat(40)

function start() {
  const world = testAws()
  const { iam } = world.clients(world.admin)
  const create = (more: Partial<CreateOpenIDConnectProviderCommandInput> = {}) =>
    iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: ['a'], ...more }))
  const get = () => iam.send(new GetOpenIDConnectProviderCommand(named))
  return { ...world, iam, create, get }
}

test('a provider is created, read and listed', async () => {
  const { iam, create, get } = start()
  const Tags = [{ Key: 'team', Value: 'a' }]
  const made = await create({ ThumbprintList: [thumbprint], Tags })
  expect(made).toMatchObject({ OpenIDConnectProviderArn, Tags })
  expect(await get()).toMatchObject({
    Url: 'issuer.example/id/ABC',
    ClientIDList: ['a'],
    ThumbprintList: [thumbprint],
    CreateDate: expect.any(Date) as Date,
    Tags
  })
  const { OpenIDConnectProviderList } = await iam.send(new ListOpenIDConnectProvidersCommand({}))
  expect(OpenIDConnectProviderList).toEqual([{ Arn: OpenIDConnectProviderArn }])
})

test('without a thumbprint IAM finds one', async () => {
  const { create, get } = start()
  await create()
  expect((await get()).ThumbprintList).toEqual([expect.stringMatching(/^[0-9a-f]{40}$/)])
})

test('audiences, thumbprints and tags change', async () => {
  const { iam, create, get } = start()
  await create()
  const add = new AddClientIDToOpenIDConnectProviderCommand({ ...named, ClientID: 'b' })
  await iam.send(add)
  await iam.send(add)
  expect((await get()).ClientIDList).toEqual(['a', 'b'])
  const remove = new RemoveClientIDFromOpenIDConnectProviderCommand({ ...named, ClientID: 'a' })
  await iam.send(remove)
  await iam.send(remove)
  await iam.send(
    new UpdateOpenIDConnectProviderThumbprintCommand({ ...named, ThumbprintList: [thumbprint] })
  )
  const Tags = [
    { Key: 'x', Value: '1' },
    { Key: 'y', Value: '2' }
  ]
  await iam.send(new TagOpenIDConnectProviderCommand({ ...named, Tags }))
  await iam.send(new UntagOpenIDConnectProviderCommand({ ...named, TagKeys: ['x'] }))
  expect(await get()).toMatchObject({ ClientIDList: ['b'], ThumbprintList: [thumbprint] })
  const listed = await iam.send(new ListOpenIDConnectProviderTagsCommand(named))
  expect(listed).toMatchObject({ Tags: [{ Key: 'y', Value: '2' }], IsTruncated: false })
})

test('a provider can be deleted, even twice, and made anew', async () => {
  const { iam, create, get } = start()
  await create()
  const remove = new DeleteOpenIDConnectProviderCommand(named)
  await iam.send(remove)
  expect(await refusal(iam.send(remove))).toBe('answered')
  expect(await refusal(get())).toBe(
    `404 NoSuchEntity: OpenIDConnect Provider not found for arn ${OpenIDConnectProviderArn}`
  )
  const { OpenIDConnectProviderList } = await iam.send(new ListOpenIDConnectProvidersCommand({}))
  expect(OpenIDConnectProviderList).toEqual([])
  expect(await refusal(create({ ClientIDList: ['c'] }))).toBe('answered')
  expect((await get()).ClientIDList).toEqual(['c'])
})

test.each<[string, Partial<CreateOpenIDConnectProviderCommandInput>, string]>([
  ['one that is there', {}, `409 EntityAlreadyExists: Provider with url ${Url} already exists.`],
  ['an issuer without https', { Url: 'http://issuer.example' }, '400 ValidationError'],
  ['an issuer with a query', { Url: 'https://issuer.example?a=b' }, '400 ValidationError'],
  [
    'a short thumbprint',
    { Url: 'https://new.example', ThumbprintList: ['a'] },
    '400 ValidationError'
  ],
  [
    'a tag of AWS',
    { Url: 'https://new.example', Tags: [{ Key: 'aws:x', Value: '' }] },
    '400 InvalidInput'
  ]
])('%s is refused', async (_what, input, answer) => {
  const { create } = start()
  await create()
  expect(await refusal(create(input))).toContain(answer)
})

test('an account has 100 providers at most', async () => {
  const { aws, primary, create } = start()
  for (let index = 0; index < 100; index += 1) {
    addOidcProvider(aws.state, primary, { url: `https://issuer-${index}.example`, clientIds: [] })
  }
  expect(await refusal(create())).toContain('409 LimitExceeded')
})

test('a provider’s tags reach conditions', async () => {
  const { aws, primary, create, clients } = start()
  await create({ Tags: [{ Key: 'team', Value: 'a' }] })
  const get = async (team: string) => {
    const tagged = policy({
      Effect: 'Allow',
      Action: 'iam:GetOpenIDConnectProvider',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/team': team } }
    })
    const user = addUser(aws.state, primary, { name: `in-${team}`, policies: { tagged } })
    return refusal(
      clients(keysOf(user.keys[0])).iam.send(new GetOpenIDConnectProviderCommand(named))
    )
  }
  expect(await get('a')).toBe('answered')
  expect(await get('b')).toContain('403 AccessDenied')
})
