import * as v from 'valibot'
import { composeWorld, type WorldNamed } from './compose-world.js'
import { copyAccounts } from './copy-accounts.js'
import { policyMistakes } from './policy-mistakes.js'
import { referenceMistakes } from './reference-mistakes.js'
import { mistakeOf } from './schema-mistake.js'
import { WorldError } from './world-error.js'
import type { World, WorldAccount } from './world-schema.js'
import { worldSchema } from './world-schema.js'

export { WorldError }

/** Where no other world is at hand to begin as. */
const none: WorldNamed = () => undefined

/** Users that every world has, whatever else it has. */
export const requiredPrincipals = ['runner', 'reconciler', 'secondary-1', 'stranger'] as const

/**
 * Reads a world from YAML or JSON text, and the world that it begins as by its name.
 *
 * @throws WorldError with every mistake and its place
 */
export function readWorld(text: string, worldNamed: WorldNamed = none): World {
  const parsed = v.safeParse(worldSchema, composeWorld(text, worldNamed))
  if (!parsed.success)
    throw new WorldError(parsed.issues.map((issue) => mistakeOf(issue, 'the world')))
  const world = copyAccounts(parsed.output)
  const mistakes = [
    ...duplicates(world),
    ...missingPrincipals(world),
    ...referenceMistakes(world),
    ...policyMistakes(world)
  ]
  if (mistakes.length > 0) throw new WorldError(mistakes)
  return world
}

function duplicates(world: World): readonly string[] {
  const { accounts } = world
  const keys = accounts.flatMap(({ users }) => users.flatMap((user) => user.keys ?? []))
  const numbers = accounts.flatMap((account) => account.numbers)
  return [
    ...repeated(
      'account',
      accounts.map(({ id }) => id)
    ),
    ...repeated(
      'access key',
      keys.map(({ id }) => id)
    ),
    ...repeated(
      'number',
      numbers.flatMap(({ id, e164 }) => [id, e164])
    ),
    ...accounts.flatMap(repeatedInAccount)
  ]
}

function repeatedInAccount(account: WorldAccount): readonly string[] {
  const { id, users, roles, groups, managedPolicies, pools, registrations } = account
  const { applications, optOutLists, configurationSets } = account
  const inRegion = (
    all: readonly { readonly name: string; readonly region?: string | undefined }[]
  ) => all.map(({ name, region }) => (region === undefined ? name : `${name} in ${region}`))
  const lists: readonly (readonly [what: string, names: readonly string[]])[] = [
    // IAM's names are unique regardless of case.
    ['user', users.map(({ name }) => name.toLowerCase())],
    ['role', roles.map(({ name }) => name.toLowerCase())],
    ['group', groups.map(({ name }) => name.toLowerCase())],
    ['managed policy', Object.keys(managedPolicies).map((name) => name.toLowerCase())],
    ['pool', pools.map((pool) => pool.id)],
    ['registration', registrations.map((registration) => registration.id)],
    ['application', applications.map((application) => application.id)],
    ['opt-out list', inRegion(optOutLists)],
    ['configuration set', inRegion(configurationSets)]
  ]
  return lists.flatMap(([what, names]) => repeated(`account ${id}: ${what}`, names))
}

function repeated(what: string, names: readonly string[]): readonly string[] {
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  return [...new Set(twice)].map((name) => `${what} ${name}: occurs more than once`)
}

function missingPrincipals({ principals, accounts }: World): readonly string[] {
  const absent = requiredPrincipals
    .filter((name) => principals[name] === undefined)
    .map((name) => `principals.${name}: is required`)
  const dangling = Object.entries(principals)
    .filter(([, { account, user }]) => {
      const found = accounts.find(({ id }) => id === account)
      return found?.users.some(({ name }) => name === user) !== true
    })
    .map(
      ([name, { account, user }]) => `principals.${name}: account ${account} has no user ${user}`
    )
  return [...absent, ...dangling]
}
