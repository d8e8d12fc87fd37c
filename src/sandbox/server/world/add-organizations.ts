import type { PolicyDocument } from '../../../policy/document/document.js'
import { addOrganization, type NewEntity } from '../../aws/organizations/build-organization.js'
import type { AwsState } from '../../aws/state/state.js'
import type { WorldOrganization } from './organization-schema.js'

/** Puts a world's accounts into its organizations. */
export function addOrganizations(
  state: AwsState,
  organizations: readonly WorldOrganization[]
): void {
  for (const { root, units, accounts, ...organization } of organizations) {
    addOrganization(state, {
      ...organization,
      root: { id: root.id, ...attachedTo(root) },
      units: units.map((unit) => ({ id: unit.id, parent: unit.parent, ...attachedTo(unit) })),
      accounts: accounts.map((place) => {
        return { account: place.account, parent: place.parent, ...attachedTo(place) }
      })
    })
  }
}

/** What a world says is attached to a root, a unit or an account. */
export interface Attached {
  readonly scps: Readonly<Record<string, PolicyDocument>>
  readonly fullAwsAccess: boolean
  readonly rcps: Readonly<Record<string, PolicyDocument>>
}

const attachedTo = ({ scps, fullAwsAccess, rcps }: Attached): NewEntity => ({
  scps: Object.values(scps),
  fullAwsAccess,
  rcps: Object.values(rcps)
})
