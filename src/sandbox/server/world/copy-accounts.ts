import type { World } from './world-schema.js'

/** The world with each account, and each member of an organization, as often as its `copies` say. */
export function copyAccounts(world: World): World {
  return {
    ...world,
    accounts: world.accounts.flatMap(({ copies = 0, ...account }) =>
      idsFrom(account.id, copies).map((id) => ({ ...account, id }))
    ),
    organizations: world.organizations.map((organization) => ({
      ...organization,
      accounts: organization.accounts.flatMap(({ copies = 0, ...member }) =>
        idsFrom(member.account, copies).map((account) => ({ ...member, account }))
      )
    }))
  }
}

/** An account id and those that follow it. */
function idsFrom(first: string, copies: number): readonly string[] {
  return Array.from({ length: copies + 1 }, (_none, index) =>
    String(Number(first) + index).padStart(12, '0')
  )
}
