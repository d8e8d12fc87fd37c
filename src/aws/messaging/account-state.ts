import type {
  DescribeAccountAttributesCommandOutput,
  DescribeSpendLimitsCommandOutput
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Answer } from '../../app/ports.js'
import type { SpendLimit } from '../../domain/preflight.js'
import type { Clients } from '../clients.js'
import { given } from '../wire/failure.js'
import { look } from '../look.js'
import type { Shared } from '../shared.js'

/**
 * The account's tier in the Region, which AWS describes as sandbox or production.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DescribeAccountAttributes.html
 */
export function accountTier(
  smsVoice: Clients['smsVoice'],
  shared: Shared
): Promise<Answer<string | undefined>> {
  return look(
    {
      name: 'sms-voice:DescribeAccountAttributes',
      about: 'ACCOUNT_TIER',
      read: ({ AccountAttributes }: DescribeAccountAttributesCommandOutput) =>
        given(AccountAttributes, 'AccountAttributes').find(({ Name }) => Name === 'ACCOUNT_TIER')
          ?.Value,
      describe: (tier: string | undefined) => tier ?? 'not told',
      send: ({ client, sdk }) => client.send(new sdk.DescribeAccountAttributesCommand({}))
    },
    smsVoice,
    shared
  )
}

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DescribeSpendLimits.html */
export function textSpendLimit(
  smsVoice: Clients['smsVoice'],
  shared: Shared
): Promise<Answer<SpendLimit | undefined>> {
  return look(
    {
      name: 'sms-voice:DescribeSpendLimits',
      about: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT',
      read: readTextLimit,
      describe: (limit: SpendLimit | undefined) =>
        limit === undefined
          ? 'not told'
          : `enforced ${limit.enforced}, max ${limit.max ?? 'not told'}`,
      send: ({ client, sdk }) => client.send(new sdk.DescribeSpendLimitsCommand({}))
    },
    smsVoice,
    shared
  )
}

function readTextLimit({ SpendLimits }: DescribeSpendLimitsCommandOutput): SpendLimit | undefined {
  const all = given(SpendLimits, 'SpendLimits')
  const limit = all.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT')
  if (limit === undefined) return undefined
  return { enforced: given(limit.EnforcedLimit, 'EnforcedLimit'), max: limit.MaxLimit }
}
