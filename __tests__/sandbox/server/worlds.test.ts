import { readdirSync } from 'node:fs'
import { loadWorld } from '../../../scripts/load-world.js'
import { permissionsPolicyName, roleDescription } from '../../../src/domain/sender.js'
import { permissionsDocument } from '../../../src/domain/role/permissions-document.js'
import { trustDocument } from '../../../src/domain/trust/trust-document.js'
import type { PermissionsIntent } from '../../../src/domain/role/permissions-document.js'
import { renderTrust } from '../../../src/sandbox/aws/authorization/trust-principals.js'
import { buildWorld } from '../../../src/sandbox/server/world/build-world.js'

const names = ['first-run', 'in-sync', 'drifted'] as const
const primary = '111122223333'
const worldOf = loadWorld
const files = readdirSync('worlds').map((file) => file.replace(/\.yaml$/, ''))
const rollbacks = files.filter((name) => name.startsWith('rollback-'))
const senderOf = (name: string) =>
  worldOf(name)
    .accounts.find(({ id }) => id === primary)
    ?.roles.find((role) => role.name === 'sms-10dlc-sender')

test.each(files)('%s can be built, and has its principals', (name) => {
  const { principals, state } = buildWorld(worldOf(name))
  expect(
    Object.fromEntries(Object.entries(principals).map(([key, { arn }]) => [key, arn]))
  ).toEqual({
    runner: `arn:aws:iam::${primary}:user/runner`,
    reconciler: `arn:aws:iam::${primary}:user/reconciler`,
    'secondary-1': 'arn:aws:iam::444455556666:user/secondary-1',
    'secondary-2': 'arn:aws:iam::777788889999:user/secondary-2',
    stranger: 'arn:aws:iam::123456789012:user/stranger'
  })
  expect(state.accounts.get(primary)?.numbers.map(({ e164, type }) => [e164, type])).toEqual([
    ['+12065550100', 'TEN_DLC'],
    ['+18335550199', 'TOLL_FREE']
  ])
})

test('nothing is set up before the first run', () => {
  expect(senderOf('first-run')).toBeUndefined()
})

test('in sync means exactly what the action would write', () => {
  const intent = {
    partition: 'aws',
    region: 'us-east-1',
    primary,
    channels: ['sms-voice'],
    numberArn: `arn:aws:sms-voice:us-east-1:${primary}:phone-number/phone-0123456789abcdef0123456789abcdef`
  } as unknown as PermissionsIntent
  const secondaries = ['444455556666', '777788889999'].map((account) => ({ account, callers: [] }))
  const trust = { partition: 'aws', secondaries, externalIds: ['example-external-id'] }
  expect(senderOf('in-sync')).toEqual({
    name: 'sms-10dlc-sender',
    path: '/',
    attached: [],
    description: roleDescription,
    maxSessionDuration: 3600,
    trust: trustDocument(trust as unknown as Parameters<typeof trustDocument>[0], 2048),
    policies: { [permissionsPolicyName]: permissionsDocument(intent) },
    tags: {
      'sms-10dlc:managed-by': 'sms-10dlc-cross-account',
      'sms-10dlc:configuration': '123456789/sms-10dlc-sender',
      'sms-10dlc:origin': 'created'
    }
  })
})

test('the drifted role differs in trust, permissions and session length alone', () => {
  const { trust, policies, maxSessionDuration, ...rest } = senderOf('drifted') ?? {}
  expect(senderOf('in-sync')).toMatchObject(rest)
  expect(maxSessionDuration).toBe(7200)
  expect(JSON.stringify(trust)).toContain('123456789012')
  expect(JSON.stringify(policies)).toContain('sms-voice:DescribePhoneNumbers')
})

test('the worlds differ in the sender role and the delay alone', () => {
  const [first, ...others] = names.map((name) => {
    const { authorizationDelay, accounts, ...world } = worldOf(name)
    const others = accounts.map(({ roles, ...account }) => ({
      ...account,
      roles: roles.filter((role) => role.name !== 'sms-10dlc-sender')
    }))
    return { ...world, accounts: others, delayed: authorizationDelay !== undefined }
  })
  for (const other of others) expect(other).toEqual(first)
})

test('every world is one of these', () => {
  expect(rollbacks.length).toBeGreaterThan(0)
  expect([...names, ...rollbacks].sort()).toEqual([...files].sort())
})

test.each(
  rollbacks.filter(
    (name) => !['rollback-unattached', 'rollback-number', 'rollback-orphan'].includes(name)
  )
)('%s begins with a role as the action writes it', (name) => {
  const organization =
    name === 'rollback-one-of-200'
      ? { id: 'o-example1234', paths: [], callers: [], except: primary }
      : undefined
  const secondaries = ['444455556666', '777788889999'].map((account) => ({ account, callers: [] }))
  const intent = {
    partition: 'aws',
    secondaries,
    externalIds: ['example-external-id'],
    organization
  }
  const trust = trustDocument(intent as unknown as Parameters<typeof trustDocument>[0], 2048)
  expect(senderOf(name)).toEqual({ ...senderOf('in-sync'), trust })
})

test('of 200 secondaries one is in another unit, and an account that is none is in theirs', () => {
  const { accounts = [] } = worldOf('rollback-one-of-200').organizations[0] ?? {}
  const inUnit = (parent: string) => accounts.filter((one) => one.parent === parent)
  expect(inUnit('ou-ab12-11111111')).toHaveLength(200)
  expect(inUnit('ou-ab12-22222222').map(({ account }) => account)).toEqual(['777788889999'])
})

test('a role that is deleted leaves its id alone in the trust that names it', () => {
  const { state } = buildWorld(worldOf('rollback-orphan'))
  const role = state.accounts.get(primary)?.roles.get('sms-10dlc-sender')
  const former = state.accounts.get('777788889999')
  expect(former?.roles.has('former-caller')).toBe(false)
  const trust = role && renderTrust(state, role.trust.current, Date.now())
  expect(JSON.stringify(trust)).toContain(`"AWS":["${former?.formerRoles[0]?.id ?? 'none'}",`)
})
