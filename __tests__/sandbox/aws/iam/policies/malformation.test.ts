import {
  CreateRoleCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand
} from '@aws-sdk/client-iam'
import { addRole } from '../../../../../src/sandbox/aws/state/build-state.js'
import { policy, PRIMARY, refusal, testAws, trusting } from '../../test-aws.js'

const RoleName = 'r'

function start() {
  const { aws, primary, clients, admin } = testAws()
  addRole(aws.state, primary, { name: RoleName, trust: trusting(PRIMARY) })
  return clients(admin).iam
}

const grant = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }
const trust = { Effect: 'Allow', Principal: { AWS: PRIMARY }, Action: 'sts:AssumeRole' }
const having = (change: object) => policy({ ...grant, ...change })

const deep = (open: string, close: string) => `{"Version":"2012-10-17","Statement":${open}${close}}`

const SYNTAX = 'Syntax errors in policy.'

test.each<[string, string | object, string]>([
  ['no JSON', '{', SYNTAX],
  ['a list of two', '[{}, {}]', SYNTAX],
  ['a list of one', `[${JSON.stringify(policy(grant))}]`, SYNTAX],
  ['lists nested endlessly', deep('['.repeat(60_000), ']'.repeat(60_000)), SYNTAX],
  ['objects nested endlessly', deep('{"a":'.repeat(20_000), `1${'}'.repeat(20_000)}`), SYNTAX],
  ['no statement', { Version: '2012-10-17', Statement: [] }, SYNTAX],
  ['an unknown version', { Version: '2013-01-01', Statement: [grant] }, SYNTAX],
  ['an unknown element', having({ Colour: 'red' }), SYNTAX],
  ['an effect in lower case', having({ Effect: 'allow' }), SYNTAX],
  ['an unknown operator', having({ Condition: { StringEqual: { a: 'b' } } }), SYNTAX],
  ['Action and NotAction', having({ NotAction: 's3:*' }), SYNTAX],
  [
    'a principal',
    having({ Principal: { AWS: PRIMARY } }),
    'Policy document should not specify a principal.'
  ],
  [
    'two equal Sids',
    {
      Version: '2012-10-17',
      Statement: [
        { ...grant, Sid: 'a' },
        { ...grant, Sid: 'a' }
      ]
    },
    'Statement IDs (SID) in a single policy must be unique.'
  ],
  ['no action', having({ Action: [] }), 'Policy statement must contain actions.'],
  [
    'no resource',
    policy({ Effect: 'Allow', Action: 's3:*' }),
    'Policy statement must contain resources.'
  ],
  [
    'an action without its service',
    having({ Action: 'GetObject' }),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'
  ],
  [
    'a service with a wildcard',
    having({ Resource: 'arn:aws:s*:::bucket' }),
    'Resource vendor must be fully qualified and cannot contain regexes.'
  ],
  [
    'an unknown partition',
    having({ Resource: ['*', 'arn:cloud:s3:::bucket'] }),
    'Partition "cloud" is not valid for resource "arn:cloud:s3:::bucket".'
  ]
])('an identity policy with %s is refused in AWS’s words', async (_what, document, said) => {
  const text = typeof document === 'string' ? document : JSON.stringify(document)
  const put = { RoleName, PolicyName: 'p', PolicyDocument: text }
  expect(await refusal(start().send(new PutRolePolicyCommand(put)))).toBe(
    `400 MalformedPolicyDocument: ${said}`
  )
})

test.each<[string, string | object, string]>([
  ['no JSON', '{', 'This policy contains invalid Json'],
  ['no statement', { Version: '2012-10-17' }, 'Missing required field Statement'],
  ['a resource', policy({ ...trust, Resource: '*' }), 'Has prohibited field Resource'],
  [
    'a NotPrincipal',
    policy({ Effect: 'Allow', NotPrincipal: { AWS: PRIMARY }, Action: 'sts:AssumeRole' }),
    'Has prohibited field NotPrincipal'
  ],
  [
    'no principal',
    policy({ Effect: 'Allow', Action: 'sts:AssumeRole' }),
    'Missing required field Principal'
  ],
  [
    'no action',
    policy({ Effect: 'Allow', Principal: { AWS: PRIMARY } }),
    'Missing required field Action'
  ],
  ['an unknown element', policy({ ...trust, Colour: 'red' }), 'Unknown field Colour'],
  [
    'an action that is not of STS',
    policy({ ...trust, Action: 's3:GetObject' }),
    'AssumeRole policy may only specify STS AssumeRole actions.'
  ],
  [
    'every action',
    policy({ ...trust, Action: '*' }),
    'AssumeRole policy may only specify STS AssumeRole actions.'
  ],
  [
    'a partial wildcard in a principal',
    policy({ ...trust, Principal: { AWS: `arn:aws:iam::${PRIMARY}:role/*` } }),
    `Invalid principal in policy: "AWS":"arn:aws:iam::${PRIMARY}:role/*"`
  ]
])('a trust policy with %s is refused in AWS’s words', async (_what, document, said) => {
  const text = typeof document === 'string' ? document : JSON.stringify(document)
  const iam = start()
  const expected = `400 MalformedPolicyDocument: ${said}`
  const update = new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: text })
  expect(await refusal(iam.send(update))).toBe(expected)
  const create = new CreateRoleCommand({ RoleName: 'new', AssumeRolePolicyDocument: text })
  expect(await refusal(iam.send(create))).toBe(expected)
})

test('an inline policy may be of the old version', async () => {
  const old = JSON.stringify({ Version: '2008-10-17', Statement: [grant] })
  const put = { RoleName, PolicyName: 'p', PolicyDocument: old }
  expect(await refusal(start().send(new PutRolePolicyCommand(put)))).toBe('answered')
})
