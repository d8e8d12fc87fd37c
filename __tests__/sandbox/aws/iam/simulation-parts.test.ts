import {
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput
} from '@aws-sdk/client-iam'
import type { PolicyDocument } from '../../../../src/policy/document/document.js'
import { addGroup, addPolicy, addUser } from '../../../../src/sandbox/aws/state/build-state.js'
import { everything, policy, PRIMARY, refusal, testAws } from '../test-aws.js'

const allow = (Action: string): PolicyDocument => policy({ Effect: 'Allow', Action, Resource: '*' })
const user = `arn:aws:iam::${PRIMARY}:user/u`

/** A user with an inline policy, a managed one, one of AWS's, and a group with one of its own. */
function start(boundary?: PolicyDocument) {
  const world = testAws()
  const { aws, primary, clients, admin } = world
  const mine = addPolicy(aws.state, primary, { name: 'mine', document: allow('s3:GetObject') })
  const reading = aws.state.awsPolicies.get('arn:aws:iam::aws:policy/IAMReadOnlyAccess')
  const group = addGroup(aws.state, primary, {
    name: 'staff',
    policies: { ofGroup: allow('s3:PutObject') }
  })
  addUser(aws.state, primary, {
    name: 'u',
    policies: { own: allow('s3:List*') },
    attached: [mine, ...(reading ? [reading] : [])],
    groups: [group],
    ...(boundary && {
      boundary: addPolicy(aws.state, primary, { name: 'bound', document: boundary })
    })
  })
  const { iam } = clients(admin)
  const simulate = async (input: Partial<SimulatePrincipalPolicyCommandInput>) => {
    const command = { PolicySourceArn: user, ActionNames: ['s3:GetObject'], ...input }
    const answer = await iam.send(new SimulatePrincipalPolicyCommand(command))
    return answer.EvaluationResults ?? []
  }
  return { ...world, iam, simulate }
}

test.each([
  ['s3:ListBucket', 'own', 'user'],
  ['s3:GetObject', 'mine', 'user-managed'],
  ['s3:PutObject', 'ofGroup', 'group'],
  ['iam:GetRole', 'IAMReadOnlyAccess', 'aws-managed']
])('%s is allowed by %s, of a %s', async (action, id, type) => {
  const { simulate } = start()
  expect(await simulate({ ActionNames: [action] })).toMatchObject([
    {
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: id, SourcePolicyType: type }]
    }
  ])
})

test('a group is simulated by its own policies', async () => {
  const { simulate } = start()
  const PolicySourceArn = `arn:aws:iam::${PRIMARY}:group/staff`
  const results = await simulate({ PolicySourceArn, ActionNames: ['s3:PutObject', 's3:GetObject'] })
  expect(results.map((one) => one.EvalDecision)).toEqual(['allowed', 'implicitDeny'])
})

test('matched statements are found in the text', async () => {
  const { simulate } = start()
  const text = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": { "StringNotEquals": { "aws:username": "}}\\"{" } } },
    { "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }
  ]
}`
  const [result] = await simulate({ PolicyInputList: [text] })
  expect(result).toMatchObject({
    EvalDecision: 'explicitDeny',
    MatchedStatements: [
      {
        SourcePolicyId: 'PolicyInputList.1',
        SourcePolicyType: 'none',
        StartPosition: { Line: 6, Column: 5 },
        EndPosition: { Line: 6, Column: 68 }
      }
    ]
  })
})

test.each([
  [allow('s3:*'), 'allowed', true],
  [allow('iam:*'), 'implicitDeny', false],
  [policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' }), 'explicitDeny', false]
])('a boundary has its say (%#)', async (boundary, decision, allowed) => {
  const expected = {
    EvalDecision: decision,
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowed }
  }
  expect(await start(boundary).simulate({})).toMatchObject([expected])
  // One given stands for the one that the user has.
  const given = { PermissionsBoundaryPolicyInputList: [JSON.stringify(boundary)] }
  expect(await start(everything).simulate(given)).toMatchObject([expected])
  const [named] = await start(boundary).simulate({ ResourceArns: ['arn:aws:s3:::bucket/key'] })
  expect(named?.ResourceSpecificResults).toMatchObject([
    { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowed } }
  ])
})

test.each([
  [everything, 1],
  [allow('iam:*'), 0],
  [policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' }), 0]
])('only statements that contributed to the decision are told (%#)', async (boundary, count) => {
  const [result] = await start(boundary).simulate({ PolicyInputList: [] })
  expect(result?.MatchedStatements ?? []).toHaveLength(count)
})

test('without a boundary none is told', async () => {
  const [result] = await start().simulate({})
  expect(result?.PermissionsBoundaryDecisionDetail).toBeUndefined()
  expect(result?.OrganizationsDecisionDetail).toBeUndefined()
})

test.each([
  [[[everything], [everything]], 'allowed', true],
  [[[everything], [allow('iam:*')]], 'implicitDeny', false],
  [[[everything, policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' })]], 'explicitDeny', false]
])('the organization has its say (%#)', async (scps, decision, allowed) => {
  const { aws, simulate } = start()
  const place = { organizationId: 'o-1', path: 'o-1/r-1/', kind: 'member', scps, rcps: [] } as const
  aws.state.organizationPlaces.set(PRIMARY, place)
  expect(await simulate({})).toMatchObject([
    {
      EvalDecision: decision,
      OrganizationsDecisionDetail: { AllowedByOrganizations: allowed }
    }
  ])
})

test('policies that nobody has are simulated alone', async () => {
  const { iam } = start()
  const { EvaluationResults } = await iam.send(
    new SimulateCustomPolicyCommand({
      PolicyInputList: [JSON.stringify(allow('s3:GetObject'))],
      PermissionsBoundaryPolicyInputList: [JSON.stringify(allow('s3:*'))],
      ActionNames: ['s3:GetObject', 's3:PutObject']
    })
  )
  expect(EvaluationResults?.map((one) => one.EvalDecision)).toEqual(['allowed', 'implicitDeny'])
})

test('what is no policy is not simulated', async () => {
  const { simulate } = start()
  expect(await refusal(simulate({ PolicyInputList: ['{}'] }))).toContain('400 InvalidInput: ')
})
