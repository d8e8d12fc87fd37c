import type { RequestContext } from '../../../../policy/evaluate/evaluate.js'
import type { Call, Members, Operation } from '../../operation.js'
import { optionalText, text, type InputShape } from '../../query-input.js'
import type { StoredIdentity } from '../../state/state.js'
import { limitExceeded, noSuchEntity } from '../errors.js'
import { page } from '../page.js'
import { attachablePolicy, refuseUnlessPolicyArn } from './policies-of-account.js'
import { arn, entityName, paging, policyPath } from '../shapes.js'

/** Those who can have policies: how their operations are made, and how many they may have. */
export interface AttachmentParts<T extends StoredIdentity> {
  readonly kind: 'Role' | 'User' | 'Group'
  readonly operation: (parts: IdentityOperationParts<T>) => Operation
  readonly quota: (call: Call) => number
}

export interface IdentityOperationParts<T> {
  readonly name: string
  readonly members: Readonly<Record<string, InputShape>>
  readonly validate?: (input: Members) => void
  readonly context?: (input: Members, identity: T | undefined, call: Call) => RequestContext
  readonly run: (identity: T, input: Members, call: Call) => Members
}

/**
 * Attach…Policy, Detach…Policy and ListAttached…Policies of roles, users or groups.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
 */
export function attachmentOperations<T extends StoredIdentity>(
  parts: AttachmentParts<T>,
  boundary: (input: Members, identity: T | undefined, call: Call) => RequestContext
): readonly Operation[] {
  const { kind, operation } = parts
  const change = {
    members: { ...nameOf(kind), PolicyArn: arn },
    validate: (input: Members) => {
      refuseUnlessPolicyArn(text(input, 'PolicyArn'))
    },
    context: (input: Members, identity: T | undefined, call: Call) => ({
      'iam:PolicyARN': text(input, 'PolicyArn'),
      ...boundary(input, identity, call)
    })
  }
  return [
    operation({ ...change, name: `Attach${kind}Policy`, run: attach(parts) }),
    operation({ ...change, name: `Detach${kind}Policy`, run: detach }),
    operation({
      name: `ListAttached${kind}Policies`,
      members: { ...nameOf(kind), 'PathPrefix?': policyPath, ...paging },
      run: listAttached
    })
  ]
}

/** The model lets these operations name users more shortly than others do. */
export const nameOf = (kind: 'Role' | 'User' | 'Group'): Readonly<Record<string, InputShape>> =>
  kind === 'User' ? { UserName: entityName } : {}

function attach<T extends StoredIdentity>({ kind, quota }: AttachmentParts<T>) {
  return ({ attachedPolicies }: T, input: Members, call: Call): Members => {
    const policy = attachablePolicy(text(input, 'PolicyArn'), call)
    const attached = attachedPolicies.current
    if (attached.has(policy.arn)) return {}
    if (attached.size >= quota(call)) {
      throw limitExceeded(`Cannot exceed quota for PoliciesPer${kind}: ${quota(call)}`)
    }
    attachedPolicies.set(new Map(attached).set(policy.arn, policy), call.now)
    return {}
  }
}

function detach(
  { attachedPolicies }: StoredIdentity,
  input: Members,
  { now }: Pick<Call, 'now'>
): Members {
  const policyArn = text(input, 'PolicyArn')
  if (!attachedPolicies.current.has(policyArn)) {
    throw noSuchEntity(`Policy ${policyArn} was not found.`)
  }
  const kept = [...attachedPolicies.current].filter(([key]) => key !== policyArn)
  attachedPolicies.set(new Map(kept), now)
  return {}
}

function listAttached({ attachedPolicies }: StoredIdentity, input: Members, call: Call): Members {
  const prefix = optionalText(input, 'PathPrefix') ?? '/'
  const attached = [...attachedPolicies.current.values()]
    .filter(({ path }) => path.startsWith(prefix))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const { items, rest } = page(attached, input, call)
  const AttachedPolicies = items.map((one) => ({ PolicyName: one.name, PolicyArn: one.arn }))
  return { AttachedPolicies, ...rest }
}
