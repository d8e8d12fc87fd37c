import { buildWorld } from '../../../../src/sandbox/server/world/build-world.js'
import { readWorld, WorldError } from '../../../../src/sandbox/server/world/read-world.js'

const id = '111122223333'
const principal = { account: id, user: 'u' }
const world = {
  region: 'us-east-1',
  principals: {
    runner: principal,
    reconciler: principal,
    'secondary-1': principal,
    stranger: principal
  }
}
const number = { id: 'phone-1', e164: '+12065550100' }

function mistakesOf(members: object): readonly string[] {
  const accounts = [{ id, users: [{ name: 'u' }], numbers: [number], ...members }]
  try {
    buildWorld(readWorld(JSON.stringify({ ...world, accounts })))
  } catch (error) {
    if (error instanceof WorldError) return error.mistakes
    throw error
  }
  return []
}

test.each<[string, object, string]>([
  [
    'a pool of a number that is not there',
    { pools: [{ id: 'pool-1', numbers: ['phone-2'] }] },
    `account ${id}: pool-1: there is no number phone-2 in us-east-1`
  ],
  [
    'a registration of a number that is not there',
    { registrations: [{ id: 'registration-1', numbers: ['phone-2'] }] },
    `account ${id}: registration-1: there is no number phone-2 in us-east-1`
  ],
  [
    'a resource policy without a principal',
    {
      numbers: [
        { ...number, resourcePolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow' }] } }
      ]
    },
    `account ${id}: arn:aws:sms-voice:us-east-1:${id}:phone-number/phone-1: resourcePolicy: The policy is not valid`
  ],
  [
    'a time that is none',
    { numbers: [{ ...number, created: 'soon' }] },
    'accounts.0.numbers.0.created: must be a time such as 2026-01-01T00:00:00Z'
  ]
])('%s is a mistake', (_name, members, mistake) => {
  expect(mistakesOf(members)).toEqual([expect.stringContaining(mistake)])
})

test('everything may be left out', () => {
  expect(mistakesOf({})).toEqual([])
})
