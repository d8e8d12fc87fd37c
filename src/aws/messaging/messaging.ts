import type { GetResourcePolicyCommandOutput } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Messaging } from '../../app/messaging.js'
import type { Answer } from '../../app/ports.js'
import type { ResourcePolicy } from '../../domain/preflight.js'
import { parsePolicy } from '../../policy/document/document.js'
import { accountTier, textSpendLimit } from './account-state.js'
import type { Clients } from '../clients.js'
import { given } from '../wire/failure.js'
import { look } from '../look.js'
import { getSmsChannel } from './pinpoint.js'
import { describeRegistration, describeVersions } from './registrations.js'
import type { Shared } from '../shared.js'

/** What the primary's services tell of the number and its account; each answer is kept. */
export function createMessaging(clients: Clients, shared: Shared): Messaging {
  const { smsVoice } = clients
  const once = createMemory()
  return {
    registration: (id) =>
      once(`registration ${id}`, () => describeRegistration(id, smsVoice, shared)),
    registrationVersions: (id) =>
      once(`versions ${id}`, () => describeVersions(id, smsVoice, shared)),
    accountTier: () => once('tier', () => accountTier(smsVoice, shared)),
    textSpendLimit: () => once('spend limit', () => textSpendLimit(smsVoice, shared)),
    resourcePolicy: (arn) => once(`policy ${arn}`, () => resourcePolicy(arn, smsVoice, shared)),
    smsChannel: (id) => once(`channel ${id}`, () => getSmsChannel(id, clients, shared))
  }
}

/** Answers by question; one that is still being asked is not asked again either. */
function createMemory(): <T>(question: string, ask: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, Promise<unknown>>()
  return <T>(question: string, ask: () => Promise<T>) => {
    const known = answers.get(question) as Promise<T> | undefined
    if (known !== undefined) return known
    const answer = ask()
    answers.set(question, answer)
    return answer
  }
}

/**
 * A number's own policy. One that has none is answered as not found, of the type `policy`.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_GetResourcePolicy.html
 */
function resourcePolicy(
  arn: string,
  smsVoice: Clients['smsVoice'],
  shared: Shared
): Promise<Answer<ResourcePolicy>> {
  return look(
    {
      name: 'sms-voice:GetResourcePolicy',
      about: arn,
      read: ({ ResourceArn, Policy = '' }: GetResourcePolicyCommandOutput): ResourcePolicy => {
        // An empty answer of something between would read like a number without a policy.
        given(ResourceArn, 'ResourceArn')
        return Policy.trim() === '' ? 'none' : parsePolicy(Policy)
      },
      describe: (policy: ResourcePolicy) => (policy === 'none' ? 'none' : 'a policy'),
      absent: 'none' as const,
      send: ({ client, sdk }) => client.send(new sdk.GetResourcePolicyCommand({ ResourceArn: arn }))
    },
    smsVoice,
    shared
  )
}
