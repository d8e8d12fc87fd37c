import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts'
import { parseAccountId, type AccountId } from '../../domain/aws-ids.js'
import { isInvalid } from '../../domain/invalid.js'
import { leadingUniqueId } from '../../policy/document/unique-id.js'
import type { Ask, Reply } from '../ask.js'
import { given, IncompleteAnswer } from '../wire/failure.js'

/** Who STS says that keys speak for. */
export interface CallerIdentity {
  readonly account: AccountId
  readonly arn: string
  /** `AROA…` or `AIDA…`: what IAM keeps in the place of a role's or user's ARN. */
  readonly uniqueId?: string
}

/**
 * Asks STS whose keys these are; needs no permission.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function getCallerIdentity(
  sts: STSClient,
  ask: Ask,
  about: string
): Promise<Reply<CallerIdentity>> {
  return ask({
    name: 'sts:GetCallerIdentity',
    about,
    effect: 'none',
    send: () => sts.send(new GetCallerIdentityCommand({})),
    read: ({ Account, Arn, UserId }) => {
      const account = parseAccountId(given(Account, 'Account'))
      if (isInvalid(account)) throw new IncompleteAnswer(`the service answered ${account.invalid}`)
      const uniqueId = leadingUniqueId(UserId ?? '')
      return { account, arn: given(Arn, 'Arn'), ...(uniqueId !== undefined && { uniqueId }) }
    }
  })
}
