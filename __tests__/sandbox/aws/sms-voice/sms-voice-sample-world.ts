import { addConfigurationSet, addNumber } from '../../../../src/sandbox/aws/state/build-state.js'
import { readPolicy } from '../../../../src/sandbox/aws/sms-voice/numbers/resource-policies.js'
import { setResourcePolicy, smsVoiceStore } from '../../../../src/sandbox/aws/sms-voice/store.js'
import type { AwsState, StoredAccount } from '../../../../src/sandbox/aws/state/state.js'
import { there } from '../there.js'
import { inSmsVoice } from './sms-voice-samples.js'

const region = 'us-east-1'
const arn = (resource: string) => `arn:aws:sms-voice:${region}:${there.account}:${resource}`

/** Adds what the samples of SMS Voice speak of. */
export function addSmsVoiceSampleWorld(state: AwsState, account: StoredAccount): void {
  const store = smsVoiceStore(state, account.id, region)
  addNumber(state, account, { region, e164: '+12065550100', id: there.number })
  const members = [inSmsVoice.pooled, inSmsVoice.alsoPooled].map((id, index) =>
    addNumber(state, account, { region, id, e164: `+1206555010${index + 1}` })
  )
  addConfigurationSet(state, account, { region, name: 'set' })
  store.optOutLists
    .get('Default')
    ?.numbers.set('+12065550111', { e164: '+12065550111', at: 0, byEndUser: false })
  store.registrations.push({
    id: inSmsVoice.registration,
    arn: arn(`registration/${inSmsVoice.registration}`),
    type: 'US_TEN_DLC_CAMPAIGN_REGISTRATION',
    status: 'COMPLETE',
    versions: [{ number: 1, status: 'APPROVED', history: { DRAFT: 0 }, deniedReasons: [] }],
    numbers: [there.number],
    attributes: {},
    createdAt: 0
  })
  const pool = arn(`pool/${inSmsVoice.pool}`)
  store.pools.push({
    id: inSmsVoice.pool,
    arn: pool,
    messageType: 'TRANSACTIONAL',
    optOutList: 'Default',
    selfManagedOptOuts: false,
    deletionProtected: false,
    createdAt: 0,
    members: new Set(members.map((member) => member.arn))
  })
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: '444455556666' },
      Action: 'sms-voice:SendTextMessage',
      Resource: pool
    }
  })
  setResourcePolicy(store, pool, { policy: readPolicy(text, 0), at: 0 })
  for (const [id, verified] of [
    [inSmsVoice.pending, false],
    [inSmsVoice.verified, true]
  ] as const) {
    store.destinations.set(id, {
      id,
      arn: arn(`verified-destination-number/${id}`),
      e164: verified ? '+12065550133' : '+12065550144',
      verified,
      createdAt: 0,
      code: inSmsVoice.code
    })
  }
}
