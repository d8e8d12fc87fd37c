import { awsManagedPolicies } from '../../aws/iam/policies/aws-managed-policies.js'
import type { World, WorldAccount } from './world-schema.js'

/** Names of things in a world that are not there, each with its place. */
export function referenceMistakes(world: World): readonly string[] {
  const ofAws = [...awsManagedPolicies(world.partition).values()]
  const awsPolicies = ofAws.flatMap(({ name, arn }) => [name, arn])
  return world.accounts.flatMap((account) => {
    const { id, managedPolicies } = account
    const own = Object.keys(managedPolicies)
    const arns = own.map((name) => `arn:${world.partition}:iam::${id}:policy/${name}`)
    const policies = new Set([...awsPolicies, ...own, ...arns])
    return [...iamReferences(account, policies), ...smsVoiceReferences(account, world.region)].map(
      (mistake) => `account ${id}: ${mistake}`
    )
  })
}

interface Holder {
  readonly name: string
  readonly attached: readonly string[]
  readonly permissionsBoundary?: string | undefined
  readonly groups?: readonly string[]
}

function iamReferences(
  { groups, users, roles }: WorldAccount,
  policies: ReadonlySet<string>
): readonly string[] {
  const groupNames = new Set(groups.map(({ name }) => name.toLowerCase()))
  const ofHolder = (kind: string) => (holder: Holder) => {
    const { name, attached, permissionsBoundary: boundary, groups: joined = [] } = holder
    const named = [...attached, ...(boundary === undefined ? [] : [boundary])]
    return [
      ...absent(named, 'managed policy', (one) => policies.has(one)),
      ...absent(joined, 'group', (one) => groupNames.has(one.toLowerCase()))
    ].map((mistake) => `${kind} ${name}: ${mistake}`)
  }
  return [
    ...groups.flatMap(ofHolder('group')),
    ...users.flatMap(ofHolder('user')),
    ...roles.flatMap(ofHolder('role'))
  ]
}

/** What SMS Voice relates is in one Region. */
function smsVoiceReferences(
  { numbers, pools, registrations, optOutLists }: WorldAccount,
  home: string
): readonly string[] {
  const hasNumber = (region: string) => (id: string) =>
    numbers.some((number) => number.id === id && (number.region ?? home) === region)
  const hasList = (region: string) => (name: string) =>
    name === 'Default' ||
    optOutLists.some((list) => list.name === name && (list.region ?? home) === region)
  const members = [...pools, ...registrations].flatMap(({ id, numbers: named, region = home }) =>
    absent(named, 'number', hasNumber(region)).map((said) => `${id}: ${said} in ${region}`)
  )
  const lists = numbers.flatMap(({ id, optOutList = 'Default', region = home }) =>
    absent([optOutList], 'opt-out list', hasList(region)).map(
      (said) => `${id}: ${said} in ${region}`
    )
  )
  return [...members, ...lists]
}

function absent(
  names: readonly string[],
  what: string,
  isThere: (name: string) => boolean
): readonly string[] {
  return names.filter((name) => !isThere(name)).map((name) => `there is no ${what} ${name}`)
}
