import { fc } from './laws.js'
import type { Json, PolicyDocument } from '../../src/policy/document/document.js'
import { isList, isObject } from '../../src/policy/document/document.js'
import { parseOperator } from '../../src/policy/document/operators.js'

/** The same document as IAM may give it back: order, repeats, lists of one, spellings of an account. */
export function respelled(document: PolicyDocument): fc.Arbitrary<PolicyDocument> {
  return fc.array(fc.nat({ max: 5 }), { minLength: 30, maxLength: 30 }).map((choices) => {
    let turn = 0
    const choose: Choose = () => {
      turn += 1
      return choices[turn % choices.length] ?? 0
    }
    const again = respellJson(document, choose)
    return isObject(again) ? again : document
  })
}

/** Another document that decides alike: Sids, the version, merged or split actions, values by meaning. */
export function rewritten(document: PolicyDocument): fc.Arbitrary<PolicyDocument> {
  return fc
    .tuple(respelled(document), fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }))
    .map(([spelled, [dropSid, split, operators, version, everyone]]) => {
      const steps: readonly (readonly [boolean | undefined, Step])[] = [
        [dropSid, (one) => [withoutSid(one)]],
        [split, splitActions],
        [operators, (one) => [renameOperators(one)]],
        [everyone, (one) => [spellEveryone(one)]]
      ]
      const chosen = steps.flatMap(([wanted, step]) => (wanted === true ? [step] : []))
      const statements = chosen.reduce<readonly Json[]>(
        (list, step) => list.flatMap((one) => (isObject(one) ? step(one) : [one])),
        listOf(spelled.Statement ?? null)
      )
      const whole = { ...spelled, Statement: statements }
      const literal = !JSON.stringify(whole).includes('${')
      return version === true && literal ? { ...whole, Version: '2008-10-17', Id: 'other' } : whole
    })
}

type Choose = () => number
type Step = (statement: PolicyDocument) => readonly Json[]

function listOf(json: Json): readonly Json[] {
  if (json === null) return []
  return isList(json) ? json : [json]
}

function respellJson(json: Json, choose: Choose, name = ''): Json {
  if (typeof json === 'string') return respellText(json, choose, name)
  if (isList(json)) return respellList(json, choose, name)
  if (!isObject(json)) return json
  const entries = Object.entries(json).map(([key, value]): [string, Json] => {
    const again = respellJson(value, choose, key)
    const mayWrap = again !== null && !isList(again) && isListed(key) && choose() === 0
    return [key, mayWrap ? [again] : again]
  })
  return Object.fromEntries(choose() % 2 === 0 ? entries.reverse() : entries)
}

function respellList(list: readonly Json[], choose: Choose, name: string): Json {
  const again = list.map((item) => respellJson(item, choose, name))
  const [first] = again
  if (again.length === 1 && first !== undefined && choose() === 0) return first
  const repeated = first !== undefined && choose() === 0 ? [...again, first] : again
  return choose() % 2 === 0 ? [...repeated].reverse() : repeated
}

function isListed(name: string): boolean {
  return !['Version', 'Id', 'Sid', 'Effect'].includes(name) && !holdsObject(name)
}

function holdsObject(name: string): boolean {
  return (
    ['Principal', 'NotPrincipal', 'Condition'].includes(name) || parseOperator(name) !== undefined
  )
}

function respellText(text: string, choose: Choose, name: string): string {
  if ((name === 'Action' || name === 'NotAction') && choose() === 0) return text.toUpperCase()
  const root = 'arn:aws:iam::222222222222:root'
  if (name === 'AWS' && (text === '222222222222' || text === root)) {
    return choose() % 2 === 0 ? root : '222222222222'
  }
  return text
}

function withoutSid(statement: PolicyDocument): Json {
  return { ...statement, Sid: '' }
}

function splitActions(statement: PolicyDocument): readonly Json[] {
  const { Action } = statement
  // `*` absorbs the rest of its own list only.
  if (!isList(Action) || Action.length < 2 || Action.includes('*')) return [statement]
  return Action.map((action) => ({ ...statement, Action: action }))
}

function renameOperators(statement: PolicyDocument): Json {
  const { Condition } = statement
  if (!isObject(Condition)) return statement
  const { ArnEquals, ...others } = Condition
  if (ArnEquals === undefined || 'ArnLike' in others) return statement
  return { ...statement, Condition: { ...others, ArnLike: ArnEquals } }
}

function spellEveryone(statement: PolicyDocument): Json {
  const plain = JSON.stringify(statement.Action) ?? '*'
  const folds = statement.Principal === '*' && !/[*?]|with/i.test(plain)
  return folds ? { ...statement, Principal: { AWS: '*' } } : statement
}
