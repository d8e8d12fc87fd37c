import { crossCheck, type CrossCheck } from './cross-check.js'

/** Checks between the mode and what is for some modes alone. */
export const modeChecks: readonly CrossCheck[] = [
  crossCheck('confirm-destroy', ['confirm-destroy', 'role-name', 'mode'], (values) => {
    const { 'confirm-destroy': confirmed, 'role-name': role, mode } = values
    if (mode !== 'destroy') return confirmed === undefined ? undefined : 'is only for mode destroy'
    if (confirmed === undefined) return `is required for mode destroy: the role's name, ${role}`
    return confirmed === role
      ? undefined
      : `names the role ${confirmed}, but role-name is ${role}; write the name of the role to be destroyed in both`
  }),
  crossCheck('adopt', ['adopt', 'mode'], ({ adopt, mode }) =>
    adopt && mode === 'destroy'
      ? 'is only for mode check or apply; a role that is not ours is never destroyed'
      : undefined
  ),
  crossCheck('expect-plan', ['expect-plan', 'mode'], (values) =>
    values['expect-plan'] !== undefined && values.mode === 'check'
      ? 'is only for mode apply or destroy'
      : undefined
  )
]
