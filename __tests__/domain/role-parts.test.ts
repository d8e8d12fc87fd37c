import { compareRole, isDrift } from '../../src/domain/compare-role.js'
import { isInvalid } from '../../src/domain/invalid.js'
import type { ObservedRole } from '../../src/domain/observed-role.js'
import { ownerOf } from '../../src/domain/ownership.js'
import { permissionsDocument } from '../../src/domain/permissions-document.js'
import { desiredRole, type DesiredRole } from '../../src/domain/sender.js'
import { sessionName } from '../../src/domain/session-name.js'
import { number, primary, secondary, senderRequest } from '../support/requests.js'

const request = senderRequest()
const ours = {
  'sms-10dlc:managed-by': 'sms-10dlc-cross-account',
  'sms-10dlc:configuration': 'mine'
}

test.each<[string, Readonly<Record<string, string>>, unknown]>([
  ['ours', ours, 'this-configuration'],
  [
    'of another configuration',
    { ...ours, 'sms-10dlc:configuration': 'else' },
    { otherConfiguration: 'else' }
  ],
  ['of none', { 'sms-10dlc:managed-by': 'sms-10dlc-cross-account' }, { otherConfiguration: '' }],
  [
    'of another tool',
    { ...ours, 'sms-10dlc:managed-by': 'terraform' },
    { invalid: 'has no tag sms-10dlc:managed-by = sms-10dlc-cross-account' }
  ],
  ['without tags', {}, { invalid: 'has no tag sms-10dlc:managed-by = sms-10dlc-cross-account' }]
])('a role is %s', (_name, tags, expected) => {
  expect(ownerOf(tags, 'mine')).toEqual(expected)
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
