import type { Call, Operation } from '../../operation.js'
import { text } from '../../query-input.js'
import type { StoredIdentity } from '../../state/state.js'
import type { IdentityOperationParts } from './attachments.js'
import { encodeDocument } from './documents.js'
import { policyNamed, putPolicy, removePolicy, type PolicyHolder } from './inline-policies.js'
import { page } from '../page.js'
import { policyDocument, policyName, paging } from '../shapes.js'

/** Those who can have inline policies: how their operations are made, and how large all may be. */
export interface InlinePolicyParts<T extends StoredIdentity> {
  readonly kind: 'Role' | 'User' | 'Group'
  readonly operation: (parts: IdentityOperationParts<T>) => Operation
  /** All inline policies together, in characters. */
  readonly limit: (call: Call) => number
  readonly boundary?: NonNullable<IdentityOperationParts<T>['context']>
}

/**
 * Put…Policy, Get…Policy, Delete…Policy and List…Policies of roles, users or groups.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export function inlinePolicyOperations<T extends StoredIdentity>(
  parts: InlinePolicyParts<T>
): readonly Operation[] {
  const { kind, operation, boundary } = parts
  const bounded = boundary === undefined ? {} : { context: boundary }
  return [
    operation({ ...put(parts), ...bounded }),
    operation(get(kind)),
    operation({
      ...bounded,
      name: `Delete${kind}Policy`,
      members: { PolicyName: policyName },
      run: (identity, input, { now }) => {
        removePolicy(holder(kind, identity), text(input, 'PolicyName'), now)
        return {}
      }
    }),
    operation({
      name: `List${kind}Policies`,
      members: paging,
      run: ({ inlinePolicies }, input, call) => {
        const { items, rest } = page([...inlinePolicies.current.keys()].sort(), input, call)
        return { PolicyNames: items, ...rest }
      }
    })
  ]
}

function put<T extends StoredIdentity>({
  kind,
  limit
}: InlinePolicyParts<T>): IdentityOperationParts<T> {
  return {
    name: `Put${kind}Policy`,
    members: { PolicyName: policyName, PolicyDocument: policyDocument },
    run: (identity, input, call) => {
      putPolicy(holder(kind, identity), {
        name: text(input, 'PolicyName'),
        document: text(input, 'PolicyDocument'),
        limit: limit(call),
        now: call.now
      })
      return {}
    }
  }
}

function get<T extends StoredIdentity>(
  kind: InlinePolicyParts<T>['kind']
): IdentityOperationParts<T> {
  return {
    name: `Get${kind}Policy`,
    members: { PolicyName: policyName },
    run: (identity, input) => {
      const PolicyName = text(input, 'PolicyName')
      const PolicyDocument = encodeDocument(policyNamed(holder(kind, identity), PolicyName))
      return { [`${kind}Name`]: identity.name, PolicyName, PolicyDocument }
    }
  }
}

const kinds = { Role: 'role', User: 'user', Group: 'group' } as const

const holder = (
  kind: keyof typeof kinds,
  { name, inlinePolicies }: StoredIdentity
): PolicyHolder => ({ kind: kinds[kind], name, inlinePolicies })
