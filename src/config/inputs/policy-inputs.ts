import { invalid, type Invalid } from '../../domain/invalid.js'
import { permissionsPolicyName } from '../../domain/sender.js'
import { listOfNames, optional, type InputDefinition } from './input-definition.js'

/** The role’s boundary, and what becomes of policies that this action did not write. */
export const policyInputs = {
  'permissions-boundary': {
    description:
      'The ARN of the managed policy that is the sender role’s permissions boundary. Default: an existing boundary is left alone, with a notice.',
    parse: optional(parsePolicyArn)
  },
  'keep-policies': {
    description:
      'Other policies that may stay on the sender role, separated by white space: names of inline policies, names or ARNs of managed ones. What they allow is not expected to be refused. Default: every other policy that may allow something is drift, and `apply` takes it off.',
    parse: listOfNames(parseOtherPolicy)
  },
  'remove-policies': {
    description:
      'Other policies that must go although they only deny, written as in `keep-policies`. Default: a policy that only denies is told and left.',
    parse: listOfNames(parseOtherPolicy)
  }
} as const satisfies Readonly<Record<string, InputDefinition<unknown>>>

const policyArn =
  /^arn:(aws|aws-us-gov):iam::(\d{12}|aws):policy\/([\x21-\x7e]+\/)?([\w+=,.@-]{1,128})$/

/** The parts of a managed policy’s ARN; undefined for a text that is none. */
export function policyArnParts(
  text: string
): { readonly partition: string; readonly account: string; readonly name: string } | undefined {
  const [, partition, account, , name] = policyArn.exec(text) ?? []
  return partition === undefined || account === undefined || name === undefined
    ? undefined
    : { partition, account, name }
}

function parsePolicyArn(text: string): string | Invalid {
  return policyArnParts(text) === undefined
    ? invalid(`"${text}" is not a managed policy’s ARN (arn:aws:iam::ACCOUNT:policy/NAME)`)
    : text
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
function parseOtherPolicy(text: string): string | Invalid {
  if (text === permissionsPolicyName) {
    return invalid(`"${text}" is the policy that this action writes itself`)
  }
  if (/^[\w+=,.@-]{1,128}$/.test(text) || policyArnParts(text) !== undefined) return text
  return invalid(
    `"${text}" is neither a policy’s name (1 to 128 letters, digits or any of _+=,.@-) nor a managed policy’s ARN`
  )
}
