import { AwsError } from './aws-error.js'
import type { Members } from './operation.js'

/** A member of a Query service's input, as the service's model constrains it. */
export type InputShape = Readonly<
  | {
      kind: 'text'
      min?: number
      max?: number
      /** Judged on the whole text, in Unicode mode. */
      pattern?: string
      oneOf?: readonly string[]
    }
  | { kind: 'integer'; min: number; max: number }
  | { kind: 'list'; max?: number; of: InputShape | InputMembers }
>

/** Members by name; those whose name ends in `?` may be absent. */
export interface InputMembers {
  readonly members: Readonly<Record<string, InputShape>>
}

/**
 * Refuses an input that breaks its model, in the words of AWS.
 *
 * @throws AwsError ValidationError, naming every member at fault
 */
export function refuseUnlessModelled(shape: InputMembers, input: Members): void {
  const known = Object.keys(shape.members).map((name) => name.replace('?', ''))
  const unknown = Object.keys(input).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    // AWS knows more members than this sandbox does; to ignore one would answer another question.
    throw validationError(`The sandbox does not support the parameter ${unknown}`)
  }
  const mistakes = membersMistakes(shape, input, '')
  if (mistakes.length === 0) return
  const count =
    mistakes.length === 1 ? '1 validation error' : `${mistakes.length} validation errors`
  throw validationError(`${count} detected: ${mistakes.join('; ')}`)
}

/** The error for an input that is wrong by itself. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', 400, message)
}

function membersMistakes(
  { members }: InputMembers,
  input: Members,
  prefix: string
): readonly string[] {
  return Object.entries(members).flatMap(([key, shape]) => {
    const name = key.replace('?', '')
    const path = `${prefix}${name.charAt(0).toLowerCase()}${name.slice(1)}`
    const value = input[name]
    if (value !== undefined) return mistakesIn(shape, value, path)
    return key.endsWith('?') ? [] : [mistake(null, path, 'Member must not be null')]
  })
}

function mistakesIn(shape: InputShape, value: unknown, path: string): readonly string[] {
  switch (shape.kind) {
    case 'text':
      return textRules(shape, value).map((rule) => mistake(value, path, rule))
    case 'integer':
      return integerRules(shape, value).map((rule) => mistake(value, path, rule))
    case 'list':
      return listMistakes(shape, value, path)
    default:
      return shape satisfies never
  }
}

type Kind<K extends InputShape['kind']> = Extract<InputShape, { readonly kind: K }>

function textRules({ min = 0, max = Infinity, pattern, oneOf }: Kind<'text'>, value: unknown) {
  if (typeof value !== 'string') return ['Member must be a string']
  const rules: string[] = []
  // Lengths are of characters, not of UTF-16 units.
  const { length } = Array.from(value)
  if (length < min) rules.push(`Member must have length greater than or equal to ${min}`)
  if (length > max) rules.push(`Member must have length less than or equal to ${max}`)
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
    rules.push(`Member must satisfy regular expression pattern: ${pattern}`)
  }
  if (oneOf !== undefined && !oneOf.includes(value)) {
    rules.push(`Member must satisfy enum value set: [${oneOf.join(', ')}]`)
  }
  return rules
}

function integerRules({ min, max }: Kind<'integer'>, value: unknown): readonly string[] {
  if (typeof value !== 'string' || !/^-?\d{1,10}$/.test(value)) return ['Member must be an integer']
  if (Number(value) < min) return [`Member must have value greater than or equal to ${min}`]
  if (Number(value) > max) return [`Member must have value less than or equal to ${max}`]
  return []
}

function listMistakes(shape: Kind<'list'>, value: unknown, path: string): readonly string[] {
  const items = value === '' ? [] : value
  if (!isList(items)) return [mistake(value, path, 'Member must be a list')]
  const { max = Infinity, of } = shape
  const long = items.length > max
  const rule = `Member must have length less than or equal to ${max}`
  const inner = items.flatMap((item, index) => {
    const at = `${path}.${index + 1}.member`
    if (!('members' in of)) return mistakesIn(of, item, at)
    return isRecord(item)
      ? membersMistakes(of, item, `${at}.`)
      : [mistake(item, at, 'Member must be a structure')]
  })
  return long ? [mistake(`${items.length} items`, path, rule), ...inner] : inner
}

function mistake(value: unknown, path: string, rule: string): string {
  const shown = value === null ? 'null' : `'${typeof value === 'string' ? value : typeof value}'`
  return `Value ${shown} at '${path}' failed to satisfy constraint: ${rule}`
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

const isRecord = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A member that the model demands; only after the input was judged. */
export function text(input: Members, name: string): string {
  const value = optionalText(input, name)
  if (value === undefined) throw new Error(`the model of ${name} was not checked`)
  return value
}

/** A member that may be absent. */
export function optionalText(input: Members, name: string): string | undefined {
  const value = input[name]
  return typeof value === 'string' ? value : undefined
}

/** A whole number; Query writes numbers as text. */
export function optionalInteger(input: Members, name: string): number | undefined {
  const value = optionalText(input, name)
  return value === undefined ? undefined : Number(value)
}

/** A list of texts; none when absent. */
export function texts(input: Members, name: string): readonly string[] {
  const value = input[name]
  return isList(value) ? value.filter((item) => typeof item === 'string') : []
}

/** A list of structures; none when absent. */
export function structures(input: Members, name: string): readonly Members[] {
  const value = input[name]
  return isList(value) ? value.filter(isRecord) : []
}
