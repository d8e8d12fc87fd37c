import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  type IAMClient,
  type Role
} from '@aws-sdk/client-iam'
import type { RoleName } from '../../domain/aws-ids.js'
import type { ObservedRole } from '../../domain/role/observed-role.js'
import { decodePolicy, type PolicyDocument } from '../../policy/document/document.js'
import type { Ask, Reply } from '../ask.js'
import { given, IncompleteAnswer } from '../wire/failure.js'

/** What the reads of a role share. */
export interface RoleReader {
  readonly iam: IAMClient
  readonly ask: Ask
  readonly name: RoleName
  /** How messages name the role. */
  readonly about: string
}

/** A role in the account of a caller, for messages: its path is not known. */
export function roleNamed(
  name: RoleName,
  caller: { readonly account: string; readonly arn: string }
) {
  const [, partition = 'aws'] = caller.arn.split(':')
  return `arn:${partition}:iam::${caller.account}:role/${name}`
}

type Existing = Extract<ObservedRole, { readonly exists: true }>
/** What GetRole tells of a role. */
export type RoleItself = Omit<Existing, 'inlinePolicies' | 'attachedPolicies'>
/** A managed policy on the role. */
export type Attached = Existing['attachedPolicies'][number]

/**
 * The role itself, with all its tags: a role has at most 50 and this answer no pages.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export function getRole({ iam, ask, name, about }: RoleReader): Promise<Reply<RoleItself>> {
  return ask({
    name: 'iam:GetRole',
    about,
    effect: 'none',
    send: () => iam.send(new GetRoleCommand({ RoleName: name })),
    read: ({ Role: role }) => readRole(given(role, 'Role'))
  })
}

function readRole(role: Role): RoleItself {
  given(role.RoleName, 'Role.RoleName')
  const boundary = role.PermissionsBoundary
  return {
    exists: true,
    arn: given(role.Arn, 'Role.Arn'),
    path: given(role.Path, 'Role.Path'),
    description: role.Description ?? '',
    maxSessionSeconds: given(role.MaxSessionDuration, 'Role.MaxSessionDuration'),
    tags: Object.fromEntries(
      // A tag's value may be empty, its key may not.
      (role.Tags ?? []).map(({ Key, Value }) => [given(Key, 'Tags.Key'), Value ?? ''])
    ),
    trust: readDocument(role.AssumeRolePolicyDocument, 'Role.AssumeRolePolicyDocument'),
    ...(boundary && {
      boundaryArn: given(
        boundary.PermissionsBoundaryArn,
        'Role.PermissionsBoundary.PermissionsBoundaryArn'
      )
    })
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export function getInline(
  { iam, ask, name, about }: RoleReader,
  policyName: string
): Promise<Reply<PolicyDocument>> {
  return ask({
    name: 'iam:GetRolePolicy',
    about,
    effect: 'none',
    send: () => iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: policyName })),
    read: ({ PolicyDocument }) => readDocument(PolicyDocument, `PolicyDocument of ${policyName}`)
  })
}

/** A document as IAM sends it. Throws IncompleteAnswer for what is none. */
export function readDocument(encoded: string | undefined, what: string): PolicyDocument {
  const parsed = decodePolicy(given(encoded, what))
  if ('document' in parsed) return parsed.document
  throw new IncompleteAnswer(`the service answered with a ${what} that is none: ${parsed.problem}`)
}

/** The names of the inline policies, all pages of them. */
export function listInline({ iam, ask, name, about }: RoleReader): Promise<Reply<string[]>> {
  return allPages((Marker) =>
    ask({
      name: 'iam:ListRolePolicies',
      about,
      effect: 'none',
      send: () => iam.send(new ListRolePoliciesCommand({ RoleName: name, ...Marker })),
      read: (output) => ({
        items: given(output.PolicyNames, 'PolicyNames'),
        next: readMarker(output)
      })
    })
  )
}

/** The managed policies on the role, all pages of them. */
export function listAttached({ iam, ask, name, about }: RoleReader): Promise<Reply<Attached[]>> {
  return allPages((Marker) =>
    ask({
      name: 'iam:ListAttachedRolePolicies',
      about,
      effect: 'none',
      send: () => iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name, ...Marker })),
      read: (output) => ({
        items: given(output.AttachedPolicies, 'AttachedPolicies').map((policy) => ({
          name: given(policy.PolicyName, 'PolicyName'),
          arn: given(policy.PolicyArn, 'PolicyArn')
        })),
        next: readMarker(output)
      })
    })
  )
}

/**
 * The ARNs of the instance profiles that hold the role, all pages of them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html
 */
export function listInstanceProfiles({
  iam,
  ask,
  name,
  about
}: RoleReader): Promise<Reply<string[]>> {
  return allPages((Marker) =>
    ask({
      name: 'iam:ListInstanceProfilesForRole',
      about,
      effect: 'none',
      send: () => iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: name, ...Marker })),
      read: (output) => ({
        items: given(output.InstanceProfiles, 'InstanceProfiles').map(({ Arn }) =>
          given(Arn, 'InstanceProfile.Arn')
        ),
        next: readMarker(output)
      })
    })
  )
}

interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | undefined
}

/** IAM may return short pages while more exist: only IsTruncated tells the end. */
async function allPages<T>(
  ask: (marker: { readonly Marker?: string }) => Promise<Reply<Page<T>>>
): Promise<Reply<T[]>> {
  const all: T[] = []
  for (let next: string | undefined; ;) {
    const reply = await ask(next === undefined ? {} : { Marker: next })
    if (!reply.ok) return reply
    all.push(...reply.value.items)
    next = reply.value.next
    if (next === undefined) return { ...reply, value: all }
  }
}

function readMarker(page: {
  readonly IsTruncated?: boolean | undefined
  readonly Marker?: string | undefined
}): string | undefined {
  return given(page.IsTruncated, 'IsTruncated') ? given(page.Marker, 'Marker') : undefined
}
