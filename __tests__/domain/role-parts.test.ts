import { compareRole, isDrift } from '../../src/domain/role/compare-role.js'
import { isInvalid } from '../../src/domain/invalid.js'
import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import { ownerOf, ownTags } from '../../src/domain/role/ownership.js'
import { permissionsDocument } from '../../src/domain/role/permissions-document.js'
import { desiredRole, type DesiredRole } from '../../src/domain/sender.js'
import { sessionName } from '../../src/domain/session-name.js'
import { number, primary, secondary, senderRequest } from '../support/requests.js'

const request = senderRequest()
const ours = {
  'sms-10dlc:managed-by': 'sms-10dlc-cross-account',
  'sms-10dlc:configuration': 'mine'
}

const missing = { kind: 'nobody', why: 'has no tag sms-10dlc:managed-by = sms-10dlc-cross-account' }

test.each<[string, Readonly<Record<string, string>>, unknown]>([
  [
    'ours, made by us',
    { ...ours, 'sms-10dlc:origin': 'created' },
    { kind: 'this-configuration', origin: 'created' }
  ],
  [
    'ours, taken over',
    { ...ours, 'sms-10dlc:origin': 'adopted' },
    { kind: 'this-configuration', origin: 'adopted' }
  ],
  [
    'ours, of an origin that cannot be read, which counts as adopted',
    { ...ours, 'sms-10dlc:origin': 'Created' },
    { kind: 'this-configuration', origin: 'adopted' }
  ],
  [
    'of another configuration',
    { ...ours, 'sms-10dlc:configuration': 'else' },
    { kind: 'another-configuration', configuration: 'else' }
  ],
  [
    'of another configuration that is named although managed-by is missing',
    { 'sms-10dlc:configuration': 'else' },
    { kind: 'another-configuration', configuration: 'else' }
  ],
  [
    'of a configuration without a name, which is not ours',
    { ...ours, 'sms-10dlc:configuration': '' },
    { kind: 'another-configuration', configuration: '' }
  ],
  [
    'of an unclear owner where managed-by names no configuration',
    { 'sms-10dlc:managed-by': 'sms-10dlc-cross-account' },
    {
      kind: 'unclear',
      why: "has the tag sms-10dlc:managed-by but no tag sms-10dlc:configuration, so it may be any configuration's"
    }
  ],
  [
    'of an unclear owner where managed-by names another tool',
    { ...ours, 'sms-10dlc:managed-by': 'terraform' },
    {
      kind: 'unclear',
      why: 'has the tag sms-10dlc:managed-by = "terraform", which is not sms-10dlc-cross-account'
    }
  ],
  [
    'nobody’s where only our configuration is named',
    { 'sms-10dlc:configuration': 'mine' },
    missing
  ],
  ['nobody’s without tags', { team: 'sms' }, missing]
])('a role is %s', (_name, tags, expected) => {
  expect(ownerOf({ path: '/', tags }, 'mine')).toEqual(expected)
})

test.each([
  ['/aws-service-role/ec2.amazonaws.com/', 'a service-linked role'],
  ['/aws-reserved/sso.amazonaws.com/', 'a role of IAM Identity Center']
])('a role under %s is AWS’s, whatever its tags say', (path, what) => {
  const tags = { ...ours, 'sms-10dlc:origin': 'created' }
  expect(ownerOf({ path, tags }, 'mine')).toEqual({
    kind: 'aws',
    why: `has the path ${path}: ${what}, which AWS alone changes`
  })
})

test('only a role that is ours already stays one that we created', () => {
  const role = (tags: DesiredRole['tags']): ObservedRole => ({
    exists: true,
    arn: request.role.arn,
    path: '/',
    description: '',
    maxSessionSeconds: 3600,
    tags,
    trust: {},
    inlinePolicies: {},
    attachedPolicies: []
  })
  const origin = (observed: ObservedRole) => ownTags('mine', observed)['sms-10dlc:origin']
  expect(origin({ exists: false })).toBe('created')
  expect(origin(role({ ...ours, 'sms-10dlc:origin': 'created' }))).toBe('created')
  expect(origin(role({ 'sms-10dlc:origin': 'created' }))).toBe('adopted')
})

test('a configuration set is a resource beside the number', () => {
  const { partition, region, channels } = request
  const intent = { partition, region, primary, channels, numberArn: number.arn }
  expect(permissionsDocument({ ...intent, configurationSet: 'alerts' })).toMatchObject({
    Statement: [
      {
        Action: 'sms-voice:SendTextMessage',
        Resource: [`arn:aws:sms-voice:us-east-1:${primary}:configuration-set/alerts`, number.arn]
      }
    ]
  })
  expect(permissionsDocument(intent)).toMatchObject({ Statement: [{ Resource: number.arn }] })
})

test('the name of a session is what STS takes', () => {
  expect(sessionName('assume', { id: '42', attempt: '1' })).toBe('sms-10dlc-assume-42-1')
  const long = sessionName('other-actions-refused', { id: '9'.repeat(40), attempt: '1:2' })
  expect(long).toMatch(/^sms-10dlc-other-actions-refused-9+$/)
  expect(long).toHaveLength(64)
  expect(sessionName('a b', { id: '1', attempt: '2:3' })).toBe('sms-10dlc-a-b-1-2-3')
})

describe('tags that differ', () => {
  const wanted = senderRequest({ role: { ...request.role, tags: { team: 'sms' } } })
  const desired = desiredRole(wanted, { number, observed: { exists: false }, trustLimit: 2048 })
  if (isInvalid(desired)) throw new Error(desired.invalid)
  const roleWith = (tags: DesiredRole['tags']): ObservedRole => ({
    ...desired,
    exists: true,
    tags,
    inlinePolicies: { 'sms-10dlc-send': desired.permissions },
    attachedPolicies: []
  })

  test.each<[string, DesiredRole['tags'], readonly string[]]>([
    ['none', desired.tags, []],
    ['one of others', { ...desired.tags, owner: secondary }, []],
    ['another value', { ...desired.tags, team: 'x' }, ['the tag team is "x", configured "sms"']],
    ['an empty value', { ...desired.tags, team: '' }, ['the tag team is "", configured "sms"']]
  ])('%s', (_name, tags, details) => {
    const differences = compareRole(desired, roleWith(tags))
    expect(differences.flatMap((difference) => difference.details)).toEqual(details)
    expect(isDrift(differences)).toBe(details.length > 0)
  })
})
