import { text } from '../query-input.js'
import type { StoredUser } from '../state.js'
import { encodeDocument } from './documents.js'
import { policyNamed, putPolicy, removePolicy, type PolicyHolder } from './inline-policies.js'
import { page } from './page.js'
import { paging, policyDocument, policyName } from './shapes.js'
import { userOperation } from './user-operation.js'

/** All inline policies of a user together, in characters. */
export const USER_POLICY_SIZE = 2_048

const holder = ({ name, inlinePolicies }: StoredUser): PolicyHolder => {
  return { kind: 'user', name, inlinePolicies }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const putUserPolicy = userOperation({
  name: 'PutUserPolicy',
  user: 'named',
  members: { PolicyName: policyName, PolicyDocument: policyDocument },
  run: (user, input, { now }) => {
    putPolicy(holder(user), {
      name: text(input, 'PolicyName'),
      document: text(input, 'PolicyDocument'),
      limit: USER_POLICY_SIZE,
      now
    })
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html */
export const getUserPolicy = userOperation({
  name: 'GetUserPolicy',
  user: 'named',
  members: { PolicyName: policyName },
  run: (user, input) => {
    const PolicyName = text(input, 'PolicyName')
    const PolicyDocument = encodeDocument(policyNamed(holder(user), PolicyName))
    return { UserName: user.name, PolicyName, PolicyDocument }
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html */
export const deleteUserPolicy = userOperation({
  name: 'DeleteUserPolicy',
  user: 'named',
  members: { PolicyName: policyName },
  run: (user, input, { now }) => {
    removePolicy(holder(user), text(input, 'PolicyName'), now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html */
export const listUserPolicies = userOperation({
  name: 'ListUserPolicies',
  user: 'named',
  members: paging,
  run: (user, input) => {
    const { items, rest } = page([...user.inlinePolicies.current.keys()].sort(), input)
    return { PolicyNames: items, ...rest }
  }
})
