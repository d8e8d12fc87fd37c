import { History } from '../../history.js'
import type { Call, Members, Operation } from '../../operation.js'
import { optionalText, refuseUnlessModelled, text } from '../../query-input.js'
import type { StoredInstanceProfile } from '../../state/state.js'
import { deleteConflict, entityAlreadyExists, limitExceeded } from '../errors.js'
import {
  instanceProfileOperation,
  renderListedProfile,
  renderProfile
} from './instance-profile-operation.js'
import { page } from '../page.js'
import { accountOf } from './role-operation.js'
import { longName, paging, path, pathPrefix, tagList } from '../shapes.js'
import { refuseBadTagKeys, requestTagContext, requestTags } from '../tags.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const createInstanceProfile: Operation = {
  service: 'iam',
  name: 'CreateInstanceProfile',
  actions: (input) => [
    'iam:CreateInstanceProfile',
    ...(requestTags(input).size > 0 ? ['iam:TagInstanceProfile'] : [])
  ],
  resources: (input, call) => [newProfileArn(input, call)],
  context: requestTagContext,
  validate: (input) => {
    const members = { InstanceProfileName: longName, 'Path?': path, 'Tags?': tagList }
    refuseUnlessModelled({ members }, input)
    refuseBadTagKeys(input)
  },
  run: (input, call) => {
    const { instanceProfiles, quotas } = accountOf(call)
    const name = text(input, 'InstanceProfileName')
    if (instanceProfiles.has(name.toLowerCase())) {
      throw entityAlreadyExists(`Instance Profile ${name} already exists.`)
    }
    if (instanceProfiles.size >= quotas.instanceProfiles) {
      const quota = quotas.instanceProfiles
      throw limitExceeded(`Cannot exceed quota for InstanceProfilesPerAccount: ${quota}`)
    }
    const profile: StoredInstanceProfile = {
      name,
      path: optionalText(input, 'Path') ?? '/',
      id: call.state.ids.unique('AIPA', 17),
      arn: newProfileArn(input, call),
      createdAt: call.now,
      roles: new History([]),
      tags: new History(requestTags(input))
    }
    instanceProfiles.set(name.toLowerCase(), profile)
    return { InstanceProfile: renderProfile(profile, call) }
  }
}

function newProfileArn(input: Members, { state, caller }: Call): string {
  const itsPath = optionalText(input, 'Path') ?? '/'
  const name = text(input, 'InstanceProfileName')
  return `arn:${state.partition}:iam::${caller.account}:instance-profile${itsPath}${name}`
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html */
export const getInstanceProfile = instanceProfileOperation({
  name: 'GetInstanceProfile',
  run: (profile, _input, call) => ({ InstanceProfile: renderProfile(profile, call) })
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html */
export const deleteInstanceProfile = instanceProfileOperation({
  name: 'DeleteInstanceProfile',
  run: ({ name, roles }, _input, call) => {
    if (roles.current.length > 0) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.')
    }
    accountOf(call).instanceProfiles.delete(name.toLowerCase())
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html */
export const listInstanceProfiles: Operation = {
  service: 'iam',
  name: 'ListInstanceProfiles',
  actions: () => ['iam:ListInstanceProfiles'],
  resources: (input, { state, caller }) => [
    `arn:${state.partition}:iam::${caller.account}:instance-profile${optionalText(input, 'PathPrefix') ?? '/'}`
  ],
  validate: (input) => {
    refuseUnlessModelled({ members: { 'PathPrefix?': pathPrefix, ...paging } }, input)
  },
  run: (input, call) => {
    const prefix = optionalText(input, 'PathPrefix') ?? '/'
    const profiles = [...accountOf(call).instanceProfiles.values()]
      .filter((profile) => profile.path.startsWith(prefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const { items, rest } = page(profiles, input, call)
    const InstanceProfiles = items.map((profile) => renderListedProfile(profile, call))
    return { InstanceProfiles, ...rest }
  }
}
