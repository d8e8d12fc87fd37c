import type { CallerChange } from '../domain/plan/caller-change.js'
import type { Change } from '../domain/plan/change.js'
import { permissionsPolicyName } from '../domain/sender.js'
import type { Json, PolicyDocument } from '../policy/document/document.js'
import { accountOfPrincipal, type Concealer, type ShownExternalId } from './conceal/conceal.js'
import { visibleJson } from './visible-json.js'

/** The role a command is about. */
export interface CommandSubject {
  readonly role: string
  readonly conceal: Concealer
}

/**
 * The AWS CLI command that carries out a change of the sender role, or of a caller role with
 * credentials of its account: one line for a POSIX shell. External ids stand in
 * it as environment variables, which whoever runs it sets first.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/iam/
 */
export function cliCommand(change: Change | CallerChange, subject: CommandSubject): string {
  const words = wordsFor(change, subject)
  return [
    'aws',
    'iam',
    ...words.map((word) => (/^[a-z-]+$/.test(word) ? word : quoted(word)))
  ].join(' ')
}

/** The environment variables that a command takes external ids from, in order of appearance. */
export function variablesIn(command: string): readonly string[] {
  return [...new Set([...command.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name))]
}

function wordsFor(
  change: Change | CallerChange,
  { role, conceal }: CommandSubject
): readonly string[] {
  const about = ['--role-name', role]
  const policy = (document: PolicyDocument) => documentText(document, conceal)
  switch (change.kind) {
    case 'create-role':
      return createWords(change.role, { role, conceal })
    case 'narrow-trust':
    case 'replace-trust':
    case 'restore-trust':
      return ['update-assume-role-policy', ...about, '--policy-document', policy(change.to)]
    case 'put-permissions':
      return putWords(about, permissionsPolicyName, policy(change.to))
    case 'put-inline-policy':
      return putWords(about, change.name, policy(change.to))
    case 'delete-inline-policy':
      return ['delete-role-policy', ...about, '--policy-name', change.name]
    case 'detach-policy':
      return ['detach-role-policy', ...about, '--policy-arn', change.arn]
    case 'attach-policy':
      return ['attach-role-policy', ...about, '--policy-arn', change.arn]
    case 'set-boundary':
      return ['put-role-permissions-boundary', ...about, '--permissions-boundary', change.to]
    case 'remove-boundary':
      return ['delete-role-permissions-boundary', ...about]
    case 'update-settings':
      return ['update-role', ...about, ...settingWords(change.to, conceal)]
    case 'tag-role':
      return ['tag-role', ...about, '--tags', tagText(change.to, conceal)]
    case 'untag-role':
      return ['untag-role', ...about, '--tag-keys', ...Object.keys(change.from)]
    case 'delete-role':
      return ['delete-role', ...about]
    case 'put-caller-policy':
      return putWords(['--role-name', change.role], change.name, policy(change.to))
    case 'delete-caller-policy':
      return ['delete-role-policy', '--role-name', change.role, '--policy-name', change.name]
    default:
      return change satisfies never
  }
}

function createWords(
  role: Extract<Change, { readonly kind: 'create-role' }>['role'],
  { conceal }: CommandSubject
): readonly string[] {
  const { name, path, trust, tags, boundaryArn } = role
  return [
    'create-role',
    '--role-name',
    name,
    '--path',
    path,
    '--assume-role-policy-document',
    documentText(trust, conceal),
    ...settingWords(role, conceal),
    '--tags',
    tagText(tags, conceal),
    ...(boundaryArn === undefined ? [] : ['--permissions-boundary', boundaryArn])
  ]
}

function putWords(about: readonly string[], name: string, document: string): readonly string[] {
  return ['put-role-policy', ...about, '--policy-name', name, '--policy-document', document]
}

function settingWords(
  { description, maxSessionSeconds }: { description: string; maxSessionSeconds: number },
  conceal: Concealer
): readonly string[] {
  const seconds = String(maxSessionSeconds)
  return ['--description', conceal.text(description), '--max-session-duration', seconds]
}

function tagText(tags: Readonly<Record<string, string>>, conceal: Concealer): string {
  return JSON.stringify(
    Object.entries(tags).map(([Key, Value]) => ({ Key, Value: conceal.text(Value) }))
  )
}

/** Between these stands the name of a variable; IAM knows no such characters in a policy. */
const [open, close] = ['\uE000', '\uE001']

function documentText(document: PolicyDocument, conceal: Concealer): string {
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(document).map(([element, value]) => [element, withVariables(value, conceal)])
    )
  )
}

function withVariables(value: Json, conceal: Concealer, account?: string): Json {
  if (typeof value === 'string') return conceal.text(value, account)
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map((inner) => withVariables(inner, conceal, account))
  const owner = accountOfPrincipal(value['Principal']) ?? account
  const variable = (id: Json): Json => {
    const text = typeof id === 'string' ? id : JSON.stringify(id)
    const { which, shown } = conceal.externalId(text, owner)
    return which === 'any' ? shown : `${open}${variables[which]}${close}`
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key.toLowerCase() !== 'sts:externalid') return [key, withVariables(inner, conceal, owner)]
      return [key, isList(inner) ? inner.map(variable) : variable(inner)]
    })
  )
}

const variables = {
  only: 'SMS_10DLC_EXTERNAL_ID',
  first: 'SMS_10DLC_EXTERNAL_ID',
  second: 'SMS_10DLC_SECOND_EXTERNAL_ID',
  other: 'SMS_10DLC_OTHER_EXTERNAL_ID'
} as const satisfies Record<Exclude<ShownExternalId['which'], 'any'>, string>

// Array.isArray does not narrow a readonly list.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

/** A word that no shell reads anything into, but for our own variables. */
function quoted(word: string): string {
  if (word === '') return "''"
  return word
    .split(/(\uE000\w+\uE001)/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(open) ? variable(part) : literal(part)))
    .join('')
}

function variable(marked: string): string {
  return `"\${${marked.slice(open.length, -close.length)}}"`
}

function literal(text: string): string {
  return `'${visibleJson(text).replaceAll("'", String.raw`'\''`)}'`
}
