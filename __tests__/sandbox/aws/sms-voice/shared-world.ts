import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { PinpointClient } from '@aws-sdk/client-pinpoint'
import { readWorld } from '../../../../src/sandbox/server/world/read-world.js'
import { createSandbox, type Sandbox } from '../../../../src/sandbox/server/sandbox.js'
import { inProcess } from '../in-process.js'

export const owner = '111122223333'
export const consumer = '444455556666'
export const simulator = '+14254147755'
export const somebody = '+12065550111'
export const application = 'a'.repeat(32)

/** An ARN of the owner's SMS Voice. */
export const owned = (resource: string): string =>
  `arn:aws:sms-voice:us-east-1:${owner}:${resource}`

const allow = (Action: string | string[], Resource: string | string[] = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }]
})

/** A resource policy that lets the consumer send. */
export const sharing = (resource: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${consumer}:root` },
      Action: 'sms-voice:SendTextMessage',
      Resource: owned(resource)
    }
  ]
})

/** A resource policy that lets Pinpoint send for the owner. */
export const lettingPinpointSend = (resource: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'pinpoint.amazonaws.com' },
      Action: 'sms-voice:SendTextMessage',
      Resource: owned(resource),
      Condition: { StringEquals: { 'aws:SourceAccount': owner } }
    }
  ]
})

const ownerAccount = {
  id: owner,
  users: [
    { name: 'owner', policies: { all: allow(['sms-voice:*', 'mobiletargeting:*']) } },
    { name: 'pool-only', policies: { p: allow('sms-voice:SendTextMessage', owned('pool/pool-1')) } }
  ],
  numbers: [
    { id: 'phone-1', e164: '+12065550101' },
    { id: 'phone-2', e164: '+12065550102', resourcePolicy: sharing('phone-number/phone-2') },
    { id: 'phone-3', e164: '+12065550103' },
    { id: 'phone-9', e164: '+12065550109', type: 'SIMULATOR' },
    {
      id: 'phone-5',
      e164: '+12065550105',
      created: '2025-01-01T00:00:00Z',
      limits: { perSecond: { SMS: 3 }, perDay: { 'T-MOBILE': 2000 } }
    }
  ],
  applications: [{ id: application, name: 'alerts' }],
  configurationSets: [{ name: 'sms-alerts' }],
  registrations: [
    { id: 'registration-1', numbers: ['phone-1'] },
    {
      id: 'registration-2',
      status: 'REVIEWING',
      versions: [
        { number: 1, status: 'APPROVED' },
        {
          number: 2,
          status: 'DENIED',
          deniedReasons: [{ Reason: 'R1', ShortDescription: 'the opt-in is unclear' }],
          feedback: 'say how people opt in'
        }
      ],
      numbers: ['phone-3']
    }
  ],
  pools: [
    { id: 'pool-1', numbers: ['phone-1', 'phone-2'], resourcePolicy: sharing('pool/pool-1') },
    { id: 'pool-2', numbers: ['phone-3'], deletionProtection: true }
  ],
  optOutLists: [
    {
      name: 'Default',
      numbers: [{ e164: '+12065550199' }, { e164: '+12065550198', byEndUser: true }]
    }
  ],
  verifiedDestinations: [{ e164: somebody }, { e164: '+12065550112', verified: false }]
}

const consumerAccount = {
  id: consumer,
  users: [
    { name: 'consumer', policies: { all: allow('sms-voice:*') } },
    { name: 'nobody', policies: { read: allow('sms-voice:Describe*') } }
  ],
  configurationSets: [{ name: 'theirs' }]
}

const principals = {
  runner: { account: owner, user: 'owner' },
  reconciler: { account: owner, user: 'owner' },
  'pool-only': { account: owner, user: 'pool-only' },
  'secondary-1': { account: consumer, user: 'consumer' },
  stranger: { account: consumer, user: 'nobody' }
}

/** Settings of SMS Voice for the owner, and of the world. */
export interface Changes {
  readonly smsVoice?: object
  readonly world?: object
}

/** Two accounts, one of which owns numbers that the other may share. */
export function sharedWorld({ smsVoice, world }: Changes = {}): Sandbox {
  const settings = smsVoice === undefined ? [] : [smsVoice]
  const accounts = [{ ...ownerAccount, smsVoice: settings }, consumerAccount]
  return createSandbox(
    readWorld(JSON.stringify({ region: 'us-east-1', principals, accounts, ...world }))
  )
}

/** Real clients of a principal, without a socket. */
export function clientsOf(sandbox: Sandbox, name: string) {
  const principal = sandbox.principals[name]
  if (principal === undefined) throw new Error(`no principal ${name}`)
  const config = inProcess(sandbox.handle, principal)
  return { sms: new PinpointSMSVoiceV2Client(config), pinpoint: new PinpointClient(config) }
}
