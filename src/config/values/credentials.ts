import { parseRoleArn, type AccountId, type RoleArn } from '../../domain/aws-ids.js'
import { invalid, isInvalid, type Invalid } from '../../domain/invalid.js'
import type { CredentialSource, Secondary } from '../../domain/request.js'

/** The credentials of the primary or of an outsider, before they know of an audience. */
export type Credentials =
  | { readonly kind: 'ambient' }
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'role'; readonly arn: RoleArn }
  | { readonly kind: 'oidc'; readonly arn: RoleArn }

/** `secondary-credentials` before `{account}` is replaced. */
export type SecondaryCredentials =
  | { readonly kind: 'ambient' }
  | { readonly kind: 'none' }
  | { readonly kind: NamedKind; readonly template: string }

/** Kinds that name a profile, or a role by its ARN. */
type NamedKind = 'profile' | 'role' | 'oidc'

/**
 * What GitHub's id tokens are made for, unless `oidc-audience` says otherwise.
 *
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export const defaultAudience = 'sts.amazonaws.com'

const accountPlace = '{account}'
const forms = 'use ambient, profile:NAME, role:ARN or oidc:ARN'
const secondaryForms = `use ambient, profile:NAME, role:ARN or oidc:ARN (${accountPlace} stands for the secondary’s id), or none`
const profileName = /^[\w+=,.@:/-]{1,128}$/

/** The audience of a token: any text that fits in one line of an identity provider's. */
export function parseAudience(text: string): string | Invalid {
  return /^[\x21-\x7e]{1,255}$/.test(text)
    ? text
    : invalid(`"${text}" is not an audience: 1 to 255 visible characters without spaces`)
}

/** Reads the credentials of the primary or of an outsider. */
export function parseCredentials(text: string): Credentials | Invalid {
  if (text === 'ambient') return { kind: 'ambient' }
  if (text === 'none') return invalid(`none is only for secondary-credentials; ${forms}`)
  const { kind, rest } = split(text)
  if (kind === undefined) return invalid(whyNoForm(text, forms))
  if (rest.includes(accountPlace)) {
    return invalid(`${accountPlace} is only for secondary-credentials; name the account itself`)
  }
  if (kind === 'profile') {
    return profileName.test(rest) ? { kind, name: rest } : invalid(whyNoProfile(rest))
  }
  const arn = parseRoleArn(rest)
  return isInvalid(arn) ? arn : { kind, arn }
}

/** Reads the credentials of the secondaries; `{account}` is left in place. */
export function parseSecondaryCredentials(text: string): SecondaryCredentials | Invalid {
  if (text === 'ambient' || text === 'none') return { kind: text }
  const { kind, rest: template } = split(text)
  if (kind === undefined) return invalid(whyNoForm(text, secondaryForms))
  const sample = template.replaceAll(accountPlace, '000000000000')
  if (kind === 'profile') {
    return profileName.test(sample) ? { kind, template } : invalid(whyNoProfile(template))
  }
  return isInvalid(parseRoleArn(sample))
    ? invalid(`"${template}" is not a role ARN (arn:aws:iam::${accountPlace}:role/NAME)`)
    : { kind, template }
}

/** Whether the template names an identity of its own for each secondary. */
export function namesEachAccount(template: string): boolean {
  return template.includes(accountPlace)
}

/** Where the identity comes from, with the audience that GitHub’s tokens are made for. */
export function sourceOf(credentials: Credentials, audience: string): CredentialSource {
  return credentials.kind === 'oidc' ? { ...credentials, audience } : credentials
}

/** The credentials of one secondary; without its account where none is named and none stands in them. */
export function credentialsOf(
  credentials: SecondaryCredentials,
  account: AccountId | undefined,
  audience: string
): Secondary['credentials'] {
  if (!('template' in credentials)) return credentials
  const { template } = credentials
  const text = account === undefined ? template : template.replaceAll(accountPlace, account)
  if (credentials.kind === 'profile') return { kind: 'profile', name: text }
  // Parsed before with another account in its place, so this is a role's ARN too.
  return sourceOf({ kind: credentials.kind, arn: text as RoleArn }, audience)
}

function split(text: string): {
  readonly kind: NamedKind | undefined
  readonly rest: string
} {
  const [, kind, rest = ''] = /^(profile|role|oidc):(.*)$/s.exec(text) ?? []
  return { kind: kind as NamedKind | undefined, rest }
}

function whyNoProfile(text: string): string {
  return `"${text}" is not a profile’s name: 1 to 128 letters, digits or any of _+=,.@:/-`
}

function whyNoForm(text: string, allowed: string): string {
  if (/^arn:/.test(text)) {
    return `"${text}" is a bare ARN: write role:ARN (assumed from the ambient identity) or oidc:ARN (by GitHub’s token)`
  }
  // Not quoted: keys are pasted into the wrong field now and then.
  return `is none of the forms it knows; ${allowed}`
}
