import type { PolicyDocument } from '../../../policy/document/document.js'
import { validatePolicy } from '../../../policy/document/validate.js'
import type { Attached } from './add-organizations.js'
import type { WorldOrganization } from './organization-schema.js'

/** The longest policy of an organization, in characters. */
const POLICY_LIMIT = 5_120

/** How many policies of a kind can be attached to one root, unit or account. */
const ATTACHED_LIMIT = 5

/**
 * What AWS Organizations would refuse, each with its place.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export function organizationMistakes(
  organizations: readonly WorldOrganization[],
  accountIds: readonly string[]
): readonly string[] {
  const twice = repeated(organizations.flatMap(membersOf))
  return [
    ...twice.map((account) => `organizations: account ${account}: occurs more than once`),
    ...organizations.flatMap((organization) => [
      ...treeMistakes(organization, accountIds),
      ...entitiesOf(organization).flatMap(attachedMistakes)
    ])
  ]
}

const membersOf = ({ managementAccount, accounts }: WorldOrganization): readonly string[] => [
  ...new Set([managementAccount]),
  ...accounts.map(({ account }) => account).filter((account) => account !== managementAccount)
]

const repeated = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index))
]

function treeMistakes(
  organization: WorldOrganization,
  accountIds: readonly string[]
): readonly string[] {
  const { id, root, units, accounts } = organization
  const known = [root.id, ...units.map((unit) => unit.id)]
  const badUnits = units.filter(({ parent }, index) => !known.slice(0, index + 1).includes(parent))
  const strangers = membersOf(organization).filter((account) => !accountIds.includes(account))
  return [
    ...badUnits.map((unit) => `${id}: ${unit.id}: there is no ${unit.parent} before it`),
    ...accounts
      .filter(({ parent }) => !known.includes(parent))
      .map(({ account, parent }) => `${id}: account ${account}: there is no ${parent}`),
    ...strangers.map((account) => `${id}: account ${account}: is not one of the world's`),
    ...repeated(known).map((unit) => `${id}: ${unit}: occurs more than once`)
  ]
}

const entitiesOf = ({ id, root, units, accounts }: WorldOrganization) => [
  { ...root, place: `${id}: ${root.id}` },
  ...units.map((unit) => ({ ...unit, place: `${id}: ${unit.id}` })),
  ...accounts.map((account) => ({ ...account, place: `${id}: account ${account.account}` }))
]

function attachedMistakes(entity: Attached & { readonly place: string }): readonly string[] {
  const { place, scps, fullAwsAccess, rcps } = entity
  const services = Object.keys(scps).length + (fullAwsAccess ? 1 : 0)
  const resources = Object.keys(rcps).length + 1
  return [
    ...(services === 0 ? [`${place}: scps: at least one is always attached`] : []),
    ...(services > ATTACHED_LIMIT ? [`${place}: scps: more than ${ATTACHED_LIMIT}`] : []),
    ...(resources > ATTACHED_LIMIT ? [`${place}: rcps: more than ${ATTACHED_LIMIT}`] : []),
    ...policyMistakes(`${place}: service control policy`, scps, 'scp'),
    ...policyMistakes(`${place}: resource control policy`, rcps, 'rcp')
  ]
}

function policyMistakes(
  place: string,
  policies: Readonly<Record<string, PolicyDocument>>,
  kind: 'scp' | 'rcp'
): readonly string[] {
  return Object.entries(policies).flatMap(([name, document]) => [
    ...validatePolicy(document, kind).map(
      ({ at, problem }) => `${place} ${name}: ${at}: ${problem}`
    ),
    ...(JSON.stringify(document).length > POLICY_LIMIT
      ? [`${place} ${name}: is longer than ${POLICY_LIMIT} characters`]
      : [])
  ])
}
