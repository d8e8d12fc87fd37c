import {
  isList,
  isObject,
  type Json,
  type PolicyDocument
} from '../../../policy/document/document.js'
import { AwsError } from '../aws-error.js'
import type { AwsState } from '../state/state.js'
import { GITHUB_HOST } from './identity-context.js'

/**
 * Refuses a trust policy that names an identity provider which is not there.
 *
 * Unknown in AWS: whether a trust may name a provider that is not there; here not.
 *
 * @param at the moment, in milliseconds, as of which providers must exist
 * @throws AwsError MalformedPolicyDocument
 */
export function refuseUnknownProviders(
  state: AwsState,
  document: PolicyDocument,
  at: number
): void {
  const known = [...state.accounts.values()]
    .flatMap(({ oidcProviders }) => [...oidcProviders.values()])
    .filter(({ exists }) => exists.asOf(at))
    .map(({ arn }) => arn)
  const unknown = statementsOf(document)
    .flatMap(federatedOf)
    .find((provider) => !known.includes(provider))
  if (unknown === undefined) return
  throw malformed(`Invalid principal in policy: "Federated":"${unknown}"`)
}

/**
 * Refuses a trust policy that lets in every repository of GitHub: IAM wants `sub` compared with
 * values that are more than wildcards.
 *
 * Unknown in AWS: which condition operators count as a limit to `sub`; those a missing claim fails.
 *
 * @throws AwsError MalformedPolicyDocument
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export function refuseOpenSharedIssuer(document: PolicyDocument): void {
  const open = statementsOf(document).some(
    (statement) =>
      statement.Effect === 'Allow' &&
      federatedOf(statement).some((arn) => arn.endsWith(`:oidc-provider/${GITHUB_HOST}`)) &&
      !comparesSubject(statement.Condition)
  )
  if (!open) return
  throw malformed(
    `The trust policy must evaluate the condition key ${GITHUB_HOST}:sub with a value that is not ` +
      'solely a wildcard'
  )
}

const statementsOf = ({ Statement }: PolicyDocument): readonly PolicyDocument[] =>
  (isList(Statement) ? Statement : [Statement]).filter(isObject)

function federatedOf({ Principal }: PolicyDocument): readonly string[] {
  const federated = isObject(Principal) ? Principal.Federated : undefined
  return listed(federated)
}

function comparesSubject(condition: Json | undefined): boolean {
  if (!isObject(condition)) return false
  return Object.entries(condition).some(
    ([operator, keys]) =>
      /^(ForAnyValue:)?String(Equals|EqualsIgnoreCase|Like)$/i.test(operator) &&
      isObject(keys) &&
      Object.entries(keys).some(([key, values]) => isSubject(key) && narrows(listed(values)))
  )
}

const isSubject = (key: string): boolean => key.toLowerCase() === `${GITHUB_HOST}:sub`

const narrows = (values: readonly string[]): boolean =>
  values.length > 0 && values.every((value) => !/^[*?]*$/.test(value))

const listed = (value: Json | undefined): readonly string[] =>
  (isList(value) ? value : [value]).filter((one) => typeof one === 'string')

const malformed = (message: string): AwsError =>
  new AwsError('MalformedPolicyDocument', 400, message)
