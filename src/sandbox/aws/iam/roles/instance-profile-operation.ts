import type { RequestContext } from '../../../../policy/evaluate/evaluate.js'
import type { Call, Members, Operation } from '../../operation.js'
import { refuseUnlessModelled, text, type InputShape } from '../../query-input.js'
import { tagContext } from '../../authorization/request-context.js'
import type { StoredAccount, StoredInstanceProfile, StoredRole } from '../../state/state.js'
import { noSuchEntity } from '../errors.js'
import { renderListedRole } from './render-role.js'
import { accountOf } from './role-operation.js'
import { longName } from '../shapes.js'
import { renderTags } from '../tags.js'

/** What sets one operation on an instance profile apart from another. */
export interface InstanceProfileOperationParts {
  readonly name: string
  /** Members beside InstanceProfileName. */
  readonly members?: Readonly<Record<string, InputShape>>
  readonly run: (profile: StoredInstanceProfile, input: Members, call: Call) => Members
}

/** An operation on one instance profile of the caller's account, known by its name. */
export function instanceProfileOperation(parts: InstanceProfileOperationParts): Operation {
  const { name, members = {}, run } = parts
  const named = (input: Members): string => text(input, 'InstanceProfileName')
  return {
    service: 'iam',
    name,
    actions: () => [`iam:${name}`],
    resources: (input, call) => [profileArn(named(input), call)],
    resourceName: (input) => `instance profile ${named(input)}`,
    context: (input, call) => profileTagContext(findProfile(named(input), call), call),
    validate: (input) => {
      refuseUnlessModelled({ members: { InstanceProfileName: longName, ...members } }, input)
    },
    run: (input, call) => {
      const profile = findProfile(named(input), call)
      if (profile === undefined) {
        throw noSuchEntity(`Instance Profile ${named(input)} cannot be found.`)
      }
      return run(profile, input, call)
    }
  }
}

/** The instance profiles that hold a role. */
export function profilesOf(
  role: StoredRole,
  { instanceProfiles }: StoredAccount
): readonly StoredInstanceProfile[] {
  // By id: a read of the past sees copies.
  return [...instanceProfiles.values()].filter(({ roles }) =>
    roles.current.some(({ id }) => id === role.id)
  )
}

/** An instance profile as every operation answers it. */
export function renderProfile(profile: StoredInstanceProfile, call: Call): Members {
  return { ...renderListedProfile(profile, call), Tags: renderTags(profile.tags.current) }
}

/**
 * An instance profile as ListInstanceProfiles answers it: without its tags.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html
 */
export function renderListedProfile(profile: StoredInstanceProfile, { state, now }: Call): Members {
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    CreateDate: new Date(profile.createdAt),
    Roles: profile.roles.current.map((role) => renderListedRole(role, state, now))
  }
}

function profileTagContext(profile: StoredInstanceProfile | undefined, call: Call): RequestContext {
  if (profile === undefined) return {}
  const tags = profile.tags.asOf(call.now - call.state.authorizationDelayMs)
  return { ...tagContext('aws:ResourceTag', tags), ...tagContext('iam:ResourceTag', tags) }
}

const findProfile = (name: string, call: Call): StoredInstanceProfile | undefined =>
  accountOf(call).instanceProfiles.get(name.toLowerCase())

/** A profile that does not exist is taken to have no path. */
function profileArn(name: string, call: Call): string {
  const { partition } = call.state
  const unknown = `arn:${partition}:iam::${call.caller.account}:instance-profile/${name}`
  return findProfile(name, call)?.arn ?? unknown
}
