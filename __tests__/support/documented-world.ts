import type { PolicyDocument } from '../../src/policy/document/document.js'
import type { World } from '../../src/sandbox/server/world/world-schema.js'

/** The accounts of the documentation's examples, by their ids in the worlds. */
const exampleIds: Readonly<Record<string, string>> = {
  '111122223333': '111111111111',
  '444455556666': '222222222222',
  '777788889999': '333333333333',
  '123456789012': '444444444444'
}

const issuer = 'https://token.actions.githubusercontent.com'

/** A role of an account of the examples, as the documentation tells to make it. */
export interface DocumentedRole {
  readonly account: string
  readonly name: string
  readonly trust: PolicyDocument
  readonly policies: readonly PolicyDocument[]
}

/** What is made in the accounts before a workflow runs. */
export interface Setting {
  readonly roles: readonly DocumentedRole[]
  /** The audiences of the identity provider for GitHub, in the accounts that have one. */
  readonly audiences: Readonly<Record<string, readonly string[]>>
}

/**
 * A world with the ids of the documentation's examples, in which of all roles only the sender role
 * stays and these are added.
 */
export function documentedWorld(world: World, { roles, audiences }: Setting): World {
  const [sample] = world.accounts.flatMap((account) => account.roles)
  if (sample === undefined) throw new Error('the world has no role to take as a sample')
  const renamed = withExampleIds(world)
  const accounts = renamed.accounts.map((account) => {
    const clientIds = audiences[account.id]
    const made = roles
      .filter((role) => role.account === account.id)
      .map(({ name, trust, policies }) => ({
        ...sample,
        name,
        trust,
        policies: Object.fromEntries(policies.map((policy, at) => [`policy-${at + 1}`, policy])),
        tags: {}
      }))
    return {
      ...account,
      roles: [...account.roles.filter(({ name }) => name === 'sms-10dlc-sender'), ...made],
      oidcProviders: clientIds === undefined ? [] : [{ url: issuer, clientIds: [...clientIds] }]
    }
  })
  return { ...renamed, accounts }
}

function withExampleIds(world: World): World {
  const text = Object.entries(exampleIds).reduce(
    (renamed, [id, example]) => renamed.replaceAll(id, example),
    JSON.stringify(world)
  )
  return JSON.parse(text) as World
}
