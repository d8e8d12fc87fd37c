import type { Mode } from '../../domain/request.js'
import { crossCheck, type CrossCheck } from './cross-check.js'
import type { InputName, InputValues } from '../inputs/inputs.js'

/** Checks between the mode and what is for some modes alone; the rest every mode takes. */
export const modeChecks: readonly CrossCheck[] = [
  only('confirm-destroy', ['destroy'], isGiven),
  only('role-arn', ['prove'], isGiven),
  only('adopt', ['check', 'apply'], isGiven),
  only('expect-plan', ['apply', 'destroy'], isGiven),
  only('revoke-sessions', ['apply'], isGiven),
  only('smoke-test', ['check', 'apply', 'prove'], (kind) => kind !== 'off'),
  // The identity of who has none in the primary.
  only('primary-credentials', ['check', 'apply', 'destroy'], ({ kind }) => kind !== 'ambient'),
  crossCheck('confirm-destroy', ['confirm-destroy', 'role-name', 'mode'], (values) => {
    const { 'confirm-destroy': confirmed, 'role-name': role, mode } = values
    if (mode !== 'destroy') return undefined
    if (confirmed === undefined) return `is required for mode destroy: the role's name, ${role}`
    return confirmed === role
      ? undefined
      : `names the role ${confirmed}, but role-name is ${role}; write the name of the role to be destroyed in both`
  })
]

/** A mistake where an input is asked for in a mode that cannot heed it. */
function only<const Name extends InputName>(
  input: Name,
  modes: readonly Mode[],
  isAsked: (value: InputValues[Name]) => boolean
): CrossCheck {
  return crossCheck(input, [input, 'mode'], (values) =>
    isAsked(values[input]) && !modes.includes(values.mode)
      ? `is only for mode ${inWords(modes)}`
      : undefined
  )
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== false
}

function inWords(modes: readonly Mode[]): string {
  const last = modes.at(-1) ?? ''
  return modes.length < 2 ? last : `${modes.slice(0, -1).join(', ')} or ${last}`
}
