import type { Secondary } from './request.js'

/**
 * Whether a secondary's callers let an identity in, as far as its ARN tells.
 *
 * GetCallerIdentity shows a session as `assumed-role/NAME/SESSION`, without the role's path, so
 * only the name can be compared: `yes` means that nothing speaks against it.
 */
export function matchesCallers(arn: string, secondary: Secondary): 'yes' | 'no' {
  if (arn.split(':')[4] !== secondary.account) return 'no'
  if (secondary.callers.length === 0) return 'yes'
  const role = /^arn:[^:]+:sts::\d{12}:assumed-role\/([^/]+)\//.exec(arn)?.[1]
  if (role === undefined) return 'no'
  return secondary.callers.some((caller) => couldBe(role, caller)) ? 'yes' : 'no'
}

/** A wildcard spans `/`, so the name may begin anywhere after one. */
function couldBe(name: string, caller: string): boolean {
  const resource = caller.slice(caller.indexOf(':role/') + ':role/'.length)
  const last = resource.slice(resource.lastIndexOf('/') + 1)
  return wildcard(last).test(name)
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '.')}$`)
}
