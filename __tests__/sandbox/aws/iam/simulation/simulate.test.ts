import {
  SimulatePrincipalPolicyCommand,
  type ContextEntry,
  type SimulatePrincipalPolicyCommandInput
} from '@aws-sdk/client-iam'
import type { PolicyDocument } from '../../../../../src/policy/document/document.js'
import { addRole, addUser } from '../../../../../src/sandbox/aws/state/build-state.js'
import {
  everything,
  policy,
  PRIMARY,
  refusal,
  SECONDARY,
  testAws,
  trusting
} from '../../test-aws.js'

const PolicySourceArn = `arn:aws:iam::${PRIMARY}:role/sender`

function simulator(policies: Readonly<Record<string, PolicyDocument>>) {
  const { aws, primary, clients, admin } = testAws()
  addRole(aws.state, primary, { name: 'sender', trust: trusting(SECONDARY), policies })
  addUser(aws.state, primary, { name: 'bob', policies })
  const { iam } = clients(admin)
  return (input: Partial<SimulatePrincipalPolicyCommandInput>) =>
    iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn,
        ActionNames: ['sms-voice:SendTextMessage'],
        ...input
      })
    )
}

const allow = (Resource: string, Condition: PolicyDocument = {}) =>
  policy({
    Effect: 'Allow',
    Action: 'sms-voice:*',
    Resource,
    ...(Object.keys(Condition).length > 0 && { Condition })
  })

test('one result for each action, and the answer for each ARN inside it', async () => {
  const simulate = simulator({
    send: allow('arn:aws:sms-voice:*:*:phone-number/a'),
    no: policy({ Effect: 'Deny', Action: '*', Resource: 'arn:aws:sms-voice:::phone-number/c' })
  })
  const arn = (id: string) => `arn:aws:sms-voice:::phone-number/${id}`
  const { EvaluationResults } = await simulate({
    ActionNames: ['sms-voice:SendTextMessage', 'iam:GetRole'],
    ResourceArns: [arn('a'), arn('b'), arn('c')]
  })
  expect(EvaluationResults?.map((result) => [result.EvalActionName, result.EvalDecision])).toEqual([
    ['sms-voice:SendTextMessage', 'explicitDeny'],
    ['iam:GetRole', 'explicitDeny']
  ])
  const [send] = EvaluationResults ?? []
  expect(send?.EvalResourceName).toBeUndefined()
  expect(send?.ResourceSpecificResults).toMatchObject([
    {
      EvalResourceName: arn('a'),
      EvalResourceDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'send', SourcePolicyType: 'role' }]
    },
    { EvalResourceName: arn('b'), EvalResourceDecision: 'implicitDeny', MatchedStatements: [] },
    {
      EvalResourceName: arn('c'),
      EvalResourceDecision: 'explicitDeny',
      MatchedStatements: [{ SourcePolicyId: 'no' }]
    }
  ])
})

test('without resources every resource is meant', async () => {
  const { EvaluationResults } = await simulator({ send: allow('*') })({})
  expect(EvaluationResults).toMatchObject([
    { EvalResourceName: '*', EvalDecision: 'allowed', MissingContextValues: [] }
  ])
  expect(EvaluationResults?.[0]?.ResourceSpecificResults ?? []).toEqual([])
  const narrow = await simulator({ send: allow('arn:aws:sms-voice:::phone-number/a') })({})
  expect(narrow.EvaluationResults).toMatchObject([{ EvalDecision: 'implicitDeny' }])
})

test('keys that policies ask for and nobody gave are told as missing', async () => {
  const simulate = simulator({
    send: allow('*', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }),
    home: allow('arn:aws:sms-voice:::phone-number/${aws:PrincipalTag/id}')
  })
  const entry = (ContextKeyValues: string[]): ContextEntry => ({
    ContextKeyName: 'AWS:requestedregion',
    ContextKeyType: 'string',
    ContextKeyValues
  })
  const missing = await simulate({})
  expect(missing.EvaluationResults).toMatchObject([
    {
      EvalDecision: 'implicitDeny',
      MissingContextValues: ['aws:PrincipalTag/id', 'aws:RequestedRegion']
    }
  ])
  const given = await simulate({
    ResourceArns: ['arn:aws:sms-voice:::phone-number/a'],
    ContextEntries: [entry(['us-east-1'])]
  })
  expect(given.EvaluationResults?.[0]?.ResourceSpecificResults).toMatchObject([
    { EvalResourceDecision: 'allowed', MissingContextValues: ['aws:PrincipalTag/id'] }
  ])
  const other = await simulate({ ContextEntries: [entry(['eu-west-1'])] })
  expect(other.EvaluationResults?.[0]?.EvalDecision).toBe('implicitDeny')
})

test('a role’s trust has no say', async () => {
  const assume = { ActionNames: ['sts:AssumeRole'], ResourceArns: [PolicySourceArn] }
  const refused = await simulator({})(assume)
  expect(refused.EvaluationResults?.[0]?.EvalDecision).toBe('implicitDeny')
  const allowed = await simulator({ everything })(assume)
  expect(allowed.EvaluationResults?.[0]?.EvalDecision).toBe('allowed')
})

const nested = `{"Version":"2012-10-17","Statement":${'['.repeat(60_000)}${']'.repeat(60_000)}}`

const entry = (type: string): ContextEntry => ({
  ContextKeyName: 'aws:username',
  ContextKeyValues: ['bob'],
  // What the client's types do not know, the service must refuse.
  ContextKeyType: type as 'string'
})

test('users are simulated too', async () => {
  const { EvaluationResults } = await simulator({ send: allow('*') })({
    PolicySourceArn: `arn:aws:iam::${PRIMARY}:user/bob`
  })
  expect(EvaluationResults).toMatchObject([
    { EvalDecision: 'allowed', MatchedStatements: [{ SourcePolicyType: 'user' }] }
  ])
})

test.each([
  ['404 NoSuchEntity', { PolicySourceArn: `arn:aws:iam::${PRIMARY}:role/nobody` }],
  ['404 NoSuchEntity', { PolicySourceArn: `arn:aws:iam::${SECONDARY}:user/other` }],
  ['400 InvalidInput', { PolicySourceArn: `arn:aws:iam::${PRIMARY}:root` }],
  ['400 InvalidInput', { ActionNames: ['sms-voice'] }],
  ['400 InvalidInput', { ResourceArns: ['*', 'phone-1'] }],
  ['400 InvalidInput: Invalid Input Syntax errors in policy.', { PolicyInputList: [nested] }],
  ['400 ValidationError', { ContextEntries: [entry('text')] }],
  ['400 ValidationError', { ResourcePolicy: '{}' }]
])('%s for %p', async (answer, input) => {
  expect(await refusal(simulator({})(input))).toContain(answer)
})
