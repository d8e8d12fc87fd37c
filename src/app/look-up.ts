import { ActionError } from '../errors.js'
import { boundaryFindings, boundaryOf, type Boundary } from '../domain/role/boundary.js'
import { isInvalid } from '../domain/invalid.js'
import { policyFindings } from '../domain/findings/policy-findings.js'
import {
  concealNumber,
  type NumberReference,
  type PhoneNumber
} from '../domain/messaging/phone-number.js'
import type { Finding } from '../domain/findings/finding.js'
import type { SenderRequest } from '../domain/request.js'
import type { Quotas } from '../domain/role/sizes.js'
import { desiredRole } from '../domain/sender.js'
import { demandOwnership } from './plan/demand-ownership.js'
import type { Primary, Roles } from './ports.js'
import type { LookedUp } from './prove/ground.js'

/** Everything the plan depends on, as the primary holds it. */
export interface Ground extends LookedUp {
  /** The boundary that the role has or will have, and what it says. */
  readonly boundary?: Boundary
  readonly quotas: Quotas
}

/**
 * Reads what the plan depends on, and refuses what cannot be planned.
 * Throws NUMBER_NOT_FOUND, NUMBER_WRONG_TYPE, APPLICATION_NOT_FOUND, ROLE_NOT_OURS, ROLE_OF_AWS,
 * ROLE_OF_ANOTHER_CONFIGURATION, ROLE_OWNER_UNCLEAR, ROLE_PATH_DIFFERS, POLICY_TOO_LARGE,
 * BOUNDARY_NOT_FOUND, and what the reads throw.
 */
export async function lookUp(
  request: SenderRequest,
  primary: Primary,
  quotas: Quotas
): Promise<Ground> {
  const { roles, numbers, applications } = primary
  const find = (reference: NumberReference | undefined): Promise<PhoneNumber | undefined> =>
    reference === undefined ? Promise.resolve(undefined) : numbers.find(reference)
  const [observed, configuredBoundary, number, otherNumber, application] = await Promise.all([
    roles.observe(request.role.name),
    readConfiguredBoundary(request, roles),
    find(request.number),
    find(request.otherNumber),
    request.applicationId === undefined ? true : applications.exists(request.applicationId)
  ])
  demandTenDlc(request, number)
  if (request.otherNumber !== undefined && otherNumber === undefined) {
    throw notFound('other-number', request.otherNumber, request)
  }
  demandOther(number, otherNumber)
  if (!application) throw applicationMissing(request)
  demandOwnership(request, observed)
  const desired = desiredRole(request, { number, observed, trustLimit: quotas.trust.limit })
  if (isInvalid(desired)) throw new ActionError('POLICY_TOO_LARGE', desired.invalid)
  const boundary = configuredBoundary ?? boundaryOf(observed)
  const ground = { primary, desired, observed, number, otherNumber, quotas }
  return { kind: 'looked-up', ...ground, ...(boundary && { boundary }) }
}

async function readConfiguredBoundary(
  { role: { boundaryArn: arn } }: SenderRequest,
  roles: Roles
): Promise<Boundary | undefined> {
  if (arn === undefined) return undefined
  const read = await roles.readPolicy(arn)
  if (read !== undefined) return { arn, ...read }
  throw new ActionError(
    'BOUNDARY_NOT_FOUND',
    `permissions-boundary ${arn} is not a policy that the primary can use: IAM does not find it`
  )
}

function demandTenDlc(request: SenderRequest, number: PhoneNumber | undefined): void {
  if (request.number === undefined) return
  if (number === undefined) throw notFound('origination-number', request.number, request)
  if (number.type === 'TEN_DLC') return
  throw new ActionError(
    'NUMBER_WRONG_TYPE',
    `origination-number ${concealNumber(number.e164)} (${number.id}) is of type ${number.type}, not TEN_DLC`
  )
}

function demandOther(number: PhoneNumber | undefined, other: PhoneNumber | undefined): void {
  if (number === undefined || other === undefined || other.arn !== number.arn) return
  throw new ActionError(
    'INPUT_INVALID',
    'other-number: names the same number as origination-number; name another of the account'
  )
}

function notFound(input: string, reference: NumberReference, request: SenderRequest): ActionError {
  const name = reference.kind === 'e164' ? concealNumber(reference.text) : reference.text
  return new ActionError(
    'NUMBER_NOT_FOUND',
    `${input} ${name} is not a number of account ${request.primary} in ${request.region}`
  )
}

function applicationMissing(request: SenderRequest): ActionError {
  return new ActionError(
    'APPLICATION_NOT_FOUND',
    `pinpoint-application-id ${request.applicationId ?? ''} is not an application of account ${request.primary} in ${request.region}`
  )
}

/** What people should know of the ground although nothing follows from it for the plan. */
export function groundFindings(request: SenderRequest, ground: Ground): readonly Finding[] {
  const findings: Finding[] = [...organizationFindings(request)]
  if (request.channels.includes('pinpoint')) {
    findings.push({
      level: 'notice',
      code: 'NUMBER_LIMIT_IMPOSSIBLE',
      message:
        'The pinpoint channel cannot be limited to one number: mobiletargeting:SendMessages has no condition key for it, so the role may send from every number the application may use.'
    })
  }
  return [...findings, ...policyFindings(ground), ...boundaryFindings(request, ground)]
}

function organizationFindings({ organization }: SenderRequest): readonly Finding[] {
  if (organization === undefined) return []
  const { id, paths, callers } = organization
  const where = paths.length === 0 ? id : paths.join(', ')
  const who = callers.length === 0 ? 'Every principal' : `Every role ${callers.join(' or ')}`
  return [
    {
      level: 'warning',
      code: 'ORGANIZATION_TRUSTED',
      message: `${who} in every account of ${where} may assume the role, whether secondary-account-ids names the account or not.`
    }
  ]
}
