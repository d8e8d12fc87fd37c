import type { RoleName } from '../../domain/aws-ids.js'
import { invalid, isInvalid, type Invalid } from '../../domain/invalid.js'
import type { Environment } from '../inputs/input-definition.js'
import { parseTagValue } from './tags.js'

/** Who owns the role: what was given, else the repository’s id and the role’s name. */
export function configurationId(
  choice: { readonly given: string | undefined; readonly role: RoleName },
  environment: Environment
): string | Invalid {
  if (choice.given !== undefined) return choice.given
  const repository = environment['GITHUB_REPOSITORY_ID'] ?? ''
  if (repository === '') return invalid('is required where GITHUB_REPOSITORY_ID is not set')
  const id = parseTagValue(`${repository}/${choice.role}`)
  return isInvalid(id) ? invalid(`its default does not do: ${id.invalid}; choose one`) : id
}
