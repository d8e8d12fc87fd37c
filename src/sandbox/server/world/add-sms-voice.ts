import type { PolicyDocument } from '../../../policy/document/document.js'
import { AwsError } from '../../aws/aws-error.js'
import { LONG_AGO } from '../../aws/state/build-identities.js'
import { addConfigurationSet, addNumber } from '../../aws/state/build-state.js'
import { readPolicy } from '../../aws/sms-voice/numbers/resource-policies.js'
import type { SmsVoiceStore } from '../../aws/sms-voice/store.js'
import {
  newOptOutList,
  setResourcePolicy,
  smsVoiceStore,
  spendLimitNames
} from '../../aws/sms-voice/store.js'
import type { AwsState, StoredAccount, StoredNumber } from '../../aws/state/state.js'
import { WorldError } from './read-world.js'
import type { WorldAccount } from './world-schema.js'

interface Place {
  readonly state: AwsState
  readonly stored: StoredAccount
  /** The Region of what names none. */
  readonly home: string
}

/**
 * Adds an account's numbers and what SMS Voice v2 keeps beside them.
 *
 * @throws WorldError for a number that is not there, or a resource policy that AWS would refuse
 */
export function addSmsVoice(place: Place, account: WorldAccount): void {
  const { state, stored, home } = place
  for (const { country, region, created, resourcePolicy, ...number } of account.numbers) {
    const { optOutList, selfManagedOptOuts, limits, ...rest } = number
    const added = addNumber(state, stored, {
      ...rest,
      countryCode: country,
      region: region ?? home,
      ...(created !== undefined && { createdAt: created }),
      ...(optOutList !== undefined && { optOutList }),
      ...(selfManagedOptOuts !== undefined && { selfManagedOptOuts }),
      ...(limits !== undefined && { limits })
    })
    share(place, added.arn, resourcePolicy)
  }
  for (const { name, region } of account.configurationSets) {
    addConfigurationSet(state, stored, { name, region: region ?? home })
  }
  addSettings(place, account)
  addOptOutLists(place, account)
  addDestinations(place, account)
  addRegistrations(place, account)
  addPools(place, account)
}

function addSettings(place: Place, { smsVoice }: WorldAccount): void {
  for (const { region, accountTier, standing, spendLimits, ...rest } of smsVoice) {
    const store = storeIn(place, region)
    Object.assign(store, { tier: accountTier, standing, ...rest })
    for (const name of spendLimitNames) {
      const limit = spendLimits[name]
      if (limit !== undefined) store.spendLimits.set(name, limit)
    }
  }
}

function addOptOutLists(place: Place, { optOutLists }: WorldAccount): void {
  for (const { name, numbers, region } of optOutLists) {
    const list = newOptOutList(prefixOf(place, region), name, LONG_AGO)
    for (const number of numbers) list.numbers.set(number.e164, { ...number, at: LONG_AGO })
    storeIn(place, region).optOutLists.set(name, list)
  }
}

function addDestinations(place: Place, { verifiedDestinations }: WorldAccount): void {
  for (const { region, ...destination } of verifiedDestinations) {
    const id = `verified-destination-number-${place.state.ids.hex(32)}`
    const arn = `${prefixOf(place, region)}:verified-destination-number/${id}`
    storeIn(place, region).destinations.set(id, { ...destination, id, arn, createdAt: LONG_AGO })
  }
}

function addRegistrations(place: Place, { registrations }: WorldAccount): void {
  for (const { region, versions, ...registration } of registrations) {
    for (const number of registration.numbers) numberOf(place, number, registration.id)
    storeIn(place, region).registrations.push({
      ...registration,
      arn: `${prefixOf(place, region)}:registration/${registration.id}`,
      createdAt: LONG_AGO,
      versions: versions.map(({ feedback, ...version }) => ({
        ...version,
        history: { DRAFT: LONG_AGO, [version.status]: LONG_AGO },
        ...(feedback !== undefined && { feedback })
      }))
    })
  }
}

function addPools(place: Place, { pools }: WorldAccount): void {
  for (const { id, numbers, messageType, deletionProtection, ...pool } of pools) {
    const members = numbers.map((number) => numberOf(place, number, id))
    const arn = `${prefixOf(place, pool.region)}:pool/${id}`
    storeIn(place, pool.region).pools.push({
      id,
      arn,
      messageType,
      optOutList: members[0]?.optOutList ?? 'Default',
      selfManagedOptOuts: members[0]?.selfManagedOptOuts ?? false,
      deletionProtected: deletionProtection,
      createdAt: LONG_AGO,
      members: new Set(members.map((member) => member.arn))
    })
    share(place, arn, pool.resourcePolicy)
  }
}

function numberOf({ stored }: Place, id: string, owner: string): StoredNumber {
  const number = stored.numbers.find((each) => each.id === id)
  if (number !== undefined) return number
  throw new WorldError([`account ${stored.id}: ${owner}: there is no number ${id}`])
}

function share({ state, stored }: Place, arn: string, policy: PolicyDocument | undefined): void {
  if (policy === undefined) return
  const [, , , region = ''] = arn.split(':')
  try {
    const read = readPolicy(JSON.stringify(policy), LONG_AGO)
    setResourcePolicy(smsVoiceStore(state, stored.id, region), arn, { policy: read, at: LONG_AGO })
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw new WorldError([`account ${stored.id}: ${arn}: resourcePolicy: ${error.message}`])
  }
}

const storeIn = ({ state, stored, home }: Place, region = home): SmsVoiceStore =>
  smsVoiceStore(state, stored.id, region)

const prefixOf = ({ state, stored, home }: Place, region = home): string =>
  `arn:${state.partition}:sms-voice:${region}:${stored.id}`
