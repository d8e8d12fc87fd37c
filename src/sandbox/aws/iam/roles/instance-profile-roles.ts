import { text } from '../../query-input.js'
import { limitExceeded, noSuchEntity } from '../errors.js'
import {
  instanceProfileOperation,
  profilesOf,
  renderProfile
} from './instance-profile-operation.js'
import { page } from '../page.js'
import { refuseUnmodifiable } from './protected-roles.js'
import { accountOf, roleNamed, roleOperation } from './role-operation.js'
import { entityName, paging } from '../shapes.js'

/**
 * AWS asks for `iam:PassRole` on the role, too; the sandbox does not.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
 */
export const addRoleToInstanceProfile = instanceProfileOperation({
  name: 'AddRoleToInstanceProfile',
  members: { RoleName: entityName },
  run: ({ roles }, input, call) => {
    const role = roleNamed(text(input, 'RoleName'), call)
    refuseUnmodifiable(role, 'AddRoleToInstanceProfile')
    if (roles.current.length > 0) {
      throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1')
    }
    roles.set([role], call.now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html */
export const removeRoleFromInstanceProfile = instanceProfileOperation({
  name: 'RemoveRoleFromInstanceProfile',
  members: { RoleName: entityName },
  run: ({ name, roles }, input, call) => {
    const role = roleNamed(text(input, 'RoleName'), call)
    refuseUnmodifiable(role, 'RemoveRoleFromInstanceProfile')
    if (!roles.current.includes(role)) {
      // Unknown in AWS: the words for a role that is not in the profile; our own.
      throw noSuchEntity(`The role with name ${role.name} is not in instance profile ${name}.`)
    }
    roles.set([], call.now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html */
export const listInstanceProfilesForRole = roleOperation({
  name: 'ListInstanceProfilesForRole',
  members: paging,
  run: (role, input, call) => {
    const { items, rest } = page(profilesOf(role, accountOf(call)), input, call)
    return { InstanceProfiles: items.map((profile) => renderProfile(profile, call)), ...rest }
  }
})
