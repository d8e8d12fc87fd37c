import { assumeActions, type AssumeAction } from './refusal.js'
import type { CauseCode } from './diagnosis.js'

/** The kinds of policies that AWS names where one of them explicitly denies. */
const kinds: Readonly<Record<string, CauseCode>> = {
  'service control policy': 'service-control-policy',
  'resource control policy': 'resource-control-policy',
  'identity-based policy': 'caller-policy-denies',
  'permissions boundary': 'permissions-boundary',
  'session policy': 'session-policy',
  'resource-based policy': 'trust-denies',
  'role trust policy': 'trust-denies',
  'vpc endpoint policy': 'vpc-endpoint-policy'
}

const explicitDeny = new RegExp(
  String.raw`is not authorized to perform: sts:\w+ on resource: \S+ ` +
    `with an explicit deny in (?:an?|the) (${Object.keys(kinds).join('|')})` +
    String.raw`(?:: (arn:[^\s"']*[^\s"'.,;]))?(?![\w-])`,
  'i'
)

/**
 * The policy that explicitly denied, in AWS's own words: the one thing that its message is trusted
 * for. An implicit denial names one missing permission where several may be missing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function explicitDenyIn(
  message: string
): { readonly code: CauseCode; readonly policy?: string } | undefined {
  const [, kind, policy] = explicitDeny.exec(message) ?? []
  const name = kind?.toLowerCase() ?? ''
  const code = Object.hasOwn(kinds, name) ? kinds[name] : undefined
  if (code === undefined) return undefined
  return policy === undefined ? { code } : { code, policy }
}

/** The action that was refused: tells what was asked for, not who refused it. */
export function refusedActionIn(message: string): AssumeAction | undefined {
  const [, named] = /is not authorized to perform: (sts:\w+)/.exec(message) ?? []
  return assumeActions.find((action) => action === named)
}
