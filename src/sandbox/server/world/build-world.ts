import { addAccount, addApplication, createState } from '../../aws/state/build-state.js'
import { addOidcProvider } from '../../aws/oidc/add-provider.js'
import type { AwsState, StoredAccount } from '../../aws/state/state.js'
import { addIdentities } from './add-identities.js'
import { addOrganizations } from './add-organizations.js'
import { addSmsVoice } from './add-sms-voice.js'
import { WorldError } from './read-world.js'
import type { World, WorldAccount } from './world-schema.js'

/** A user whose long-term keys the sandbox gives away. */
export interface Principal {
  readonly account: string
  readonly arn: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface BuiltWorld {
  readonly state: AwsState
  readonly principals: Readonly<Record<string, Principal>>
}

/**
 * The state a world begins with. Equal worlds give equal ids and keys, each time.
 *
 * @throws WorldError for a trust, a policy or a group that does not exist
 */
export function buildWorld(world: World): BuiltWorld {
  const state = createState({
    partition: world.partition,
    lags: {
      authorization: world.authorizationDelay,
      reads: world.readDelay,
      ids: world.idsForArns
    },
    unknowns: world.unknowns,
    rates: world.rates,
    trailDelayMs: world.trailDelay,
    ...(world.pageLimit !== undefined && { pageLimit: world.pageLimit })
  })
  const pairs = world.accounts.map((account) => {
    const { id, quotas, enabledRegions, oidcProviders } = account
    const stored = addAccount(state, id, quotas, new Set(enabledRegions))
    for (const provider of oidcProviders) addOidcProvider(state, stored, provider)
    return { account, stored }
  })
  addIdentities(state, pairs)
  for (const { account, stored } of pairs) addServices(state, stored, account, world.region)
  addOrganizations(state, world.organizations)
  return { state, principals: principalsOf(world, state) }
}

function addServices(
  state: AwsState,
  stored: StoredAccount,
  account: WorldAccount,
  home: string
): void {
  for (const { region, ...application } of account.applications) {
    addApplication(state, stored, { ...application, region: region ?? home })
  }
  addSmsVoice({ state, stored, home }, account)
}

function principalsOf(world: World, state: AwsState): Readonly<Record<string, Principal>> {
  return Object.fromEntries(
    Object.entries(world.principals).map(([name, { account, user }]) => {
      const found = state.accounts.get(account)?.users.get(user.toLowerCase())
      const key = found?.keys[0]
      if (found === undefined || key === undefined) {
        throw new WorldError([`principals.${name}: user ${user} has no key`])
      }
      return [name, { account, arn: found.arn, accessKeyId: key.id, secretAccessKey: key.secret }]
    })
  )
}
