import type { Change } from '../../domain/plan/change.js'
import type { Finding } from '../../domain/findings/finding.js'
import type { ObservedRole } from '../../domain/role/observed-role.js'
import { ownerOf } from '../../domain/role/ownership.js'
import type { SenderRequest } from '../../domain/request.js'
import type { Difference } from '../../domain/run-report.js'
import { permissionsPolicyName } from '../../domain/sender.js'

/** What an adoption is judged by: the role as found, how it differs, and what is to be written. */
export interface Adoption {
  readonly observed: ObservedRole
  readonly differences: readonly Difference[]
  readonly plan: readonly Change[]
}

/**
 * What taking over a role does to it, to be said before anything is written; none where the role
 * is missing or already this configuration's. A warning where somebody loses access or the role a
 * policy.
 */
export function adoptionFindings(
  request: SenderRequest,
  { observed, differences, plan }: Adoption
): readonly Finding[] {
  if (!observed.exists) return []
  const owner = ownerOf(observed, request.configurationId)
  if (owner.kind !== 'nobody') return []
  const losing = principalsLosing(differences)
  const { removed, staying } = otherPolicies(observed, plan)
  const who = request.mode === 'check' ? 'An apply with adopt: true takes' : 'This run takes'
  const message = [
    `${who} over the role ${observed.arn}, which ${owner.why}: it is tagged as this configuration's, with sms-10dlc:origin = adopted, and brought to the configuration (${kindsOf(plan)}).`,
    ...told(
      losing,
      (list) => `Access that the configuration does not grant is taken from ${list}.`
    ),
    ...told(
      removed,
      (list) => `It loses the policies ${list}; keep-policies names those that stay.`
    ),
    ...told(staying, (list) => `It keeps the policies ${list}.`),
    'mode: destroy never deletes an adopted role.'
  ].join(' ')
  const takes = losing.length > 0 || removed.length > 0
  return [{ level: takes ? 'warning' : 'notice', code: 'ROLE_ADOPTED', message }]
}

/** Who may assume the role now beyond what the configuration grants, as the trust policy names them. */
function principalsLosing(differences: readonly Difference[]): readonly string[] {
  const names = differences
    .filter(({ part }) => part === 'trust')
    .flatMap(({ gained }) => gained)
    .filter(({ effect }) => effect === 'Allow')
    .map(({ principal }) => nameOf(principal))
  return [...new Set(names)]
}

function nameOf(principal: Difference['gained'][number]['principal']): string {
  if (principal === undefined) return 'anybody'
  if ('not' in principal) return `everybody but ${JSON.stringify(principal.not)}`
  return principal.value === '*' ? 'anybody' : principal.value
}

function otherPolicies(
  observed: Extract<ObservedRole, { readonly exists: true }>,
  plan: readonly Change[]
): { readonly removed: readonly string[]; readonly staying: readonly string[] } {
  const all = [
    ...Object.keys(observed.inlinePolicies).filter((name) => name !== permissionsPolicyName),
    ...observed.attachedPolicies.map(({ arn }) => arn)
  ]
  const gone = new Set(
    plan.flatMap((change) => {
      if (change.kind === 'delete-inline-policy') return [change.name]
      return change.kind === 'detach-policy' ? [change.arn] : []
    })
  )
  return {
    removed: all.filter((one) => gone.has(one)),
    staying: all.filter((one) => !gone.has(one))
  }
}

const mostNamed = 10

function told(list: readonly string[], say: (list: string) => string): readonly string[] {
  if (list.length === 0) return []
  const named = list.slice(0, mostNamed)
  const rest = list.length - named.length
  return [say([...named, ...(rest > 0 ? [`${rest} more`] : [])].join(', '))]
}

function kindsOf(plan: readonly Change[]): string {
  return plan.map(({ kind }) => kind).join(', ')
}
