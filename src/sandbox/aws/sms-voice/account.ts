import type { Call, Members, Operation } from '../operation.js'
import { define, page } from './define.js'
import { numbersOf } from './numbers/numbers.js'
import { paging, structure } from './shapes.js'
import { storeOf } from './store.js'

/**
 * What the service tells of the account itself. None of these has a resource type: only a policy
 * for all resources allows them.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsendusermessagingsmsandvoicev2.html
 */
const ofAccount = (
  name: string,
  list: string,
  members: (call: Call) => readonly Members[]
): Operation =>
  define({
    name,
    shape: structure(paging),
    resources: () => ['*'],
    run: (input, call) => page(input, members(call), { name: list, render: (member) => member })
  })

/** AWS's quotas of a new account. */
export const accountLimits = {
  PHONE_NUMBERS: 25,
  POOLS: 25,
  CONFIGURATION_SETS: 25,
  OPT_OUT_LISTS: 25,
  SENDER_IDS: 100,
  REGISTRATIONS: 100,
  REGISTRATION_ATTACHMENTS: 1000,
  VERIFIED_DESTINATION_NUMBERS: 10
} as const

/** DescribeAccountAttributes, DescribeAccountLimits and DescribeSpendLimits. */
export const accountOperations: readonly Operation[] = [
  ofAccount('DescribeAccountAttributes', 'AccountAttributes', (call) => [
    // Unknown in AWS: how attributes' values are spelled; PRODUCTION and SANDBOX.
    { Name: 'ACCOUNT_TIER', Value: storeOf(call).tier }
  ]),
  ofAccount('DescribeAccountLimits', 'AccountLimits', (call) => {
    const used = usedOf(call)
    return Object.entries(accountLimits).map(([Name, Max]) => {
      return { Name, Used: used[Name as keyof typeof accountLimits], Max }
    })
  }),
  ofAccount('DescribeSpendLimits', 'SpendLimits', (call) =>
    [...storeOf(call).spendLimits].map(([name, { enforced, max, overridden }]) => ({
      Name: `${name}_MESSAGE_MONTHLY_SPEND_LIMIT`,
      EnforcedLimit: enforced,
      MaxLimit: max,
      Overridden: overridden
    }))
  )
]

function usedOf(call: Call): Readonly<Record<keyof typeof accountLimits, number>> {
  const store = storeOf(call)
  return {
    PHONE_NUMBERS: numbersOf(call).length,
    POOLS: store.pools.length,
    CONFIGURATION_SETS: store.configurationSets.size,
    OPT_OUT_LISTS: store.optOutLists.size,
    SENDER_IDS: 0,
    REGISTRATIONS: store.registrations.length,
    REGISTRATION_ATTACHMENTS: 0,
    VERIFIED_DESTINATION_NUMBERS: store.destinations.size
  }
}
