import type { ObservedRole } from '../../domain/role/observed-role.js'
import { ownerOf, type Origin } from '../../domain/role/ownership.js'
import type { SenderRequest } from '../../domain/request.js'
import { ActionError } from '../../errors.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

/**
 * Whose an existing role is, where this run may write it: this configuration's, or nobody's.
 *
 * Throws ROLE_OF_AWS, ROLE_OF_ANOTHER_CONFIGURATION, ROLE_OWNER_UNCLEAR.
 */
export function demandNobodyElses(
  request: Pick<SenderRequest, 'configurationId'>,
  observed: Existing
): { readonly owned: Origin } | { readonly unowned: string } {
  const owner = ownerOf(observed, request.configurationId)
  const say = (what: string): string => `the role ${observed.arn} ${what}`
  switch (owner.kind) {
    case 'this-configuration':
      return { owned: owner.origin }
    case 'nobody':
      return { unowned: owner.why }
    case 'another-configuration':
      throw new ActionError(
        'ROLE_OF_ANOTHER_CONFIGURATION',
        say(
          `belongs to the configuration "${owner.configuration}", not to "${request.configurationId}"`
        )
      )
    case 'unclear':
      throw new ActionError('ROLE_OWNER_UNCLEAR', say(owner.why))
    case 'aws':
      throw new ActionError('ROLE_OF_AWS', say(owner.why))
    default:
      return owner satisfies never
  }
}

/** Passes where the role stands where the configuration has it. Throws ROLE_PATH_DIFFERS. */
export function demandPath({ role }: Pick<SenderRequest, 'role'>, observed: Existing): void {
  if (observed.path === role.path) return
  throw new ActionError(
    'ROLE_PATH_DIFFERS',
    `the role ${observed.arn} has the path ${observed.path}, configured ${role.path}`
  )
}

/** That a role is nobody's and so not touched. */
export function notOurs({ arn }: Existing, why: string): ActionError {
  return new ActionError('ROLE_NOT_OURS', `the role ${arn} ${why}`)
}

/**
 * Passes where the role is missing, this configuration's, or nobody's and to be adopted.
 *
 * Throws ROLE_NOT_OURS, ROLE_PATH_DIFFERS, and what `demandNobodyElses` throws.
 */
export function demandOwnership(request: SenderRequest, observed: ObservedRole): void {
  if (!observed.exists) return
  const owner = demandNobodyElses(request, observed)
  if ('unowned' in owner && !request.adopt) throw notOurs(observed, owner.unowned)
  demandPath(request, observed)
}
