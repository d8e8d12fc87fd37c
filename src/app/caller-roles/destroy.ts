import { planCallerRemoval, type CallerPolicyPlace } from '../../domain/plan/caller-change.js'
import { isOurCallerPolicy } from '../../domain/role/caller-policy.js'
import type { Finding } from '../../domain/findings/finding.js'
import { listFirst } from '../../domain/list-first.js'
import type { PlannedCaller } from './plan.js'
import type { SeenCaller } from './survey.js'

/** What a destroy takes off the caller roles: our policy alone, whatever `adopt` says. */
export function planCallerRemovals(callers: readonly SeenCaller[]): readonly PlannedCaller[] {
  return callers
    .filter((caller) => !isForeign(caller))
    .flatMap(({ place, observed, roles }) =>
      planCallerRemoval(place, observed.policy).map((change) => ({ change, roles }))
    )
}

/** What a destroy does to the caller roles, to be said before anything is written. */
export function callerRemovalFindings(
  callers: readonly SeenCaller[],
  plan: readonly PlannedCaller[]
): readonly Finding[] {
  const places = plan.map(({ change }) => change)
  return [
    ...told(places, ({ name, role }, where): Finding => ({
      level: 'notice',
      code: 'DESTROY_PLANNED',
      message: `The inline policy ${name} is deleted from the role ${role} in ${where}, last of all. The roles themselves stay.`
    })),
    ...told(
      callers.filter(isForeign).map(({ place }) => place),
      ({ name, role }, where): Finding => ({
        level: 'warning',
        code: 'CALLER_POLICY_NOT_OURS',
        message: `The inline policy ${name} of the role ${role} in ${where} has statements that this action did not write: it is left alone.`
      })
    )
  ]
}

function isForeign({ observed: { policy } }: SeenCaller): boolean {
  return policy !== undefined && !isOurCallerPolicy(policy)
}

const list = { most: 10, separator: ', ', rest: 'more' } as const

function told(
  places: readonly CallerPolicyPlace[],
  say: (place: CallerPolicyPlace, where: string) => Finding
): readonly Finding[] {
  const [first] = places
  if (first === undefined) return []
  return [
    say(
      first,
      listFirst(
        places.map(({ account }) => account),
        list
      )
    )
  ]
}
