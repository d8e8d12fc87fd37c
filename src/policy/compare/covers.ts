import { foldEveryone, type Atom } from './access.js'
import { fitsPattern, splitArn } from '../evaluate/match.js'
import type { Operator } from '../document/operators.js'
import { isNegated, parseOperator } from '../document/operators.js'
import type { ConditionTest } from '../document/read-condition.js'
import { accountPrincipal, type PrincipalSet } from '../document/read-principal.js'
import type { Statement } from '../document/statement.js'
import { fillPattern, parseTemplate } from '../document/template.js'

/**
 * Whether every request that the inner atom matches is matched by the outer one. Only what can be
 * shown from the texts counts: false proves nothing. Effects are not compared.
 */
export function covers(outer: Atom, inner: Atom): boolean {
  const [wide, narrow] = [outer.statement, inner.statement]
  if (wide === undefined || narrow === undefined) return false
  // The same text stands for other values where variables are not known.
  if (outer.variables !== inner.variables && holdsVariable(wide, narrow)) return false
  return (
    coversCallers(wide, narrow) &&
    coversList([wide.action, wide.notAction], [narrow.action, narrow.notAction], coversText) &&
    coversList(
      [wide.resource, wide.notResource],
      [narrow.resource, narrow.notResource],
      coversResource
    ) &&
    wide.condition.every((test) => narrow.condition.some((other) => coversTest(test, other)))
  )
}

function holdsVariable(...statements: readonly Statement[]): boolean {
  return JSON.stringify(statements).includes('${')
}

function coversCallers(wide: Statement, narrow: Statement): boolean {
  if (wide.notPrincipal !== undefined || narrow.notPrincipal !== undefined) {
    return wide.principal === undefined && sameJson(wide.notPrincipal, narrow.notPrincipal)
  }
  if (wide.principal === undefined || narrow.principal === undefined) {
    return wide.principal === narrow.principal
  }
  return coversPrincipals(wide.principal, foldEveryone(narrow.principal, narrow.action))
}

function coversPrincipals(wide: PrincipalSet, narrow: PrincipalSet): boolean {
  if (wide === '*') return true
  if (narrow === '*') return false
  return narrow.every(([type, values]) =>
    values.every((value) =>
      wide.some(([wideType, wideValues]) => {
        return wideType === type && wideValues.some((one) => coversPrincipal(type, one, value))
      })
    )
  )
}

function coversPrincipal(type: string, wide: string, narrow: string): boolean {
  if (wide === narrow) return true
  if (type !== 'AWS') return false
  const account = accountPrincipal(wide)
  return wide === '*' || (account !== undefined && splitArn(narrow)[4] === account)
}

type Lists = readonly [
  positive: readonly string[] | undefined,
  negative: readonly string[] | undefined
]

function coversList(
  wide: Lists,
  narrow: Lists,
  coversOne: (wide: string, narrow: string) => boolean
): boolean {
  const [lists, others] = [wide[0], narrow[0]]
  if (wide[1] !== undefined || narrow[1] !== undefined) {
    return lists?.includes('*') === true || sameJson(wide, narrow)
  }
  if (lists === undefined || others === undefined) return lists === others
  return others.every((one) => lists.some((other) => coversOne(other, one)))
}

/** Whether every text that fits one pattern of `*` and `?` fits another. */
export function coversText(wide: string, narrow: string): boolean {
  if (wide === narrow || /^\*+$/.test(wide)) return true
  if (wide.includes('${') || narrow.includes('${')) return false
  // One character does not stand for any number of them.
  if (wide.includes('?') && narrow.includes('*')) return false
  const template = parseTemplate(wide, { variables: false, wildcards: true })
  return fitsPattern(fillPattern(template, () => undefined) ?? [], narrow)
}

/** The same for ARNs, whose segments are matched one by one; an ARN's end left out is anything. */
function coversResource(wide: string, narrow: string): boolean {
  if (!wide.startsWith('arn:')) return coversText(wide, narrow)
  if (!narrow.startsWith('arn:')) return false
  const parts = splitArn(narrow)
  return splitArn(wide).every((segment, index) => coversText(segment, parts[index] ?? '*'))
}

function coversTest(wide: ConditionTest, narrow: ConditionTest): boolean {
  const [outer, inner] = [parseOperator(wide.operator), parseOperator(narrow.operator)]
  if (outer === undefined || inner === undefined) return false
  if (wide.key !== narrow.key || outer.set !== inner.set || wide.values.length === 0) return false
  if (inner.ifExists && !outer.ifExists) return false
  if (isNegated(outer.base) || outer.base === 'Null') {
    return inner.base === outer.base && wide.values.every((value) => narrow.values.includes(value))
  }
  const coversValue = valueCover(outer, inner)
  return narrow.values.every((value) => wide.values.some((other) => coversValue(other, value)))
}

function valueCover(outer: Operator, inner: Operator): (wide: string, narrow: string) => boolean {
  const arns = ['ArnEquals', 'ArnLike']
  if (arns.includes(outer.base) && arns.includes(inner.base)) {
    return (wide, narrow) => splitArn(wide).length === 6 && coversResource(wide, narrow)
  }
  const likes = outer.base === 'StringLike' && ['StringLike', 'StringEquals'].includes(inner.base)
  if (likes) return coversText
  return (wide, narrow) => outer.base === inner.base && wide === narrow
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
