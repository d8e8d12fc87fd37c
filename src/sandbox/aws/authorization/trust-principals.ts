import type { Json, PolicyDocument } from '../../../policy/document/document.js'
import { AwsError } from '../aws-error.js'
import { refuseUnknownProviders } from '../oidc/trusted-providers.js'
import type { AwsState, StoredDocument, StoredRole, StoredUser } from '../state/state.js'

/**
 * A trust policy as IAM stores it: users and roles as unique ids, accounts as their root.
 *
 * @param at the moment, in milliseconds, as of which principals must exist; IAM does not know a
 * role that was created an instant ago
 * @throws AwsError MalformedPolicyDocument for a principal that does not exist
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function storeTrust(state: AwsState, document: PolicyDocument, at: number): StoredDocument {
  refuseUnknownProviders(state, document, at)
  return mapAwsPrincipals(document, (principal) => {
    const stored = storePrincipal(state, principal, at)
    if (stored !== undefined) return stored
    throw new AwsError(
      'MalformedPolicyDocument',
      400,
      `Invalid principal in policy: "AWS":"${principal}"`
    )
  })
}

/** A stored trust policy as it is read back: the ids of deleted principals stay as they are. */
export function renderTrust(state: AwsState, stored: StoredDocument, at: number): PolicyDocument {
  const names: string[] = []
  const document = mapAwsPrincipals(stored, (principal) => {
    const known = /^A(RO|ID)A/.test(principal) ? findById(state, principal, at) : undefined
    const name = known?.arn ?? principal
    names.push(name)
    return name
  })
  return sameObject(stored, names.join(' '), document)
}

const rendered = new WeakMap<
  StoredDocument,
  { readonly names: string; readonly document: PolicyDocument }
>()

/** The policy engine remembers documents by their objects: the same text must be the same one. */
function sameObject(
  stored: StoredDocument,
  names: string,
  document: PolicyDocument
): PolicyDocument {
  const known = rendered.get(stored)
  if (known?.names === names) return known.document
  rendered.set(stored, { names, document })
  return document
}

function storePrincipal(state: AwsState, text: string, at: number): string | undefined {
  if (text === '*') return text
  if (/^\d{12}$/.test(text)) return storePrincipal(state, rootArn(state, text), at)
  if (/^A(RO|ID)A[A-Z0-9]+$/.test(text)) return findById(state, text, at)?.id
  const [arn, partition, service, region, accountId, ...rest] = text.split(':')
  const account = state.accounts.get(accountId ?? '')
  if (arn !== 'arn' || partition !== state.partition || region !== '' || account === undefined)
    return undefined
  const name = rest.join(':')
  if (service === 'iam' && name === 'root') return text
  if (service === 'iam') return findByArn(state, text, at)?.id
  // Unknown in AWS: whether a session's role must exist for a trust to name it; here it must.
  const role = /^assumed-role\/([^/]+)\/[^/]+$/.exec(name)?.[1]?.toLowerCase()
  return service === 'sts' && role !== undefined && account.roles.has(role) ? text : undefined
}

const rootArn = (state: AwsState, account: string): string =>
  `arn:${state.partition}:iam::${account}:root`

const findById = (state: AwsState, id: string, at: number) =>
  findPrincipal(state, at, (principal) => principal.id === id)

const findByArn = (state: AwsState, arn: string, at: number) =>
  findPrincipal(state, at, (principal) => principal.arn === arn)

type Found = StoredRole | StoredUser

function findPrincipal(
  { accounts }: AwsState,
  at: number,
  isMeant: (principal: Found) => boolean
): Found | undefined {
  for (const { users, formerUsers, roles, formerRoles } of accounts.values()) {
    for (const group of [users.values(), formerUsers, roles.values(), formerRoles]) {
      for (const principal of group) {
        if (isMeant(principal) && principal.exists.asOf(at)) return principal
      }
    }
  }
  return undefined
}

function mapAwsPrincipals(
  document: PolicyDocument,
  map: (principal: string) => string
): PolicyDocument {
  const { Statement } = document
  if (Statement === undefined) return document
  const mapOne = (statement: Json): Json =>
    isObject(statement) && isObject(statement.Principal)
      ? { ...statement, Principal: mapMembers(statement.Principal, map) }
      : statement
  return { ...document, Statement: isList(Statement) ? Statement.map(mapOne) : mapOne(Statement) }
}

function mapMembers(principal: PolicyDocument, map: (principal: string) => string): Json {
  const { AWS } = principal
  if (AWS === undefined) return principal
  const mapOne = (value: Json): Json => (typeof value === 'string' ? map(value) : value)
  return { ...principal, AWS: isList(AWS) ? AWS.map(mapOne) : mapOne(AWS) }
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

const isObject = (value: Json | undefined): value is PolicyDocument =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
