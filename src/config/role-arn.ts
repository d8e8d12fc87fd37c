import { parseRoleArn, roleArnParts } from '../domain/aws-ids.js'
import { isInvalid } from '../domain/invalid.js'
import { crossCheck, type CrossCheck } from './cross-check.js'
import { wrongPartition } from './partition.js'

type Read = (name: string) => string

/** What `role-arn` says too; it stands for them in `prove`. */
const parts = ['primary-account-id', 'role-name', 'role-path'] as const

/**
 * Reads inputs so that in `prove` a `role-arn` stands for the primary’s id and the role’s name and
 * path where they are not given.
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
    return given.trim() === '' ? (told[input] ?? given) : given
  }
}

/** Checks between `role-arn` and what else names the role. */
export const roleArnChecks: readonly CrossCheck[] = [
  crossCheck('role-arn', ['role-arn', 'mode', ...parts], (values) => {
    const { 'role-arn': arn, mode } = values
    if (arn === undefined || mode !== 'prove') return undefined
    const { account, name, path } = roleArnParts(arn)
    const said = [account, name, path]
    const differs = parts.findIndex((part, at) => values[part] !== said[at])
    const part = parts[differs]
    return part === undefined
      ? undefined
      : `says ${said[differs] ?? ''}, but ${part} is ${values[part]}; give one of the two`
  }),
  crossCheck('role-arn', ['role-arn', 'region'], ({ 'role-arn': arn, region }) =>
    arn === undefined ? undefined : wrongPartition(arn, region)
  )
]
