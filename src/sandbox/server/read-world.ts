import * as v from 'valibot'
import { parseDocument } from 'yaml'
import { policyMistakes } from './policy-mistakes.js'
import { mistakeOf } from './schema-mistake.js'
import type { World } from './world-schema.js'
import { worldSchema } from './world-schema.js'

/** A world that cannot be built, with every mistake found. */
export class WorldError extends Error {
  override readonly name = 'WorldError'

  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join('\n'))
  }
}

/** Users that every world has, whatever else it has. */
export const requiredPrincipals = ['runner', 'reconciler', 'secondary-1', 'stranger'] as const

/**
 * Reads a world from YAML or JSON text.
 *
 * @throws WorldError with every mistake and its place
 */
export function readWorld(text: string): World {
  const document = parseDocument(text)
  if (document.errors.length > 0) {
    throw new WorldError(document.errors.map(({ message }) => firstLine(message)))
  }
  const parsed = v.safeParse(worldSchema, document.toJS())
  if (!parsed.success)
    throw new WorldError(parsed.issues.map((issue) => mistakeOf(issue, 'the world')))
  const world = parsed.output
  const mistakes = [...duplicates(world), ...missingPrincipals(world), ...policyMistakes(world)]
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
    ...accounts.flatMap(({ id, users, roles }) => [
      // IAM's names are unique regardless of case.
      ...repeated(
        `account ${id}: user`,
        users.map(({ name }) => name.toLowerCase())
      ),
      ...repeated(
        `account ${id}: role`,
        roles.map(({ name }) => name.toLowerCase())
      )
    ])
  ]
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

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? message
