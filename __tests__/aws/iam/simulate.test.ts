import type { RoleArn } from '../../../src/domain/aws-ids.js'
import { closeAwsBenches, identityXml, openAwsBench } from '../../support/aws-bench.js'
import { noSuchEntity, roleXml } from '../../support/aws-role-answers.js'
import { senseless, xml, xmlError, type StubAnswer } from '../../support/aws-stub-server.js'
import { thrownBy } from '../../support/aws-thrown.js'

afterEach(closeAwsBenches)

const role = 'arn:aws:iam::111111111111:role/sender' as RoleArn
const action = 'mobiletargeting:SendMessages'
const resource = 'arn:aws:mobiletargeting:us-west-2:111111111111:apps/app-1/messages'
const operation = 'SimulatePrincipalPolicy'

interface Told {
  readonly name?: string
  readonly decision?: string
  readonly specific?: readonly (readonly [string, string, ...string[]])[]
  readonly organizations?: string
  readonly missing?: readonly string[]
  /** Inside the answer for each resource. */
  readonly detail?: string
}

function missingXml(keys: readonly string[]): string {
  return `<MissingContextValues>${keys.map((key) => `<member>${key}</member>`).join('')}</MissingContextValues>`
}

function told({
  name = action,
  decision = 'implicitDeny',
  specific,
  organizations,
  missing
}: Told) {
  const specifics = (specific ?? []).map(
    ([arn, answer, ...keys]) =>
      `<member><EvalResourceName>${arn}</EvalResourceName><EvalResourceDecision>${answer}</EvalResourceDecision>${missingXml(keys)}</member>`
  )
  const detail =
    organizations === undefined
      ? ''
      : `<OrganizationsDecisionDetail><AllowedByOrganizations>${organizations}</AllowedByOrganizations></OrganizationsDecisionDetail>`
  const member = `<member><EvalActionName>${name}</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>${decision}</EvalDecision>${missingXml(missing ?? [])}${detail}<ResourceSpecificResults>${specifics.join('')}</ResourceSpecificResults></member>`
  return xml(
    operation,
    `<IsTruncated>false</IsTruncated><EvaluationResults>${member}</EvaluationResults>`
  )
}

async function ask(answer: StubAnswer) {
  const bench = await openAwsBench()
  bench.stub.script(operation, answer)
  const { roles } = await bench.aws.primary({ kind: 'ambient' })
  return { ...bench, answer: await roles.simulate(role, action, resource) }
}

test('a session of the role is asked about as one issued now, a user as he is', async () => {
  const bench = await openAwsBench()
  bench.stub.script(operation, told({ specific: [[resource, 'allowed']] }))
  const { roles } = await bench.aws.primary({ kind: 'ambient' })
  await roles.simulate(role, action, resource)
  const sent = bench.stub.requests.at(-1)?.input ?? {}
  expect(sent).toMatchObject({
    'ContextEntries.member.1.ContextKeyName': 'aws:TokenIssueTime',
    'ContextEntries.member.1.ContextKeyType': 'date'
  })
  expect(sent['ContextEntries.member.1.ContextKeyValues.member.1']).toMatch(/^\d{4}-.*Z$/)
  await roles.simulate('arn:aws:iam::111111111111:user/u' as RoleArn, action, resource)
  expect(Object.keys(bench.stub.requests.at(-1)?.input ?? {}).join()).not.toContain('Context')
})

test('one action, one resource, and the role as the source', async () => {
  const { stub, answer } = await ask(told({ specific: [[resource, 'allowed']] }))
  expect(stub.requests[1]?.input).toMatchObject({
    PolicySourceArn: role,
    'ActionNames.member.1': action,
    'ResourceArns.member.1': resource
  })
  expect(answer).toEqual({
    ok: true,
    value: { decision: 'allowed', missingContext: [] },
    evidence: {
      call: 'iam:SimulatePrincipalPolicy',
      about: `${action} on ${resource} by ${role}`,
      answer: 'allowed',
      requestId: 'req-1',
      at: '2026-11-23T10:00:00.000Z',
      how: 'simulated'
    }
  })
})

test.each<readonly [string, Told, object]>([
  [
    'the resource’s own answer counts, not the action’s',
    { decision: 'allowed', specific: [[resource, 'explicitDeny']] },
    { decision: 'explicitDeny', missingContext: [] }
  ],
  [
    'without answers by resource the action’s counts',
    { decision: 'allowed' },
    { decision: 'allowed', missingContext: [] }
  ],
  [
    'missing context is told',
    { specific: [[resource, 'allowed', 'aws:sourceip']], missing: ['aws:sourceip', 'aws:x'] },
    { decision: 'allowed', missingContext: ['aws:sourceip', 'aws:x'] }
  ],
  [
    'an organization that denies is told',
    { specific: [[resource, 'implicitDeny']], organizations: 'false' },
    { decision: 'implicitDeny', missingContext: [], allowedByOrganization: false }
  ],
  [
    'an organization that allows is told',
    { name: action.toLowerCase(), specific: [[resource, 'allowed']], organizations: 'true' },
    { decision: 'allowed', missingContext: [], allowedByOrganization: true }
  ]
])('%s', async (_, scripted, value) => {
  const { answer } = await ask(told(scripted))
  expect(answer).toMatchObject({ ok: true, value })
})

test.each<readonly [string, StubAnswer]>([
  ...senseless,
  ['no results', xml(operation, '<IsTruncated>false</IsTruncated>')],
  ['an empty list', xml(operation, '<EvaluationResults/>')],
  ['the answer for another action', told({ name: 's3:GetObject' })],
  ['the answer for another resource', told({ specific: [['arn:other', 'allowed']] })],
  ['an unknown decision', told({ decision: 'perhaps' })],
  ['no decision', told({ decision: '' })]
])('an answer with %s is not believed', async (_, scripted) => {
  const { answer } = await ask(scripted)
  expect(answer).toMatchObject({ ok: false, kind: 'lost', code: 'ANSWER_INCOMPLETE' })
})

test.each([
  ['AccessDenied', 403, 'refused'],
  ['NoSuchEntity', 404, 'absent'],
  ['InvalidInput', 400, 'invalid'],
  ['Throttling', 400, 'throttled']
])('answered %s (%i) is %s', async (code, status, kind) => {
  const { answer } = await ask(xmlError(status, code, 'AWS says so'))
  expect(answer).toMatchObject({ ok: false, kind, code, evidence: { how: 'simulated' } })
})

describe('simulateAssume', () => {
  const detailed = (name: string, answer: string, inside = '') =>
    `<member><EvalActionName>${name}</EvalActionName><EvalDecision>${answer}</EvalDecision><ResourceSpecificResults><member><EvalResourceName>${role}</EvalResourceName><EvalResourceDecision>${answer}</EvalResourceDecision>${inside}</member></ResourceSpecificResults></member>`
  const bounded =
    '<PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>false</AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail>'
  const matched = (...ids: readonly string[]) =>
    `<MatchedStatements>${ids.map((id) => `<member><SourcePolicyId>${id}</SourcePolicyId></member>`).join('')}</MatchedStatements>`

  test('one call tells of the role, of tags and of a source identity, and what denies', async () => {
    const bench = await openAwsBench()
    const arn = 'arn:aws:iam::111111111111:user/bob'
    bench.stub.script('GetCallerIdentity', identityXml('111111111111', arn))
    const results = [
      detailed('sts:AssumeRole', 'explicitDeny', bounded + matched('no-roles', 'no-roles', 'none')),
      detailed('sts:TagSession', 'implicitDeny')
    ]
    const body = `<IsTruncated>false</IsTruncated><EvaluationResults>${results.join('')}</EvaluationResults>`
    bench.stub.script(operation, xml(operation, body))
    const caller = await bench.aws.caller({ kind: 'ambient' })
    expect(await caller.simulateAssume(role)).toMatchObject({
      ok: true,
      value: {
        decision: 'explicitDeny',
        allowedByBoundary: false,
        matchedPolicies: ['no-roles', 'none'],
        principal: arn,
        further: { 'sts:TagSession': { decision: 'implicitDeny', missingContext: [] } }
      }
    })
    const asked = bench.stub.requests.filter((request) => request.operation === operation)
    expect(asked).toHaveLength(1)
    expect(asked[0]?.input).toMatchObject({
      'ActionNames.member.1': 'sts:AssumeRole',
      'ActionNames.member.2': 'sts:TagSession',
      'ActionNames.member.3': 'sts:SetSourceIdentity'
    })
  })

  const assumable = told({ name: 'sts:AssumeRole', specific: [[role, 'allowed']] })
  const session = 'arn:aws:sts::111111111111:assumed-role/ci/job'

  async function askAs(arn: string, getRole: StubAnswer) {
    const bench = await openAwsBench()
    bench.stub.script('GetCallerIdentity', identityXml('111111111111', arn))
    bench.stub.script('GetRole', getRole)
    bench.stub.script(operation, assumable)
    const caller = await bench.aws.caller({ kind: 'ambient' })
    const answer = await caller.simulateAssume(role)
    const asked = bench.stub.requests.find((request) => request.operation === operation)
    const confirmed = answer.ok ? answer.value.principal : undefined
    return { answer, source: asked?.input['PolicySourceArn'], confirmed }
  }

  test.each([
    [
      'a user, as it is',
      'arn:aws:iam::111111111111:user/a/b',
      noSuchEntity,
      'arn:aws:iam::111111111111:user/a/b',
      'arn:aws:iam::111111111111:user/a/b'
    ],
    [
      'a session, by its role’s ARN',
      session,
      roleXml({ Arn: 'arn:aws:iam::111111111111:role/path/ci' }),
      'arn:aws:iam::111111111111:role/path/ci',
      'arn:aws:iam::111111111111:role/path/ci'
    ],
    [
      'a session that may not read its role, by the ARN without path',
      session,
      xmlError(403, 'AccessDenied', 'no'),
      'arn:aws:iam::111111111111:role/ci',
      undefined
    ]
  ])('%s', async (_, arn, getRole, expected, shown) => {
    const { answer, source, confirmed } = await askAs(arn, getRole)
    expect(source).toBe(expected)
    expect(confirmed).toBe(shown)
    expect(answer).toMatchObject({ ok: true, value: { decision: 'allowed' } })
  })

  test.each(['arn:aws:iam::111111111111:root', 'arn:aws:sts::111111111111:federated-user/x'])(
    '%s cannot be simulated',
    async (arn) => {
      const { answer, source } = await askAs(arn, noSuchEntity)
      expect(source).toBeUndefined()
      expect(answer).toMatchObject({ ok: false, kind: 'invalid', evidence: { how: 'simulated' } })
    }
  )
})

describe('sizeLimits', () => {
  function summary(entries: Readonly<Record<string, number>>): StubAnswer {
    const texts = Object.entries(entries).map(
      ([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`
    )
    return xml('GetAccountSummary', `<SummaryMap>${texts.join('')}</SummaryMap>`)
  }
  async function limits(answer: StubAnswer) {
    const { aws, stub } = await openAwsBench()
    stub.script('GetAccountSummary', answer)
    return (await aws.primary({ kind: 'ambient' })).roles.sizeLimits()
  }

  test('come from the account summary', async () => {
    const told = summary({ Users: 1, AssumeRolePolicySizeQuota: 4096, RolePolicySizeQuota: 10240 })
    expect(await limits(told)).toEqual({ trust: 4096, inline: 10240 })
  })

  test('are unknown to whom may not read it', async () => {
    expect(await limits(xmlError(403, 'AccessDenied', 'no'))).toEqual({})
  })

  test.each<readonly [string, StubAnswer]>([
    ...senseless,
    ['no map', xml('GetAccountSummary', '')],
    ['a map without them', summary({ Users: 1 })]
  ])('answered with %s are not believed', async (_, answer) => {
    expect((await thrownBy(limits(answer))).code).toBe('ANSWER_INCOMPLETE')
  })
})
