import { ActionError } from '../errors.js'
import type { AccountId } from '../domain/aws-ids.js'
import { letsIn } from '../domain/trust/caller-match.js'
import type { CredentialSource, Secondary, SenderRequest } from '../domain/request.js'
import { asOne, attemptEach, failuresOf, valuesOf } from './attempt-each.js'
import type { Aws, Caller, Primary } from './ports.js'

/** A secondary with the identity that speaks for it; none where its proofs are left to itself. */
export interface SecondaryIdentity {
  readonly secondary: Secondary
  readonly caller: Caller | undefined
}

/** Who tries the sender role. */
export interface Callers {
  readonly secondaries: readonly SecondaryIdentity[]
  readonly outsiders: readonly Caller[]
}

export interface Identities extends Callers {
  readonly primary: Primary
}

export { concurrency } from './attempt-each.js'

/**
 * Resolves the identity in the primary and proves whose it is, before anything is read.
 * Throws PARTITION_DIFFERS, WRONG_ACCOUNT, ACCOUNTS_SWAPPED, and what the credentials throw.
 */
export async function identifyPrimary(request: SenderRequest, aws: Aws): Promise<Primary> {
  const primary = await aws.primary(request.primaryCredentials)
  demandPrimary(primary.caller, request)
  return primary
}

/**
 * Resolves every other identity of the run and proves whose it is, before anything is written.
 * Throws PARTITION_DIFFERS, WRONG_ACCOUNT, ACCOUNTS_SWAPPED, OUTSIDER_IS_LISTED, and what the credentials throw.
 */
export async function identify(
  request: SenderRequest,
  primary: Primary,
  aws: Aws
): Promise<Identities> {
  return { primary, ...(await identifyCallers(request, aws)) }
}

/** The same without the primary. */
export async function identifyCallers(request: SenderRequest, aws: Aws): Promise<Callers> {
  const [secondaries, outsiders] = await Promise.all([
    attemptEach(request.secondaries, (secondary) => identifySecondary(secondary, request, aws)),
    attemptEach(request.outsiders, (source) => identifyOutsider(source, request, aws))
  ])
  const failures = failuresOf([...secondaries, ...outsiders])
  if (failures.length > 0) throw asOne(failures)
  return { secondaries: valuesOf(secondaries), outsiders: valuesOf(outsiders) }
}

function demandPrimary(caller: Caller, request: SenderRequest): void {
  demandPartition('primary-credentials', caller, request)
  if (caller.account === request.primary) return
  const swapped = request.secondaries.some(({ account }) => account === caller.account)
  throw swapped
    ? new ActionError(
        'ACCOUNTS_SWAPPED',
        `primary-credentials speak for ${caller.arn}, but ${caller.account} is one of secondary-account-ids; the primary is ${request.primary}`
      )
    : wrongAccount('primary-credentials', caller, request.primary)
}

/** A secondary's identity, proven to be in it. Throws WRONG_ACCOUNT, ACCOUNTS_SWAPPED. */
export async function identifySecondary(
  secondary: Secondary,
  request: SenderRequest,
  aws: Aws
): Promise<SecondaryIdentity> {
  const { credentials } = secondary
  if (credentials.kind === 'none') return { secondary, caller: undefined }
  const caller = await callerOfSecondary({ ...secondary, credentials }, request, aws)
  if (caller.account === secondary.account) return { secondary, caller }
  throw wrongAccount('secondary-credentials', caller, secondary.account)
}

/**
 * The identity of a secondary, of whatever account but the primary; where none is named its account
 * tells which it is.
 * Throws PARTITION_DIFFERS, ACCOUNTS_SWAPPED, and what the credentials throw.
 */
export async function callerOfSecondary(
  secondary: { readonly credentials: CredentialSource; readonly account?: AccountId },
  request: SenderRequest,
  aws: Aws
): Promise<Caller> {
  const caller = await aws.caller(secondary.credentials)
  demandPartition('secondary-credentials', caller, request)
  if (caller.account !== request.primary) return caller
  const { account } = secondary
  const meant = account === undefined ? 'a secondary' : `the secondary ${account}`
  throw new ActionError(
    'ACCOUNTS_SWAPPED',
    `secondary-credentials speak for ${caller.arn}, which is in the primary ${request.primary}, not in ${meant}`
  )
}

async function identifyOutsider(
  source: CredentialSource,
  request: SenderRequest,
  aws: Aws
): Promise<Caller> {
  const caller = await aws.caller(source)
  demandPartition('outsider-credentials', caller, request)
  // Who only may be a member of a trusted organization is tried: the answer is judged then.
  if (letsIn(caller, request) !== 'yes') return caller
  throw new ActionError(
    'OUTSIDER_IS_LISTED',
    `outsider-credentials speak for ${caller.arn}, whom the configuration lets in`
  )
}

/**
 * Roles delegate only inside one partition.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
function demandPartition(
  input: string,
  { arn }: Caller,
  { partition, region }: SenderRequest
): void {
  const [, found = ''] = arn.split(':')
  if (found === partition) return
  throw new ActionError(
    'PARTITION_DIFFERS',
    `${input} speak for ${arn} in the partition ${found}, but region ${region} is in ${partition}`
  )
}

function wrongAccount(input: string, caller: Caller, expected: AccountId): ActionError {
  return new ActionError(
    'WRONG_ACCOUNT',
    `${input} speak for ${caller.arn} in account ${caller.account}, not for account ${expected}`
  )
}
