/** A service model's constraints on a JSON value, as botocore's models state them. */
export type JsonShape =
  | {
      readonly kind: 'string'
      readonly min?: number
      readonly max?: number
      /** Judged on the whole text. */
      readonly pattern?: string
      readonly oneOf?: readonly string[]
    }
  | { readonly kind: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'boolean' }
  | {
      readonly kind: 'list'
      readonly of: JsonShape
      readonly min?: number
      readonly max?: number
    }
  | { readonly kind: 'map'; readonly key: JsonShape; readonly of: JsonShape; readonly max?: number }
  | {
      readonly kind: 'structure'
      readonly required?: readonly string[]
      readonly members: Readonly<Record<string, JsonShape>>
    }

/** What a value breaks: its type (it cannot be read at all), its presence, or a constraint. */
export interface Mistake {
  readonly kind: 'type' | 'missing' | 'constraint'
  readonly path: string
  readonly message: string
}

/** Every way in which a value breaks its shape; members the shape does not name are let pass. */
export function mistakesIn(shape: JsonShape, value: unknown, path = ''): readonly Mistake[] {
  switch (shape.kind) {
    case 'string':
      return typeof value === 'string' ? stringMistakes(shape, value, path) : [wrongType(path)]
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value)
        ? rangeMistakes(shape, value, { path, subject: 'value' })
        : [wrongType(path)]
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrongType(path)]
    case 'list':
      return Array.isArray(value) ? listMistakes(shape, value, path) : [wrongType(path)]
    case 'map':
      return isRecord(value) ? mapMistakes(shape, value, path) : [wrongType(path)]
    case 'structure':
      return isRecord(value) ? structureMistakes(shape, value, path) : [wrongType(path)]
    default:
      return shape satisfies never
  }
}

/** Whether a JSON value is an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

type Kind<K extends JsonShape['kind']> = Extract<JsonShape, { readonly kind: K }>

function stringMistakes(shape: Kind<'string'>, value: string, path: string): readonly Mistake[] {
  const mistakes = [...rangeMistakes(shape, value.length, { path, subject: 'length' })]
  if (shape.pattern !== undefined && !new RegExp(`^(?:${shape.pattern})$`).test(value)) {
    mistakes.push(broken(path, `Member must satisfy regular expression pattern: ${shape.pattern}`))
  }
  if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) {
    mistakes.push(broken(path, `Member must satisfy enum value set: [${shape.oneOf.join(', ')}]`))
  }
  return mistakes
}

function rangeMistakes(
  range: { readonly min?: number; readonly max?: number },
  measure: number,
  { path, subject }: { readonly path: string; readonly subject: 'length' | 'value' }
): readonly Mistake[] {
  const mistakes: Mistake[] = []
  if (range.min !== undefined && measure < range.min) {
    mistakes.push(broken(path, `Member must have ${subject} greater than or equal to ${range.min}`))
  }
  if (range.max !== undefined && measure > range.max) {
    mistakes.push(broken(path, `Member must have ${subject} less than or equal to ${range.max}`))
  }
  return mistakes
}

function listMistakes(
  shape: Kind<'list'>,
  value: readonly unknown[],
  path: string
): readonly Mistake[] {
  return [
    ...rangeMistakes(shape, value.length, { path, subject: 'length' }),
    ...value.flatMap((item, index) => mistakesIn(shape.of, item, `${path}.${index + 1}.member`))
  ]
}

function mapMistakes(
  shape: Kind<'map'>,
  value: Readonly<Record<string, unknown>>,
  path: string
): readonly Mistake[] {
  const entries = Object.entries(value)
  return [
    ...rangeMistakes(shape, entries.length, { path, subject: 'length' }),
    ...entries.flatMap(([key, inner]) => [
      ...mistakesIn(shape.key, key, `${path}.${key}`),
      ...mistakesIn(shape.of, inner, `${path}.${key}`)
    ])
  ]
}

function structureMistakes(
  shape: Kind<'structure'>,
  value: Readonly<Record<string, unknown>>,
  path: string
): readonly Mistake[] {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const missing = (shape.required ?? [])
    .filter((name) => isAbsent(value[name]))
    .map((name): Mistake => {
      return { kind: 'missing', path: at(name), message: 'Member must not be null' }
    })
  const inner = Object.entries(shape.members)
    .filter(([name]) => !isAbsent(value[name]))
    .flatMap(([name, member]) => mistakesIn(member, value[name], at(name)))
  return [...missing, ...inner]
}

/** A null member is an absent one in AWS's JSON protocols. */
const isAbsent = (value: unknown): boolean => value === undefined || value === null

const wrongType = (path: string): Mistake => ({
  kind: 'type',
  path,
  message: 'The value has another JSON type than the model'
})

const broken = (path: string, message: string): Mistake => ({ kind: 'constraint', path, message })
