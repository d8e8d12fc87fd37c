import { allOf, invalid, type Invalid } from '../../domain/invalid.js'

/** Reads one input's text; the text is trimmed and, where there is a default, never empty. */
export type Parser<Value> = (text: string) => Value | Invalid

/** The process environment, as far as defaults come from it. */
export type Environment = Readonly<Record<string, string | undefined>>

/** One input: what action.yml and the README say of it, and what its text means. */
export interface InputDefinition<Value> {
  /** Markdown, one line. */
  readonly description: string
  /** As in action.yml; an input given as empty text has it too. */
  readonly default?: string
  /**
   * Told to people, and enforced when inputs are read. action.yml does not say it: `prove` can do
   * without any of these, and editors would demand them there too.
   */
  readonly required?: true
  /** A default that only the environment knows. */
  readonly fallback?: (environment: Environment) => string | undefined
  readonly parse: Parser<Value>
}

/** What a definition's parser makes, failures apart. */
export type ValueOf<Definition extends InputDefinition<unknown>> = Exclude<
  ReturnType<Definition['parse']>,
  Invalid
>

/** Empty text is the absence of a value. */
export function optional<Value>(parse: Parser<Value>): Parser<Value | undefined> {
  return (text) => (text === '' ? undefined : parse(text))
}

/** Empty text is a mistake; `otherwise` completes “is required”. */
export function required<Value>(parse: Parser<Value>, otherwise: string): Parser<Value> {
  return (text) => (text === '' ? invalid(`is required${otherwise}`) : parse(text))
}

/** Reads each of the words; every one that fails, or stands there twice, is told. */
export function listOf<Value>(parse: Parser<Value>, separator: RegExp): Parser<readonly Value[]> {
  return (text) => {
    const words = text.split(separator).filter((word) => word !== '')
    const repeated = words.filter((word, index) => words.indexOf(word) !== index)
    return allOf([
      ...[...new Set(repeated)].map((word) => invalid(`names "${word}" twice`)),
      ...[...new Set(words)].map(parse)
    ])
  }
}

/**
 * Names of IAM’s, separated by white space alone: a comma may stand in them. One that looks as if
 * it were to separate is a mistake; read as a part of a name, it would name what nobody has.
 */
export function listOfNames<Value>(parse: Parser<Value>): Parser<readonly Value[]> {
  return listOf(
    (word) =>
      /^,|,$|,(?=role\/|arn:)/.test(word)
        ? invalid(`"${word}" holds a comma, which may stand in a name; separate by white space`)
        : parse(word),
    spaces
  )
}

/** White space and new lines. */
export const spaces = /\s+/
/** White space, new lines and commas. */
export const spacesAndCommas = /[\s,]+/
