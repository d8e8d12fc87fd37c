import { readFileSync } from 'node:fs'
import { unknownChoices, type Unknowns } from '../../../src/sandbox/aws/unknowns.js'
import { readWorld } from '../../../src/sandbox/server/world/read-world.js'
import { createSandbox } from '../../../src/sandbox/server/sandbox.js'
import { signedRequest, type Keys, type Unsigned } from '../aws/signed-request.js'

const at = Date.UTC(2026, 10, 23, 12, 0, 0)
const primary = '111122223333'
const number = 'phone-0123456789abcdef0123456789abcdef'
const arn = `arn:aws:sms-voice:us-east-1:${primary}:phone-number/${number}`
const sender = `arn:aws:iam::${primary}:role/sms-10dlc-sender`
const inSync = readWorld(readFileSync('worlds/in-sync.yaml', 'utf8'))

/** The world in sync, in which a user may do what the statement says, and AWS chose so. */
function world(unknowns: Partial<Unknowns>, allowed: object, change: Change = {}) {
  const [owner, ...others] = inSync.accounts
  if (owner === undefined) throw new Error('the world has no primary')
  const probe = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...allowed }] }
  const users = owner.users.map((user) =>
    user.name === 'reconciler' ? { ...user, policies: { probe } } : user
  )
  const changed = {
    ...inSync,
    ...change.world,
    rates: 'none',
    unknowns,
    accounts: [{ ...owner, ...change.primary, users }, ...others]
  }
  return createSandbox(readWorld(JSON.stringify(changed)), () => at)
}

interface Change {
  readonly world?: object
  readonly primary?: object
}

type World = ReturnType<typeof world>

async function ask(sandbox: World, request: Unsigned, as = 'reconciler', signedAt = at) {
  const keys: Keys | undefined = sandbox.principals[as]
  if (keys === undefined) throw new Error(`no principal ${as}`)
  const { body } = sandbox.handle(await signedRequest(request, { keys, at: signedAt }))
  return body
}

function sms(input: object): Unsigned {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'PinpointSMSVoiceV2.SendTextMessage'
  }
  const message = { DestinationPhoneNumber: '+14254147755', MessageBody: 'Test', ...input }
  const body = JSON.stringify(message)
  return { service: 'sms-voice', method: 'POST', path: '/', headers, body }
}

function query(service: 'iam' | 'sts', parameters: Readonly<Record<string, string>>): Unsigned {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const Version = service === 'iam' ? '2010-05-08' : '2011-06-15'
  const body = new URLSearchParams({ Version, ...parameters }).toString()
  return { service, method: 'POST', path: '/', headers, body }
}

const may = (Action: string, Resource: string) => ({ Action, Resource })
const send = 'sms-voice:SendTextMessage'
const nothing = may('s3:GetObject', '*')
const absent = 'phone-ffffffffffffffffffffffffffffffff'
const getRole = query('iam', { Action: 'GetRole', RoleName: 'sms-10dlc-sender' })
const assume = query('sts', {
  Action: 'AssumeRole',
  RoleArn: sender,
  RoleSessionName: 'probe',
  ExternalId: 'wrong'
})

interface Case {
  readonly name: keyof Unknowns
  readonly what: string
  /** What is in the answer under each choice, in the order of the choices. */
  readonly told: readonly string[]
  readonly answer: (unknowns: Partial<Unknowns>) => Promise<string>
}

const cases: readonly Case[] = [
  {
    name: 'authorization',
    what: 'an invalid input of one who may do nothing',
    told: ['ValidationException', 'AccessDeniedException', 'ValidationException'],
    answer: (unknowns) =>
      ask(world(unknowns, nothing), sms({ OriginationIdentity: number, MessageBody: undefined }))
  },
  {
    name: 'authorization',
    what: 'a number that is not there, for one who may do nothing',
    told: ['AccessDeniedException', 'AccessDeniedException', 'ResourceNotFoundException'],
    answer: (unknowns) => ask(world(unknowns, nothing), sms({ OriginationIdentity: absent }))
  },
  {
    name: 'authorization',
    what: 'an input of which IAM cannot even be asked',
    told: ['ValidationError', 'ValidationError', 'ValidationError'],
    answer: (unknowns) => ask(world(unknowns, nothing), query('iam', { Action: 'GetRole' }))
  },
  {
    name: 'authorization',
    what: 'a number that is not there, for one who may send',
    told: ['ResourceNotFoundException', 'ResourceNotFoundException', 'ResourceNotFoundException'],
    answer: (unknowns) => ask(world(unknowns, may(send, '*')), sms({ OriginationIdentity: absent }))
  },
  {
    name: 'refusals',
    what: 'a refusal within the account',
    told: [
      'role sms-10dlc-sender because no identity-based policy allows',
      'role sms-10dlc-sender<',
      'role sms-10dlc-sender because no identity-based policy allows'
    ],
    answer: (unknowns) => ask(world(unknowns, nothing), getRole)
  },
  {
    name: 'refusals',
    what: 'a refusal across accounts',
    told: [`${sender}<`, `${sender}<`, `${sender} because no role trust policy allows`],
    answer: (unknowns) => ask(world(unknowns, nothing), assume, 'secondary-1')
  },
  {
    name: 'dryRunMessageId',
    what: 'a dry run',
    told: ['{}', '"MessageId"'],
    answer: (unknowns) =>
      ask(world(unknowns, may(send, '*')), sms({ OriginationIdentity: number, DryRun: true }))
  },
  {
    name: 'dryRunChecks',
    what: 'a dry run to another country',
    told: ['INVALID_IDENTITY_FOR_DESTINATION_COUNTRY', '{}'],
    answer: (unknowns) => {
      const abroad = { DestinationPhoneNumber: '+447700900123' }
      const input = { OriginationIdentity: number, DryRun: true, ...abroad }
      return ask(world(unknowns, may(send, '*')), sms(input))
    }
  },
  {
    name: 'configurationSets',
    what: 'a configuration set that is not allowed',
    told: ['AccessDeniedException', '"MessageId"'],
    answer: (unknowns) => {
      const input = { OriginationIdentity: number, ConfigurationSetName: 'sms-alerts' }
      return ask(world(unknowns, may(send, arn)), sms(input))
    }
  },
  {
    name: 'chosenNumber',
    what: 'no number named, for one who may send from one',
    told: ['AccessDeniedException', '"MessageId"'],
    answer: (unknowns) => ask(world(unknowns, may(send, arn)), sms({}))
  },
  {
    name: 'simulator',
    what: 'what a policy of this instant is simulated to allow',
    told: ['implicitDeny', '>allowed<'],
    answer: async (unknowns) => {
      const sandbox = world(unknowns, may('iam:*', '*'), {
        world: { authorizationDelay: 30_000 }
      })
      const policy = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', ...may('s3:*', '*') }]
      }
      await ask(
        sandbox,
        query('iam', {
          Action: 'PutRolePolicy',
          RoleName: 'sms-10dlc-sender',
          PolicyName: 'new',
          PolicyDocument: JSON.stringify(policy)
        })
      )
      const simulate = { PolicySourceArn: sender, 'ActionNames.member.1': 's3:GetObject' }
      return ask(sandbox, query('iam', { Action: 'SimulatePrincipalPolicy', ...simulate }))
    }
  },
  {
    name: 'simulatorsInSandbox',
    what: 'a simulator, from an account in the SMS sandbox',
    told: ['DESTINATION_PHONE_NUMBER_NOT_VERIFIED', '"MessageId"'],
    answer: (unknowns) => {
      const primary = { smsVoice: [{ accountTier: 'SANDBOX' }] }
      const sandbox = world(unknowns, may(send, '*'), { primary })
      return ask(sandbox, sms({ OriginationIdentity: number }))
    }
  },
  {
    name: 'signatureAge',
    what: 'a signature that is ten minutes old',
    told: ['Signature expired', '"MessageId"'],
    answer: (unknowns) => {
      const sandbox = world(unknowns, may(send, '*'))
      return ask(sandbox, sms({ OriginationIdentity: number }), 'reconciler', at - 600_000)
    }
  }
]

const everyChoice = cases.flatMap(({ name, what, told, answer }) =>
  unknownChoices[name].map((choice, index) => ({ name, choice, what, told: told[index], answer }))
)

test.each(everyChoice)('$name: $choice: $what', async ({ name, choice, told, answer }) => {
  expect(await answer({ [name]: choice })).toContain(told)
})

test('every switch changes something here', () => {
  const changing = cases.filter(({ told }) => new Set(told).size > 1)
  expect([...new Set(changing.map(({ name }) => name))].sort()).toEqual(
    Object.keys(unknownChoices).sort()
  )
})
