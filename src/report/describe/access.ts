import type { Json } from '../../policy/document/document.js'
import type { Access } from '../../policy/compare/equivalence.js'
import type { Concealer } from '../conceal/conceal.js'
import { accountOfPrincipal } from '../conceal/conceal.js'
import { describeConditions, describeExternalId } from './condition.js'
import { joinWords } from './join-words.js'
import { clip } from '../plain-text.js'
import { policyName } from './policy-names.js'
import { isUniqueId, kindOfUniqueId } from '../../policy/document/unique-id.js'

/**
 * One atom of access in words, such as `any principal of account 111122223333 may assume the role
 * without an external id` or `the role may do sns:Publish on *`. Plain text, not yet escaped.
 */
export function describeAccess(access: Access, conceal: Concealer): string {
  if (access.unread !== undefined) {
    const shown = conceal.document({ unread: access.unread })
    return `a part that is not understood: ${clip(JSON.stringify(shown['unread']), 500)}`
  }
  const account = accountOf(access)
  const hearing = { conceal, account }
  const named = namesItself(access) ? describeExternalId(access.condition, hearing) : ''
  const conditions = describeConditions(
    access.condition,
    hearing,
    namesItself(access) ? 'all-but-external-id' : 'every-test'
  )
  const may = access.effect === 'Allow' ? 'may' : 'is denied to'
  const words = [who(access, conceal), may, what(access, conceal), named, conditions]
  return words.filter((word) => word !== '').join(' ')
}

/** Whether the caller of this access gives an external id: AWS principals that assume the role. */
function namesItself({ effect, principal, action }: Access): boolean {
  const ofAws = principal !== undefined && ('not' in principal || principal.type === 'AWS')
  const assumes = typeof action === 'string' && /^(\*|sts:(\*|assumerole))$/i.test(action)
  return effect === 'Allow' && ofAws && assumes
}

function accountOf({ principal }: Access): string | undefined {
  if (principal === undefined) return undefined
  return accountOfPrincipal('not' in principal ? undefined : principal.value)
}

function who({ principal, condition }: Access, conceal: Concealer): string {
  if (principal === undefined) return 'the role'
  if ('not' in principal) return `everyone but ${listed(principal.not, conceal)}`
  switch (principal.type) {
    case 'AWS':
      return conceal.text(
        principal.value === '*' ? everyone(condition) : awsPrincipal(principal.value)
      )
    case 'Service':
      return conceal.text(`the AWS service ${principal.value}`)
    case 'Federated':
      return conceal.text(`whoever ${principal.value} has signed in`)
    default:
      return conceal.text(`${principal.type} ${principal.value}`)
  }
}

function everyone(condition: Access['condition']): string {
  const [organization] = Object.entries(condition['StringEquals'] ?? {})
    .filter(([key]) => key.toLowerCase() === 'aws:principalorgid')
    .map(([, values]) => values)
  return organization === undefined
    ? 'anyone, in any AWS account,'
    : `anyone in the organization ${joinWords(organization, 'or')}`
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function awsPrincipal(value: string): string {
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(value)?.[1]
  if (account !== undefined) return `any principal of account ${account}`
  // IAM shows its own id for a principal that has been deleted.
  if (isUniqueId(value)) return `a deleted ${kindOfUniqueId(value)} (${value})`
  const kind = /^arn:[^:]+:(?:iam|sts)::\d{12}:(role|user|assumed-role|federated-user)\//.exec(
    value
  )
  return `${kinds[kind?.[1] ?? ''] ?? 'the principal'} ${value}`
}

const kinds: Readonly<Record<string, string>> = {
  role: 'role',
  user: 'user',
  'assumed-role': 'the session',
  'federated-user': 'the federated user'
}

function what({ principal, action, resource }: Access, conceal: Concealer): string {
  const trust = principal !== undefined && resource === undefined
  if (trust) return trustAction(action, conceal)
  const done =
    typeof action === 'string'
      ? `do ${action === '*' ? 'everything (*)' : policyName(action)}`
      : `do everything but ${listed(action.not, conceal)}`
  if (resource === undefined) return done
  const all = action === '*' && resource === '*'
  return `${done} on ${all ? 'everything (*)' : resourceWords(resource, conceal)}`
}

function resourceWords(resource: NonNullable<Access['resource']>, conceal: Concealer): string {
  return typeof resource === 'string'
    ? conceal.text(resource)
    : `everything but ${listed(resource.not, conceal)}`
}

const trustActions: Readonly<Record<string, string>> = {
  'sts:assumerole': 'assume the role',
  'sts:assumerolewithwebidentity': 'assume the role with a web identity',
  'sts:assumerolewithsaml': 'assume the role with SAML',
  'sts:tagsession': 'tag sessions of the role',
  'sts:setsourceidentity': 'set the source identity of sessions of the role',
  'sts:*': 'assume the role, tag its sessions and set their source identity (sts:*)',
  '*': 'assume the role, tag its sessions and set their source identity (*)'
}

function trustAction(action: Access['action'], conceal: Concealer): string {
  if (typeof action !== 'string') return `do everything but ${listed(action.not, conceal)}`
  return trustActions[action.toLowerCase()] ?? `do ${policyName(action)} with the role`
}

/** The values of a Not… list, however they are nested. */
function listed(list: Json, conceal: Concealer): string {
  const values = valuesOf(list).map((value) => conceal.text(policyName(value)))
  return values.length === 0 ? 'no one listed' : joinWords(values, 'and')
}

function valuesOf(json: Json): readonly string[] {
  if (typeof json === 'string') return [json]
  if (typeof json !== 'object' || json === null) return [String(json)]
  return Object.values(json).flatMap(valuesOf)
}
