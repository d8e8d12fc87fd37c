import { partitionOf, type AccountId, type Region } from '../../domain/aws-ids.js'
import { crossCheck, type CrossCheck } from './cross-check.js'
import { policyArnParts } from '../inputs/policy-inputs.js'

const listInputs = ['keep-policies', 'remove-policies'] as const

/** Checks between policies, accounts and Region. */
export const policyChecks: readonly CrossCheck[] = [
  crossCheck(
    'permissions-boundary',
    ['permissions-boundary', 'primary-account-id', 'region'],
    ({ 'permissions-boundary': arn, 'primary-account-id': primary, region }) =>
      arn === undefined ? undefined : strangeArn(arn, primary, region)
  ),
  ...listInputs.map((name) =>
    crossCheck(name, [name, 'primary-account-id', 'region'], (values) => {
      const { 'primary-account-id': primary, region } = values
      return values[name]
        .map((one) => strangeArn(one, primary, region))
        .find((reason) => reason !== undefined)
    })
  ),
  crossCheck('remove-policies', listInputs, (values) => {
    const keep = values['keep-policies']
    const both = values['remove-policies'].find((one) => keep.some((kept) => meet(kept, one)))
    return both === undefined ? undefined : `"${both}" is kept by keep-policies`
  })
]

/** Why an ARN cannot be of a policy on the role; a name can. */
function strangeArn(text: string, primary: AccountId, region: Region): string | undefined {
  const parts = policyArnParts(text)
  if (parts === undefined) return undefined
  const partition = partitionOf(region)
  if (parts.partition !== partition) {
    return `"${text}" is in another partition than region ${region}, whose ARNs begin arn:${partition}:`
  }
  return parts.account === 'aws' || parts.account === primary
    ? undefined
    : `"${text}" is of account ${parts.account}; only policies of ${primary} and of AWS can be on the role`
}

/** Whether two texts can mean the same policy: an ARN is meant by its name too. */
function meet(a: string, b: string): boolean {
  const [left, right] = [policyArnParts(a), policyArnParts(b)]
  if ((left === undefined) === (right === undefined)) return a === b
  return (left?.name ?? a) === (right?.name ?? b)
}
