import type { PolicyDocument } from '../../../policy/document/document.js'
import type { AwsState } from '../state/state.js'
import type { OrganizationPlace } from './organization-place.js'

/** A root, a unit or an account with what is attached to it. */
export interface NewEntity {
  /** Service control policies beside FullAWSAccess. */
  readonly scps?: readonly PolicyDocument[]
  /** Whether FullAWSAccess is attached, as it is until somebody detaches it. */
  readonly fullAwsAccess?: boolean
  /** Resource control policies beside RCPFullAWSAccess, which cannot be detached. */
  readonly rcps?: readonly PolicyDocument[]
}

export interface NewOrganization {
  /** o-… */
  readonly id: string
  readonly managementAccount: string
  /** r-… */
  readonly root: NewEntity & { readonly id: string }
  /** ou-…; a parent stands before its children. */
  readonly units?: readonly (NewEntity & { readonly id: string; readonly parent: string })[]
  /** The management account stands at the root unless it is named here. */
  readonly accounts: readonly (NewEntity & { readonly account: string; readonly parent: string })[]
}

type Level = Pick<OrganizationPlace, 'path' | 'scps' | 'rcps'>

/**
 * Puts accounts into an organization that has existed for long.
 *
 * @throws Error for a parent that is not there
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_getting-started_concepts.html
 */
export function addOrganization(state: AwsState, organization: NewOrganization): void {
  const { id: organizationId, managementAccount, root, units = [] } = organization
  const start: Level = { path: `${organizationId}/`, scps: [], rcps: [] }
  const levels = new Map([[root.id, below(start, root, root.id)]])
  for (const unit of units) levels.set(unit.id, below(levelOf(levels, unit.parent), unit, unit.id))
  const management = { account: managementAccount, parent: root.id }
  for (const { account, parent, ...entity } of [management, ...organization.accounts]) {
    const kind = account === managementAccount ? 'management' : 'member'
    const place = below(levelOf(levels, parent), entity)
    state.organizationPlaces.set(account, { organizationId, kind, ...place })
  }
}

function levelOf(levels: ReadonlyMap<string, Level>, id: string): Level {
  const level = levels.get(id)
  if (level === undefined) throw new Error(`the organization has no ${id}`)
  return level
}

function below(above: Level, entity: NewEntity, id?: string): Level {
  const { scps = [], fullAwsAccess = true, rcps = [] } = entity
  return {
    path: id === undefined ? above.path : `${above.path}${id}/`,
    scps: [...above.scps, [...(fullAwsAccess ? [fullAccess] : []), ...scps]],
    rcps: [...above.rcps, rcps]
  }
}

/** FullAWSAccess, which AWS attaches to every root, unit and account. */
const fullAccess: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }]
}
