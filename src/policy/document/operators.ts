/** The operators of conditions, in AWS's spelling, without set prefix and IfExists. */
const BASES = [
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ...['StringLike', 'StringNotLike', 'NumericEquals', 'NumericNotEquals', 'NumericLessThan'],
  ...['NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals', 'DateEquals'],
  ...['DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan'],
  ...['DateGreaterThanEquals', 'Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'ArnEquals'],
  ...['ArnLike', 'ArnNotEquals', 'ArnNotLike', 'Null']
] as const

/** A condition operator without set prefix and IfExists. */
export type BaseOperator = (typeof BASES)[number]

/** A condition operator, taken apart. */
export interface Operator {
  readonly base: BaseOperator
  readonly set?: 'ForAnyValue' | 'ForAllValues'
  readonly ifExists: boolean
}

const byLowerName: ReadonlyMap<string, BaseOperator> = new Map(
  BASES.map((base) => [base.toLowerCase(), base])
)

/**
 * The operator that a name means, whatever its case; none when IAM knows no such operator.
 * `Null` takes neither a set prefix nor IfExists.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseOperator(name: string): Operator | undefined {
  const [, prefix, rest = ''] =
    /^(?:(foranyvalue|forallvalues):)?(.*)$/.exec(name.toLowerCase()) ?? []
  const base = byLowerName.get(rest.replace(/ifexists$/, ''))
  if (base === undefined) return undefined
  const ifExists = rest.endsWith('ifexists')
  if (base === 'Null' && (ifExists || prefix !== undefined)) return undefined
  if (prefix === undefined) return { base, ifExists }
  return { base, ifExists, set: prefix === 'foranyvalue' ? 'ForAnyValue' : 'ForAllValues' }
}

/** The operator's name in AWS's spelling. */
export function operatorName({ base, set, ifExists }: Operator): string {
  return `${set === undefined ? '' : `${set}:`}${base}${ifExists ? 'IfExists' : ''}`
}

/** Whether the operator holds where its comparison does not, and where its key is missing. */
export function isNegated(base: BaseOperator): boolean {
  return /^(?:String|Numeric|Date|Arn)?Not/.test(base)
}
