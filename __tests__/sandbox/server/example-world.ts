import { PinpointClient } from '@aws-sdk/client-pinpoint'
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { STSClient } from '@aws-sdk/client-sts'
import { listen, type Listening } from '../../../src/sandbox/server/listen.js'
import { readWorld } from '../../../src/sandbox/server/world/read-world.js'
import type { World } from '../../../src/sandbox/server/world/world-schema.js'

export const account = '111122223333'
export const region = 'us-east-1'
export const arnOf = (resource: string): string =>
  `arn:aws:sms-voice:${region}:${account}:${resource}`
export const applicationId = 'a'.repeat(32)

export const numbers = {
  tenDlc: { id: 'phone-a1', e164: '+12065550100' },
  tollFree: {
    id: 'phone-b2',
    e164: '+18335550199',
    type: 'TOLL_FREE',
    capabilities: ['SMS', 'VOICE']
  },
  pending: { id: 'phone-c3', e164: '+12065550101', status: 'PENDING' },
  voice: { id: 'phone-d4', e164: '+12065550102', capabilities: ['VOICE'] },
  elsewhere: { id: 'phone-e5', e164: '+12065550103', region: 'us-west-2' }
} as const

const allow = (Action: string | string[], Resource: string | string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }]
})

const world = {
  region,
  principals: {
    runner: { account, user: 'runner' },
    reconciler: { account, user: 'runner' },
    'secondary-1': { account, user: 'nobody' },
    stranger: { account, user: 'nobody' },
    'one-number': { account, user: 'one-number' },
    'bare-app': { account, user: 'bare-app' }
  },
  accounts: [
    {
      id: account,
      users: [
        { name: 'runner', policies: { all: allow(['sms-voice:*', 'mobiletargeting:*'], '*') } },
        { name: 'nobody' },
        {
          name: 'one-number',
          policies: { send: allow('sms-voice:SendTextMessage', arnOf('phone-number/phone-a1')) }
        },
        {
          name: 'bare-app',
          policies: {
            send: allow(
              'mobiletargeting:*',
              `arn:aws:mobiletargeting:${region}:${account}:apps/${applicationId}`
            )
          }
        }
      ],
      numbers: Object.values(numbers),
      applications: [
        { id: applicationId, name: 'alerts' },
        { id: 'b'.repeat(32), name: 'news' }
      ],
      configurationSets: [{ name: 'sms-alerts' }]
    }
  ]
}

/** A world small enough to see what a test depends on. */
export const exampleWorld = (): World => readWorld(JSON.stringify(world))

/** Starts the example world on a free port. */
export const startExample = (): Promise<Listening> => listen({ port: 0, world: exampleWorld() })

/** The real clients, as one of the world's principals. */
export function clientsFor(listening: Listening, name: string, inRegion: string = region) {
  const principal = listening.principals[name]
  if (principal === undefined) throw new Error(`no principal ${name}`)
  const { accessKeyId, secretAccessKey } = principal
  const config = {
    endpoint: listening.endpoint,
    region: inRegion,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1
  }
  return {
    sms: new PinpointSMSVoiceV2Client(config),
    pinpoint: new PinpointClient(config),
    sts: new STSClient(config)
  }
}

/** What a client threw; fails the test if it threw nothing. */
export async function thrownBy(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call
  } catch (error) {
    return error as Record<string, unknown>
  }
  throw new Error('the call succeeded')
}

/** One of the sandbox's own answers. */
export async function ask(listening: Listening, path: string, method = 'GET') {
  const response = await fetch(listening.endpoint + path, { method })
  return { status: response.status, body: await response.json() }
}
