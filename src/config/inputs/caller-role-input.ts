import { parseRoleName } from '../../domain/aws-ids.js'
import { crossCheck, type CrossCheck } from '../checks/cross-check.js'
import { optional, type InputDefinition } from './input-definition.js'

/** The secondary's own side of the delegation. */
export const callerRoleInputs = {
  'caller-role': {
    description:
      'The name of a role in each secondary that is given what callers need, as an inline policy of its own; nothing else of it is touched, and it must exist. `secondary-credentials` must be allowed to; see [docs/caller-role.md](docs/caller-role.md).',
    parse: optional(parseRoleName)
  }
} as const satisfies Readonly<Record<string, InputDefinition<unknown>>>

/** Somebody has to speak for the secondaries. */
export const callerRoleChecks: readonly CrossCheck[] = [
  crossCheck('caller-role', ['caller-role', 'secondary-credentials'], (values) =>
    values['caller-role'] !== undefined && values['secondary-credentials'].kind === 'none'
      ? 'needs an identity in each secondary, but secondary-credentials is none'
      : undefined
  ),
  crossCheck('caller-role', ['caller-role', 'mode'], (values) =>
    values['caller-role'] !== undefined && values.mode === 'prove'
      ? 'is not for mode prove, which neither reads nor writes any policy'
      : undefined
  )
]
