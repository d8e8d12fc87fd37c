import ts from 'typescript'

/** A JSON Schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>

/** Turns types into schemas; types with a name of their own become definitions. */
export interface SchemaMaker {
  schemaOf(type: ts.Type): Schema
  /** The definitions that the schemas made so far refer to, by name. */
  definitions(): Readonly<Record<string, Schema>>
}

/** Generic aliases of TypeScript and names that say nothing. */
const nameless = new Set(['Readonly', 'Record', 'Partial', 'Pick', 'Omit', 'Required', '__type'])

/**
 * Makes schemas of what `JSON.stringify` would write: every object is closed, every number is
 * whole. `patterns` are regular expressions for branded texts, by the type's name. Throws for a
 * type that has no form in JSON.
 */
export function schemaMaker(
  checker: ts.TypeChecker,
  patterns: Readonly<Record<string, string>>
): SchemaMaker {
  const definitions = new Map<string, Schema>()

  const schemaOf = (type: ts.Type): Schema => {
    const name = nameOf(type)
    if (name === undefined) return inline(type)
    if (!definitions.has(name)) {
      // First, so that a type may hold itself.
      definitions.set(name, {})
      definitions.set(name, { ...describe(type.aliasSymbol ?? type.symbol), ...named(name, type) })
    }
    return { $ref: `#/$defs/${name}` }
  }

  const named = (name: string, type: ts.Type): Schema => {
    // Any JSON value, and so without a rule.
    if (name === 'Json') return {}
    const pattern = patterns[name]
    return { ...inline(type), ...(pattern !== undefined && { pattern }) }
  }

  const inline = (type: ts.Type): Schema => {
    if (type.isStringLiteral()) return { const: type.value }
    if (type.isNumberLiteral()) return { const: type.value }
    if (type.flags & ts.TypeFlags.BooleanLiteral)
      return { const: checker.typeToString(type) === 'true' }
    if (type.flags & ts.TypeFlags.String || isBranded(type)) return { type: 'string' }
    if (type.flags & ts.TypeFlags.Number) return { type: 'integer' }
    if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' }
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' }
    if (type.isUnion()) return union(type.types)
    if (checker.isArrayType(type)) return { type: 'array', items: schemaOf(elementOf(type)) }
    if (type.flags & ts.TypeFlags.Object || type.isIntersection()) return object(type)
    throw new Error(`${checker.typeToString(type)} has no form in JSON`)
  }

  const union = (types: readonly ts.Type[]): Schema => {
    const truths = types.filter(({ flags }) => flags & ts.TypeFlags.BooleanLiteral)
    const texts = types.filter((one) => one.isStringLiteral()).map(({ value }) => value)
    // Their order in the checker hangs on what it met first.
    texts.sort()
    const rest = types.filter((one) => !truths.includes(one) && !one.isStringLiteral())
    const parts: readonly Schema[] = [
      ...(truths.length === 2 ? [{ type: 'boolean' }] : truths.map(schemaOf)),
      ...(texts.length === 1 ? [{ const: texts[0] }] : texts.length > 1 ? [{ enum: texts }] : []),
      ...rest.map(schemaOf)
    ]
    return parts.length === 1 ? { ...parts[0] } : { anyOf: parts }
  }

  const object = (type: ts.Type): Schema => {
    const members = checker.getPropertiesOfType(type)
    const index = checker.getIndexTypeOfType(type, ts.IndexKind.String)
    return {
      type: 'object',
      ...(members.length > 0 && {
        properties: Object.fromEntries(members.map((member) => [member.name, memberOf(member)])),
        required: members.filter((member) => !isOptional(member)).map(({ name }) => name)
      }),
      additionalProperties: index === undefined ? false : schemaOf(index)
    }
  }

  const memberOf = (member: ts.Symbol): Schema => {
    const written = isOptional(member) ? writtenType(member) : undefined
    // As declared: with it comes neither `undefined` nor the loss of the type's name.
    const type =
      written === undefined ? checker.getTypeOfSymbol(member) : checker.getTypeFromTypeNode(written)
    return { ...describe(member), ...schemaOf(type) }
  }

  const describe = (symbol: ts.Symbol): Schema => {
    const description = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim()
    const format = symbol.getJsDocTags(checker).find(({ name }) => name === 'format')?.text
    return {
      ...(description !== '' && { description: description.replaceAll('\n', ' ') }),
      ...(format !== undefined && { format: ts.displayPartsToString(format) })
    }
  }

  const elementOf = (type: ts.Type): ts.Type => {
    const [element] = checker.getTypeArguments(type as ts.TypeReference)
    if (element === undefined) throw new Error(`${checker.typeToString(type)} holds nothing`)
    return element
  }

  return {
    schemaOf,
    definitions: () =>
      Object.fromEntries([...definitions].sort(([one], [other]) => (one < other ? -1 : 1)))
  }
}

/** The name a type was declared by; none for what is written in place. */
function nameOf(type: ts.Type): string | undefined {
  const { aliasSymbol, aliasTypeArguments } = type
  if (aliasSymbol !== undefined && aliasTypeArguments === undefined) return aliasSymbol.name
  const declared = type.symbol as ts.Symbol | undefined
  const isInterface = ((declared?.flags ?? 0) & ts.SymbolFlags.Interface) !== 0
  const name = isInterface ? declared?.name : undefined
  return name === undefined || nameless.has(name) || name.endsWith('Array') ? undefined : name
}

function writtenType({ declarations }: ts.Symbol): ts.TypeNode | undefined {
  return declarations?.find((declaration) => ts.isPropertySignature(declaration))?.type
}

/** A text that only its parser makes. */
function isBranded(type: ts.Type): boolean {
  return type.isIntersection() && type.types.some(({ flags }) => flags & ts.TypeFlags.String)
}

function isOptional(member: ts.Symbol): boolean {
  return (member.flags & ts.SymbolFlags.Optional) !== 0
}
