import { parseRoleArn, roleArnParts } from '../../domain/aws-ids.js'
import { isInvalid } from '../../domain/invalid.js'
import { crossCheck, type CrossCheck } from '../checks/cross-check.js'
import { wrongPartition } from './partition.js'
import { roleInputs } from '../inputs/role-inputs.js'

type Read = (name: string) => string

/** What `role-arn` says too; it stands for them in `prove`. */
const parts = ['primary-account-id', 'role-name', 'role-path'] as const

/**
 * Reads inputs so that in `prove` a `role-arn` stands for the primary’s id and the role’s name and
 * path where they are not given. A runner fills in the defaults of action.yml, so a name or a path
 * that is the default may have been given by nobody, and says nothing against the ARN.
 */
export function throughRoleArn(read: Read): Read {
  const arn = parseRoleArn(read('role-arn').trim())
  if (isInvalid(arn) || read('mode').trim() !== 'prove') return read
  const { account, name, path } = roleArnParts(arn)
  const told: Readonly<Record<string, string>> = {
    'primary-account-id': account,
    'role-name': name,
    'role-path': path
  } satisfies Record<(typeof parts)[number], string>
  return (input) => {
    const given = read(input)
    return isLeftOut(input, given.trim()) ? (told[input] ?? given) : given
  }
}

function isLeftOut(input: string, given: string): boolean {
  return given === '' || given === defaults[input]
}

const defaults: Readonly<Record<string, string>> = {
  'role-name': roleInputs['role-name'].default,
  'role-path': roleInputs['role-path'].default
} satisfies Partial<Record<(typeof parts)[number], string>>

/** Checks between `role-arn` and what else names the role. */
export const roleArnChecks: readonly CrossCheck[] = [
  crossCheck('role-arn', ['role-arn', 'mode', ...parts], (values) => {
    const { 'role-arn': arn, mode } = values
    if (arn === undefined || mode !== 'prove') return undefined
    const { account, name, path } = roleArnParts(arn)
    const said = [account, name, path]
    const differing = parts.flatMap((part, at) =>
      values[part] === said[at] ? [] : [`says ${said[at] ?? ''}, but ${part} is ${values[part]}`]
    )
    return differing.length === 0 ? undefined : `${differing.join(', and ')}; give one of the two`
  }),
  crossCheck('role-arn', ['role-arn', 'region'], ({ 'role-arn': arn, region }) =>
    arn === undefined ? undefined : wrongPartition(arn, region)
  )
]
