/** A parser's failure as a value: why the text is not what it should be. */
export interface Invalid {
  readonly invalid: string
}

/** Makes a failure; `reason` completes the sentence “NAME: …”. */
export function invalid(reason: string): Invalid {
  return { invalid: reason }
}

/** Whether a parser failed. */
export function isInvalid(value: unknown): value is Invalid {
  return typeof value === 'object' && value !== null && 'invalid' in value
}
