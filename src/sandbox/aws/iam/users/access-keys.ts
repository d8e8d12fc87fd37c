import { createAccessKey } from '../../state/build-state.js'
import type { Members } from '../../operation.js'
import { text } from '../../query-input.js'
import type { AccessKey, StoredUser } from '../../state/state.js'
import { limitExceeded, noSuchEntity } from '../errors.js'
import { page } from '../page.js'
import { KEYS_PER_USER } from '../quotas.js'
import { accessKeyId, paging } from '../shapes.js'
import { userOperation } from './user-operation.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export const createAccessKeyOfUser = userOperation({
  name: 'CreateAccessKey',
  user: 'named-or-caller',
  run: (user, _input, { state, now }) => {
    if (user.keys.length >= KEYS_PER_USER) {
      throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${KEYS_PER_USER}`)
    }
    const key = createAccessKey(state, now)
    user.keys.push(key)
    return { AccessKey: { ...renderKey(user, key), SecretAccessKey: key.secret } }
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export const updateAccessKey = userOperation({
  name: 'UpdateAccessKey',
  user: 'named-or-caller',
  members: { AccessKeyId: accessKeyId, Status: { kind: 'text', oneOf: ['Active', 'Inactive'] } },
  run: (user, input, { now }) => {
    const { key, index } = keyOf(user, input)
    user.formerKeys.push({ key, until: now })
    user.keys[index] = { ...key, active: text(input, 'Status') === 'Active' }
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
export const deleteAccessKey = userOperation({
  name: 'DeleteAccessKey',
  user: 'named-or-caller',
  members: { AccessKeyId: accessKeyId },
  run: (user, input, { now }) => {
    const { key, index } = keyOf(user, input)
    user.formerKeys.push({ key, until: now })
    user.keys.splice(index, 1)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export const listAccessKeys = userOperation({
  name: 'ListAccessKeys',
  user: 'named-or-caller',
  members: paging,
  run: (user, input, call) => {
    const { items, rest } = page(user.keys, input, call)
    return { AccessKeyMetadata: items.map((key) => renderKey(user, key)), ...rest }
  }
})

function keyOf(user: StoredUser, input: Members): { key: AccessKey; index: number } {
  const id = text(input, 'AccessKeyId')
  const index = user.keys.findIndex((key) => key.id === id)
  const key = user.keys[index]
  if (key === undefined) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`)
  return { key, index }
}

function renderKey({ name }: StoredUser, { id, active, createdAt }: AccessKey): Members {
  const Status = active ? 'Active' : 'Inactive'
  return { UserName: name, AccessKeyId: id, Status, CreateDate: new Date(createdAt) }
}
