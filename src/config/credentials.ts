import { parseRoleArn, type AccountId, type RoleArn } from '../domain/aws-ids.js'
import { invalid, isInvalid, type Invalid } from '../domain/invalid.js'
import type { CredentialSource, Secondary } from '../domain/request.js'

/** `secondary-credentials` before `{account}` is replaced. */
export type SecondaryCredentials =
  | { readonly kind: 'ambient' }
  | { readonly kind: 'none' }
  | { readonly kind: 'role'; readonly template: string }

const accountPlace = '{account}'
const twoForms = 'use ambient or role:ARN'
const threeForms = `use ambient, role:ARN (${accountPlace} stands for the secondary’s id) or none`

/** Reads the credentials of the primary or of an outsider: `ambient` or `role:ARN`. */
export function parseCredentials(text: string): CredentialSource | Invalid {
  if (text === 'ambient') return { kind: 'ambient' }
  if (text === 'none') return invalid(`none is only for secondary-credentials; ${twoForms}`)
  if (!text.startsWith('role:')) return invalid(whyNoForm(text, twoForms))
  if (text.includes(accountPlace)) {
    return invalid(`${accountPlace} is only for secondary-credentials; name the role’s account`)
  }
  const arn = parseRoleArn(text.slice('role:'.length))
  return isInvalid(arn) ? arn : { kind: 'role', arn }
}

/** Reads the credentials of the secondaries: `ambient`, `role:ARN` with `{account}`, or `none`. */
export function parseSecondaryCredentials(text: string): SecondaryCredentials | Invalid {
  if (text === 'ambient' || text === 'none') return { kind: text }
  if (!text.startsWith('role:')) return invalid(whyNoForm(text, threeForms))
  const template = text.slice('role:'.length)
  const sample = parseRoleArn(template.replaceAll(accountPlace, '000000000000'))
  return isInvalid(sample)
    ? invalid(`"${template}" is not a role ARN (arn:aws:iam::${accountPlace}:role/NAME)`)
    : { kind: 'role', template }
}

/** Whether the template names a role of its own for each secondary. */
export function namesEachAccount(template: string): boolean {
  return template.includes(accountPlace)
}

/** The credentials of one secondary. */
export function credentialsOf(
  credentials: SecondaryCredentials,
  account: AccountId
): Secondary['credentials'] {
  if (credentials.kind !== 'role') return credentials
  // Parsed before with another account in its place, so this is a role's ARN too.
  return { kind: 'role', arn: credentials.template.replaceAll(accountPlace, account) as RoleArn }
}

function whyNoForm(text: string, forms: string): string {
  if (/^arn:/.test(text)) {
    return (
      `"${text}" is a bare ARN: write role:ARN (assumed from the ambient identity); ` +
      'oidc:ARN (GitHub’s token) is for a later version'
    )
  }
  const [, later] = /^(profile|oidc):/.exec(text) ?? []
  if (later !== undefined) return `this version does not know ${later}: yet; ${forms}`
  // Not quoted: keys are pasted into the wrong field now and then.
  return `is none of the forms it knows; ${forms}`
}
