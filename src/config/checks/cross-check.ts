import { isInvalid, type Invalid } from '../../domain/invalid.js'
import type { Environment } from '../inputs/input-definition.js'
import type { InputName, InputValues } from '../inputs/inputs.js'

/** Each input as it was read: its value, or why it has none. */
export type Readings = { readonly [Name in InputName]: InputValues[Name] | Invalid }

/** What is wrong between inputs: each line is told under the name of one of them. */
export interface Mistake {
  readonly about: InputName
  readonly reason: string
}

/** A check between inputs, run when all that it uses could be read. */
export type CrossCheck = (readings: Readings, environment: Environment) => readonly Mistake[]

/** Makes a check that finds at most one thing wrong with `about`. */
export function crossCheck<const Name extends InputName>(
  about: InputName,
  uses: readonly Name[],
  judge: (values: Pick<InputValues, Name>, environment: Environment) => string | undefined
): CrossCheck {
  return (readings, environment) => {
    const values = valuesOf(readings, uses)
    const reason = values === undefined ? undefined : judge(values, environment)
    return reason === undefined ? [] : [{ about, reason }]
  }
}

/** The values of some inputs, or undefined when any of them could not be read. */
export function valuesOf<const Name extends InputName>(
  readings: Readings,
  names: readonly Name[]
): Pick<InputValues, Name> | undefined {
  const all = names.every((name) => !isInvalid(readings[name]))
  return all ? (readings as unknown as Pick<InputValues, Name>) : undefined
}
