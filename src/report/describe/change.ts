import type { CallerChange } from '../../domain/plan/caller-change.js'
import type { Change, ChangeOutcome } from '../../domain/plan/change.js'
import { isRevocation, revocationPolicyName, revocationTime } from '../../domain/plan/revocation.js'
import { permissionsPolicyName } from '../../domain/sender.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import type { Concealer } from '../conceal/conceal.js'

/** One planned write in words; plain text, not yet escaped. */
export function describeChange(change: Change | CallerChange, conceal: Concealer): string {
  switch (change.kind) {
    case 'create-role':
      return 'create the role with its final trust policy, settings and tags'
    case 'narrow-trust':
      return 'take the callers no longer wanted out of the trust policy'
    case 'put-permissions':
      return `${change.from === undefined ? 'add' : 'replace'} the inline policy ${permissionsPolicyName}`
    case 'put-inline-policy':
      if (isRevocation(change)) return revocation(change)
      return `${change.from === undefined ? 'add' : 'replace'} the inline policy ${conceal.text(change.name)}`
    case 'delete-inline-policy':
      return `delete the inline policy ${conceal.text(change.name)}`
    case 'detach-policy':
      return `detach the managed policy ${conceal.text(change.arn)}`
    case 'attach-policy':
      return `attach the managed policy ${conceal.text(change.arn)}`
    case 'set-boundary':
      return conceal.text(boundary(change))
    case 'remove-boundary':
      return `remove the permissions boundary ${conceal.text(change.from)}`
    case 'update-settings':
      return conceal.text(settings(change))
    case 'tag-role':
      return conceal.text(tags(change))
    case 'untag-role':
      return conceal.text(`remove the tags ${Object.keys(change.from).join(', ')}`)
    case 'replace-trust':
      return 'replace the trust policy with the configured one'
    case 'restore-trust':
      return 'give the trust policy back to the configured callers who had it, and to nobody else'
    case 'delete-role':
      return 'delete the role'
    case 'put-caller-policy':
      return `${change.from === undefined ? 'add' : 'replace'} ${callerPolicy(change)}`
    case 'delete-caller-policy':
      return `delete ${callerPolicy(change)}`
    default:
      return change satisfies never
  }
}

const states = {
  planned: '📋 planned',
  done: '✅ done',
  failed: '❌ failed',
  unknown: '❓ unknown: it may have been carried out',
  'not-begun': '⬜ not begun'
} as const satisfies Record<ChangeOutcome['state'], string>

/** What became of a change, in words. */
export function describeState(state: ChangeOutcome['state']): string {
  return states[state]
}

/** The documents that a change takes away and gives, concealed. */
export function documentsOf(
  change: Change | CallerChange,
  conceal: Concealer
): { readonly from?: PolicyDocument; readonly to?: PolicyDocument } {
  switch (change.kind) {
    case 'create-role':
      return { to: conceal.document(change.role.trust) }
    case 'narrow-trust':
    case 'put-permissions':
    case 'put-inline-policy':
    case 'replace-trust':
    case 'restore-trust':
    case 'put-caller-policy':
      return {
        ...(change.from !== undefined && { from: conceal.document(change.from) }),
        to: conceal.document(change.to)
      }
    case 'delete-inline-policy':
    case 'delete-caller-policy':
      return { from: conceal.document(change.from) }
    case 'detach-policy':
    case 'attach-policy':
    case 'set-boundary':
    case 'remove-boundary':
    case 'update-settings':
    case 'tag-role':
    case 'untag-role':
    case 'delete-role':
      return {}
    default:
      return change satisfies never
  }
}

function callerPolicy({ name, role, account }: CallerChange): string {
  return `the inline policy ${name} of the caller role ${role} in ${account}`
}

function revocation(change: Extract<Change, { readonly kind: 'put-inline-policy' }>): string {
  const verb = change.from === undefined ? 'add' : 'replace'
  return `${verb} the inline policy ${revocationPolicyName}: every session issued before ${revocationTime(change)} is refused everything; callers who stay assume the role again`
}

function boundary({ from, to }: Extract<Change, { readonly kind: 'set-boundary' }>): string {
  return from === undefined
    ? `set the permissions boundary ${to}`
    : `replace the permissions boundary ${from} with ${to}`
}

function settings({ from, to }: Extract<Change, { readonly kind: 'update-settings' }>): string {
  const parts = [
    ...(from.maxSessionSeconds === to.maxSessionSeconds
      ? []
      : [`maximum session duration ${from.maxSessionSeconds} s → ${to.maxSessionSeconds} s`]),
    ...(from.description === to.description
      ? []
      : [`description "${from.description}" → "${to.description}"`])
  ]
  return `update the settings: ${parts.join(', ')}`
}

function tags({ from, to }: Extract<Change, { readonly kind: 'tag-role' }>): string {
  const parts = Object.entries(to)
    .filter(([key, value]) => from[key] !== value)
    .map(([key, value]) =>
      from[key] === undefined ? `${key} = "${value}"` : `${key} "${from[key]}" → "${value}"`
    )
  return `set tags: ${parts.join(', ')}`
}
