import {
  addGroup,
  addPolicy,
  addRole,
  addUser
} from '../../../../src/sandbox/aws/state/build-state.js'
import { History } from '../../../../src/sandbox/aws/history.js'
import type {
  AwsState,
  StoredAccount,
  StoredPolicy
} from '../../../../src/sandbox/aws/state/state.js'
import { policy, trusting } from '../test-aws.js'
import { there } from '../there.js'

const reading = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' })

/** Adds what the samples of IAM speak of. */
export function addIamSampleWorld(state: AwsState, account: StoredAccount): void {
  addPolicy(state, account, { name: 'managed', document: reading })
  const attached = withSecondVersion(
    addPolicy(state, account, { name: 'attached', document: reading })
  )
  const given = { policies: { p: reading }, attached: [attached] }
  const staff = addGroup(state, account, { name: 'staff', ...given })
  addGroup(state, account, { name: 'bare' })
  addUser(state, account, {
    name: 'bob',
    ...given,
    groups: [staff],
    keys: [{ id: there.keyId, secret: 'x', active: true, createdAt: 0 }]
  })
  addUser(state, account, { name: 'bare', keys: [] })
  const trust = trusting(there.account)
  const app = addRole(state, account, { name: 'app', trust, ...given })
  addRole(state, account, { name: 'bare', trust })
  addInstanceProfile(account, 'machine', [app])
  addInstanceProfile(account, 'bare', [])
}

/** The second version is the one in effect, so that the first can be deleted. */
function withSecondVersion(stored: StoredPolicy): StoredPolicy {
  const { all, next, changedAt } = stored.versions.current
  const second = { id: 'v2', document: reading, createdAt: changedAt }
  const versions = { all: [...all, second], defaultId: 'v2', next: next + 1, changedAt }
  return Object.assign(stored, { versions: new History(versions) })
}

function addInstanceProfile(
  account: StoredAccount,
  name: string,
  roles: readonly ReturnType<typeof addRole>[]
): void {
  account.instanceProfiles.set(name, {
    name,
    path: '/',
    id: `AIPA${name.toUpperCase().padEnd(17, 'A')}`,
    arn: `arn:aws:iam::${account.id}:instance-profile/${name}`,
    createdAt: 0,
    roles: new History(roles),
    tags: new History(new Map())
  })
}
