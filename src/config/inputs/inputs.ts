import { callerRoleInputs } from './caller-role-input.js'
import type { InputDefinition, ValueOf } from './input-definition.js'
import { policyInputs } from './policy-inputs.js'
import { proofInputs } from './proof-inputs.js'
import { reportInputs } from './report-inputs.js'
import { roleInputs } from './role-inputs.js'
import { runInputs } from './run-inputs.js'
import { trustInputs } from './trust-inputs.js'

const definitions = {
  ...runInputs,
  ...roleInputs,
  ...callerRoleInputs,
  ...trustInputs,
  ...policyInputs,
  ...proofInputs,
  ...reportInputs
}

export type InputName = keyof typeof definitions

/** What every input comes to once it is read. */
export type InputValues = {
  readonly [Name in InputName]: ValueOf<(typeof definitions)[Name]>
}

/** Every input of this version; action.yml and the README say the same. */
export const inputs: { readonly [Name in InputName]: InputDefinition<InputValues[Name]> } =
  definitions

/** The inputs’ names, in the order in which they are shown. */
export const inputNames = Object.keys(definitions) as readonly InputName[]

/** What later versions will know: refused by name, since an ignored input is a broken promise. */
export const laterInputs = [
  'config',
  'sarif-file',
  'junit-file',
  'html-file',
  'drift-issue',
  'pull-request-comment',
  'github-token',
  'mask-account-ids'
] as const
