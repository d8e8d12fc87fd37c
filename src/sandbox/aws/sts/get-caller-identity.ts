import type { Operation } from '../operation.js'
import { refuseUnlessModelled } from '../query-input.js'

/**
 * Needs no permission, and works even where a policy denies it.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const getCallerIdentity: Operation = {
  service: 'sts',
  name: 'GetCallerIdentity',
  actions: () => [],
  resources: () => [],
  validate: (input) => {
    refuseUnlessModelled({ members: {} }, input)
  },
  run: (_input, { caller }) => ({
    UserId: caller.userId,
    Account: caller.account,
    Arn: caller.arn
  })
}
