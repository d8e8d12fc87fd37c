import type { Members } from '../../operation.js'
import { optionalText } from '../../query-input.js'
import type { StoredIdentity } from '../../state/state.js'
import { page } from '../page.js'
import { attachmentsOf, boundBy } from './policies-of-account.js'
import { policyOperation } from './policy-operation.js'
import { paging, path, policyUsage } from '../shapes.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export const listEntitiesForPolicy = policyOperation({
  name: 'ListEntitiesForPolicy',
  effect: 'reads',
  members: {
    'EntityFilter?': {
      kind: 'text',
      oneOf: ['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy']
    },
    'PathPrefix?': path,
    'PolicyUsageFilter?': policyUsage,
    ...paging
  },
  run: (policy, input, call) => {
    const usage = optionalText(input, 'PolicyUsageFilter')
    const uses = [
      ...(usage === 'PermissionsBoundary' ? [] : [attachmentsOf(policy, call)]),
      ...(usage === 'PermissionsPolicy' ? [] : [boundBy(policy, call)])
    ]
    const entities = [
      ...uses.flatMap(({ groups }) => groups.map((group) => entity('Group', group))),
      ...uses.flatMap(({ users }) => users.map((user) => entity('User', user))),
      ...uses.flatMap(({ roles }) => roles.map((role) => entity('Role', role)))
    ]
    const filter = optionalText(input, 'EntityFilter')
    const prefix = optionalText(input, 'PathPrefix') ?? '/'
    const wanted = entities
      .filter(({ kind }) => filter === undefined || filter === kind)
      .filter((one) => one.path.startsWith(prefix))
    const { items, rest } = page(distinct(wanted), input, call)
    const of = (kind: Kind): readonly Members[] =>
      items.filter((item) => item.kind === kind).map(({ members }) => members)
    return { PolicyGroups: of('Group'), PolicyUsers: of('User'), PolicyRoles: of('Role'), ...rest }
  }
})

type Kind = 'Group' | 'User' | 'Role'

interface Entity {
  readonly kind: Kind
  readonly id: string
  readonly path: string
  readonly members: Members
}

const entity = (kind: Kind, { name, id, path: itsPath }: StoredIdentity): Entity => ({
  kind,
  id,
  path: itsPath,
  members: { [`${kind}Name`]: name, [`${kind}Id`]: id }
})

const distinct = (entities: readonly Entity[]): readonly Entity[] => [
  ...new Map(entities.map((one) => [one.id, one])).values()
]
