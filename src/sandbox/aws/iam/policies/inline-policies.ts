import type { PolicyDocument } from '../../../../policy/document/document.js'
import { policySize } from '../../../../policy/document/validate.js'
import type { History } from '../../history.js'
import { readDocument } from './documents.js'
import { limitExceeded, noSuchEntity } from '../errors.js'

type Policies = ReadonlyMap<string, PolicyDocument>

/** Whose inline policies they are. */
export interface PolicyHolder {
  readonly kind: 'role' | 'user' | 'group'
  readonly name: string
  readonly inlinePolicies: History<Policies>
}

/** An inline policy to be stored. */
export interface PolicyPut {
  readonly name: string
  readonly document: string
  /** The most that all inline policies of the holder may count together. */
  readonly limit: number
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * Adds an inline policy, or replaces the one of this name.
 *
 * @throws AwsError MalformedPolicyDocument, or LimitExceeded over the quota
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function putPolicy(holder: PolicyHolder, { name, document, limit, now }: PolicyPut): void {
  const parsed = readDocument(document, 'identity')
  const policies = new Map(holder.inlinePolicies.current).set(name, parsed)
  const size = [...policies.values()].reduce((sum, policy) => sum + policySize(policy), 0)
  if (size > limit) {
    const whose = `${holder.kind} ${holder.name}`
    throw limitExceeded(`Maximum policy size of ${limit} bytes exceeded for ${whose}`)
  }
  holder.inlinePolicies.set(policies, now)
}

/** An inline policy by its exact name. Throws AwsError NoSuchEntity. */
export function policyNamed({ kind, inlinePolicies }: PolicyHolder, name: string): PolicyDocument {
  const found = inlinePolicies.current.get(name)
  if (found === undefined) {
    throw noSuchEntity(`The ${kind} policy with name ${name} cannot be found.`)
  }
  return found
}

/** Removes an inline policy. Throws AwsError NoSuchEntity. */
export function removePolicy(holder: PolicyHolder, name: string, now: number): void {
  policyNamed(holder, name)
  const kept = [...holder.inlinePolicies.current].filter(([key]) => key !== name)
  holder.inlinePolicies.set(new Map(kept), now)
}
