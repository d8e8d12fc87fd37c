/** A parser's failure as a value: why the text is not what it should be. */
export interface Invalid {
  readonly invalid: string
  /** What else is wrong with the same text, such as a list's other words. */
  readonly also?: readonly string[]
}

/** Makes a failure; `reason` completes the sentence “NAME: …”. */
export function invalid(reason: string): Invalid {
  return { invalid: reason }
}

/** How many mistakes of one text are told; the others are counted. */
const mostTold = 10

/** Makes one failure of several mistakes; undefined where there is none. */
export function invalidFor(reasons: readonly string[]): Invalid | undefined {
  const left = reasons.length - mostTold
  const told = [...reasons.slice(0, mostTold), ...(left > 0 ? [`${left} more like these`] : [])]
  const [first, ...also] = told
  return first === undefined ? undefined : { invalid: first, ...(also.length > 0 && { also }) }
}

/** Whether a parser failed. */
export function isInvalid(value: unknown): value is Invalid {
  return typeof value === 'object' && value !== null && 'invalid' in value
}

/** The values of some readings where all are good, else every mistake of theirs. */
export function allOf<Value>(readings: readonly (Value | Invalid)[]): readonly Value[] | Invalid {
  const mistakes = readings.filter(isInvalid)
  const values = readings.filter((reading): reading is Value => !isInvalid(reading))
  return invalidFor(mistakes.map((mistake) => mistake.invalid)) ?? values
}
