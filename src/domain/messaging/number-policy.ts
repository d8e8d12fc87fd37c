import { compareAccess, type Access } from '../../policy/compare/equivalence.js'
import { decideAlone } from '../../policy/evaluate/evaluate.js'
import { isList, isObject, type Json, type PolicyDocument } from '../../policy/document/document.js'
import type { AccountId } from '../aws-ids.js'
import type { PhoneNumber } from './phone-number.js'

/** Whom a number's own policy lets in beside the primary itself. */
export interface LetIn {
  /** Each as a person reads it, such as `account 123456789012 (sms-voice:sendtextmessage)`. */
  readonly others: readonly string[]
  /** The same for what could not be judged. */
  readonly unclear: readonly string[]
}

/** The services that send from a number; a company's own use of them is no stranger's. */
const ownServices: readonly string[] = ['pinpoint.amazonaws.com', 'sns.amazonaws.com']

/**
 * Whom a number's policy lets in who is neither of the primary nor Pinpoint or SNS on the primary's
 * behalf (aws:SourceAccount).
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/shared-resources.html
 */
export function letIn(policy: PolicyDocument, primary: AccountId): LetIn {
  const nothing: PolicyDocument = { Version: '2012-10-17', Statement: [] }
  const { gained, unclear } = compareAccess(nothing, policy)
  const strange = (access: Access): boolean => !isOwn(access, primary)
  return {
    others: wordsOf(gained.filter(strange)),
    unclear: wordsOf(
      unclear
        .map(({ access }) => access)
        .filter((access) => access.effect === 'Allow' && strange(access))
    )
  }
}

function isOwn({ principal, condition }: Access, primary: AccountId): boolean {
  if (principal === undefined || 'not' in principal) return false
  const { type, value } = principal
  if (type === 'AWS' && accountIn(value) === primary) return true
  if (type === 'Service' && ownServices.includes(value)) {
    return demands(condition, 'aws:sourceaccount', primary)
  }
  return demands(condition, 'aws:principalaccount', primary)
}

function accountIn(principal: string): string | undefined {
  return /^\d{12}$/.test(principal) ? principal : principal.split(':')[4]
}

const equalities: readonly string[] = ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike']

/** Whether a condition holds for one value of a key only. */
function demands(condition: Access['condition'], key: string, value: string): boolean {
  return equalities.some((operator) =>
    Object.entries(condition[operator] ?? {}).some(
      ([name, values]) => name.toLowerCase() === key && values.every((each) => each === value)
    )
  )
}

function wordsOf(accesses: readonly Access[]): readonly string[] {
  return accesses.map(({ principal, action }) => {
    const what = typeof action === 'string' ? action : `all but ${JSON.stringify(action.not)}`
    return `${whoIn(principal)} (${what})`
  })
}

function whoIn(principal: Access['principal']): string {
  if (principal === undefined) return 'somebody'
  if ('not' in principal) return `all but ${JSON.stringify(principal.not)}`
  const { type, value } = principal
  if (value === '*') return 'everybody'
  return /^\d{12}$/.test(value) ? `account ${value}` : type === 'AWS' ? value : `${type} ${value}`
}

/**
 * Whether a number's policy lets Pinpoint send from it for the primary. `unclear` where it does so
 * under a condition whose value in Pinpoint's request AWS does not document.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/shared-resources.html
 */
export function letsPinpointSend(
  policy: PolicyDocument,
  { arn }: Pick<PhoneNumber, 'arn'>,
  primary: AccountId
): 'yes' | 'no' | 'unclear' {
  const request = {
    principal: { type: 'Service', value: 'pinpoint.amazonaws.com' },
    actions: ['sms-voice:SendTextMessage'],
    resources: [arn],
    resourceAccount: primary,
    context: { 'aws:SourceAccount': primary }
  } as const
  if (decideAlone(policy, request) === 'Allowed') return 'yes'
  return decideAlone(withKnownConditions(policy), request) === 'Allowed' ? 'unclear' : 'no'
}

/** The policy with the conditions of its Allow statements cut down to what Pinpoint is known to send. */
function withKnownConditions(policy: PolicyDocument): PolicyDocument {
  const { Statement = [] } = policy
  const statements = isList(Statement) ? Statement : [Statement]
  return { ...policy, Statement: statements.map(withKnownCondition) }
}

function withKnownCondition(statement: Json): Json {
  if (!isObject(statement) || statement['Effect'] !== 'Allow') return statement
  const { Condition, ...rest } = statement
  if (!isObject(Condition)) return statement
  const known = Object.entries(Condition).flatMap(([operator, keys]) => {
    if (!isObject(keys)) return []
    const kept = Object.entries(keys).filter(([key]) => key.toLowerCase() === 'aws:sourceaccount')
    return kept.length === 0 ? [] : [[operator, Object.fromEntries(kept)] as const]
  })
  return { ...rest, ...(known.length > 0 && { Condition: Object.fromEntries(known) }) }
}
