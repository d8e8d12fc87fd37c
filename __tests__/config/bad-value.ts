import type { InputName } from '../../src/config/inputs/inputs.js'
import type { Texts } from './step-inputs.js'

/** Input, what the step says of it (or of several), and the one mistake it is told of. */
export type BadValue = readonly [InputName, Texts | string, string]
