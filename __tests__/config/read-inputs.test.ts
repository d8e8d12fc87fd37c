import { anyText, fc } from '../support/laws.js'
import { inputNames, laterInputs } from '../../src/config/inputs/inputs.js'
import { badValues } from './bad-values.js'
import { goodValues } from './good-values.js'
import { least, mistakesOf, requestOf, variables } from './step-inputs.js'

describe('a good value', () => {
  test.each(goodValues)('of %s, %j, comes to the request', (_name, texts, field, value) => {
    expect(field(requestOf(texts))).toEqual(value)
    expect(field(requestOf())).not.toEqual(value)
  })

  // The event stands before the run, and the report after it.
  test('is in the table for every input but allow-events and report-file', () => {
    const shown = new Set<string>(goodValues.map(([name]) => name))
    expect(inputNames.filter((name) => !shown.has(name))).toEqual(['allow-events', 'report-file'])
  })
})

describe('a bad value', () => {
  test.each(badValues)('of %s, %j, is told alone and exactly: %s', (name, texts, reason) => {
    const more = typeof texts === 'string' ? { [name]: texts } : texts
    expect(mistakesOf(more)).toEqual({ code: 'INPUT_INVALID', lines: [`${name}: ${reason}`] })
  })

  test('is in the table for every input', () => {
    const shown = new Set<string>(badValues.map(([name]) => name))
    expect(inputNames.filter((name) => !shown.has(name))).toEqual([])
  })

  test('never shows an external id, a key pasted for a credential or a whole number', () => {
    const told = badValues
      .map(([name, texts]) => (typeof texts === 'string' ? { [name]: texts } : texts))
      .flatMap((more) => mistakesOf(more).lines)
      .join('\n')
    expect(told).not.toContain('hidden')
    expect(told).not.toContain('447700900123')
  })

  test('is one line of bounded length, whatever it holds', () => {
    const { lines } = mistakesOf({ mode: `x\n::error::y\u2028${'z'.repeat(5_000)}` })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^mode: must be check, apply, prove or destroy; got "x ::error::y z/)
    expect(lines[0]?.length).toBeLessThanOrEqual(500)
  })
})

test('white space around a value does not count, and empty text is the default', () => {
  expect(requestOf({ mode: ' apply \n', 'max-removals': '  ' })).toEqual(
    requestOf({ mode: 'apply' })
  )
})

test('all mistakes are told in one run, those between inputs too', () => {
  const { code, lines } = mistakesOf({
    'primary-account-id': 'x',
    timeout: 'soon',
    'expect-plan': 'a'.repeat(64),
    'drift-issue': 'true'
  })
  expect(code).toBe('INPUT_INVALID')
  expect(lines.map((line) => line.split(':')[0])).toEqual([
    'primary-account-id',
    'timeout',
    'expect-plan',
    'drift-issue'
  ])
})

test('every mistake of one list is told, each on a line of its own', () => {
  const { lines } = mistakesOf({
    'secondary-account-ids': '222222222222, 22222222222 222222222222\nprod',
    'external-id': 'x hidden*',
    tags: 'team=sms\nno sign\nTeam=twice\naws:x=y'
  })
  expect(lines).toEqual([
    'secondary-account-ids: names "222222222222" twice',
    'secondary-account-ids: "22222222222" is not a 12-digit AWS account id; write it in quotes, for YAML drops leading zeros of numbers',
    'secondary-account-ids: "prod" is not a 12-digit AWS account id',
    'external-id: a value of 1 characters is not an external id: 2 to 1,224 letters, digits or any of _+=,.@:/-',
    'external-id: a value of 7 characters is not an external id: 2 to 1,224 letters, digits or any of _+=,.@:/-',
    'tags: the line "no sign" is not key=value',
    'tags: the key "Team" stands there twice (case does not count)',
    'tags: the key "aws:x" begins with aws:, which is reserved'
  ])
})

test('of very many mistakes of one list ten are told, and the others counted', () => {
  const ids = Array.from({ length: 40 }, (_, index) => `account-${index}`).join(' ')
  const { lines } = mistakesOf({ 'secondary-account-ids': ids })
  expect(lines).toHaveLength(11)
  expect(lines.at(-1)).toBe('secondary-account-ids: 30 more like these')
})

test('a check between inputs is left out when one of them could not be read', () => {
  const { lines } = mistakesOf({ channel: 'fax', 'origination-number': '' })
  expect(lines).toEqual(['channel: must be sms-voice, pinpoint or both; got "fax"'])
})

describe('an input of a later version', () => {
  test.each(laterInputs)('%s is refused by name', (name) => {
    expect(mistakesOf({ [name]: 'true' })).toEqual({
      code: 'INPUT_INVALID',
      lines: [`${name}: this version does not know this input yet; remove it`]
    })
  })
})

describe('what the environment says', () => {
  const bare = { ...variables }

  test.each([
    [{ AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-east-2' }, 'us-west-2'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'us-east-2' }, 'us-east-2']
  ])('%j is the Region when no input is', (more, region) => {
    expect(requestOf({ region: '' }, { ...bare, ...more }).region).toBe(region)
  })

  test('the input goes before AWS_REGION', () => {
    expect(requestOf({}, { ...bare, AWS_REGION: 'us-west-2' }).region).toBe('us-east-1')
  })

  test('the repository and the role’s name are who owns the role', () => {
    expect(requestOf().configurationId).toBe('42/sms-10dlc-sender')
  })

  test('without a repository configuration-id is required', () => {
    expect(mistakesOf({}, { ...bare, GITHUB_REPOSITORY_ID: undefined }).lines).toEqual([
      'configuration-id: is required where GITHUB_REPOSITORY_ID is not set'
    ])
  })

  test('the run and its attempt', () => {
    expect(requestOf().run).toEqual({ id: '1001', attempt: '2' })
    expect(requestOf({ 'configuration-id': 'x' }, {}).run).toEqual({ id: 'local', attempt: '1' })
  })

  test('a run id that cannot stand in a session’s name is told', () => {
    expect(mistakesOf({}, { ...bare, GITHUB_RUN_ID: 'a b' }).lines).toEqual([
      'GITHUB_RUN_ID: must be 1 to 16 letters, digits or any of _.-'
    ])
  })
})

describe('a prove', () => {
  const prove = { mode: 'prove', 'secondary-account-ids': '', 'secondary-credentials': 'ambient' }

  test('needs no secondary where its identity tells it', () => {
    const request = requestOf(prove)
    expect([request.secondaries, request.soleSecondary]).toEqual([[], { kind: 'ambient' }])
  })

  test.each([
    ['profile:messages', { kind: 'profile', name: 'messages' }],
    [
      'oidc:arn:aws:iam::222222222222:role/caller',
      {
        kind: 'oidc',
        arn: 'arn:aws:iam::222222222222:role/caller',
        audience: 'sts.amazonaws.com'
      }
    ]
  ])('of %s is by that identity', (credentials, source) => {
    const request = requestOf({ ...prove, 'secondary-credentials': credentials })
    expect(request.soleSecondary).toEqual(source)
  })

  test('of named secondaries is by each one’s identity', () => {
    const request = requestOf({
      mode: 'prove',
      'secondary-account-ids': '222222222222 333333333333'
    })
    expect(request.secondaries).toHaveLength(2)
    expect(request.soleSecondary).toBeUndefined()
  })

  test('takes both forms of naming the role where they agree', () => {
    const arn = 'arn:aws:iam::111111111111:role/sms-10dlc-sender'
    const both = { 'role-arn': arn, 'role-name': 'sms-10dlc-sender', 'role-path': '/' }
    expect(requestOf({ ...prove, ...both }).role.arn).toBe(arn)
  })

  test('takes any role by its ARN, though the runner fills in the defaults of its name and path', () => {
    const arn = 'arn:aws:iam::111111111111:role/team/sender'
    const filledIn = { 'role-name': 'sms-10dlc-sender', 'role-path': '/' }
    expect(requestOf({ ...prove, ...filledIn, 'role-arn': arn }).role.arn).toBe(arn)
  })

  test.each(['pull_request', 'pull_request_target', 'issue_comment', 'workflow_run'])(
    'is allowed on %s, since it writes nothing',
    (GITHUB_EVENT_NAME) => {
      expect(mistakesOf(prove, { ...variables, GITHUB_EVENT_NAME }).code).toBe('none')
    }
  )

  test.each(['check', 'apply'])('is the only mode without secondaries: %s needs them', (mode) => {
    expect(mistakesOf({ ...prove, mode, 'primary-credentials': 'profile:p' }).lines).toEqual([
      'secondary-account-ids: is required: one or more 12-digit ids'
    ])
  })
})

const destroy = { mode: 'destroy', 'confirm-destroy': 'sms-10dlc-sender' }

describe('a destroy', () => {
  const on = { ...variables, GITHUB_EVENT_NAME: 'pull_request' }

  test('is refused on an event that strangers can cause unless allow-events names it', () => {
    expect(mistakesOf(destroy, on)).toEqual({
      code: 'EVENT_REFUSED',
      lines: [
        'mode destroy is refused on the event pull_request, which people without write access can cause. Nothing was read or written.'
      ]
    })
    expect(mistakesOf({ ...destroy, 'allow-events': 'pull_request' }, on).code).toBe('none')
  })

  test.each(['sms-voice', 'pinpoint', 'both'])(
    'needs neither a number nor an application on channel %s',
    (channel) => {
      const request = requestOf({ ...destroy, channel, 'origination-number': '' })
      expect(request.number).toBeUndefined()
      expect(request.applicationId).toBeUndefined()
    }
  )

  test('takes the inputs of an apply as they stand', () => {
    expect(requestOf({ ...destroy, 'expect-plan': 'ab'.repeat(32) })).toMatchObject({
      mode: 'destroy',
      number: { text: '+12065550100' },
      expectPlan: 'ab'.repeat(32)
    })
  })
})

describe('an apply', () => {
  const on = (event: string) => ({ ...variables, GITHUB_EVENT_NAME: event })

  test.each(['pull_request', 'pull_request_target', 'issue_comment', 'workflow_run'])(
    'on %s is refused unless allow-events names it',
    (event) => {
      expect(mistakesOf({ mode: 'apply' }, on(event))).toEqual({
        code: 'EVENT_REFUSED',
        lines: [
          `mode apply is refused on the event ${event}, which people without write access can cause. Nothing was read or written.`
        ]
      })
      expect(mistakesOf({ mode: 'check' }, on(event)).code).toBe('none')
      expect(mistakesOf({ mode: 'apply', 'allow-events': event }, on(event)).code).toBe('none')
    }
  )

  test.each(['push', 'schedule', 'workflow_dispatch'])('on %s is not', (event) => {
    expect(mistakesOf({ mode: 'apply' }, on(event)).code).toBe('none')
  })

  test('with mistakes is told of those, not of its event', () => {
    expect(mistakesOf({ mode: 'apply', channel: 'x' }, on('pull_request')).code).toBe(
      'INPUT_INVALID'
    )
  })
})

test('the least that a step must say comes to the whole request', () => {
  expect(requestOf()).toEqual({
    mode: 'check',
    keepPolicies: [],
    removePolicies: [],
    configurationId: '42/sms-10dlc-sender',
    partition: 'aws',
    region: 'us-east-1',
    primary: '111111111111',
    role: {
      name: 'sms-10dlc-sender',
      path: '/',
      arn: 'arn:aws:iam::111111111111:role/sms-10dlc-sender',
      maxSessionSeconds: 3_600,
      tags: {}
    },
    secondaries: [
      {
        account: '222222222222',
        callers: [],
        credentials: { kind: 'role', arn: 'arn:aws:iam::222222222222:role/caller' }
      }
    ],
    externalIds: [],
    channels: ['sms-voice'],
    number: { kind: 'e164', text: '+12065550100' },
    adopt: false,
    primaryCredentials: { kind: 'ambient' },
    outsiders: [],
    sessionTags: {},
    smokeTest: { kind: 'off' },
    probeRefusals: true,
    failOnDrift: true,
    requireProof: false,
    maxRemovals: 5,
    revokeSessions: false,
    rollback: true,
    settleMs: 120_000,
    timeoutMs: 1_800_000,
    run: { id: '1001', attempt: '2' }
  })
})

test('no text makes anything but a request, or an error of a known code', () => {
  const text = fc.oneof(fc.string(), anyText(), fc.constantFrom(...badTexts))
  const step = fc.dictionary(fc.constantFrom(...inputNames), text)
  fc.assert(
    fc.property(step, (more) => {
      expect(['none', 'INPUT_INVALID']).toContain(mistakesOf({ ...least, ...more }).code)
    })
  )
})

const badTexts = badValues.map(([, texts]) => (typeof texts === 'string' ? texts : ''))
