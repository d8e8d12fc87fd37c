import { roleArnParts, type AccountId, type Region } from '../../domain/aws-ids.js'
import {
  credentialsOf,
  defaultAudience,
  namesEachAccount,
  type Credentials,
  type SecondaryCredentials
} from '../values/credentials.js'
import { crossCheck, type CrossCheck } from './cross-check.js'
import { wrongPartition } from '../values/partition.js'

/** Checks between identities, accounts and the Region. */
export const credentialChecks: readonly CrossCheck[] = [
  crossCheck(
    'primary-credentials',
    ['primary-credentials', 'primary-account-id'],
    ({ 'primary-credentials': source, 'primary-account-id': primary }) => {
      if (source.kind === 'ambient' || source.kind === 'profile') return undefined
      const { account } = roleArnParts(source.arn)
      return account === primary
        ? undefined
        : `the role is in ${account}, but primary-account-id is ${primary}`
    }
  ),
  crossCheck('primary-credentials', ['primary-credentials', 'region'], (values) =>
    wrongRole(values['primary-credentials'], values.region)
  ),
  crossCheck('secondary-credentials', ['secondary-credentials', 'region'], (values) =>
    wrongRole(values['secondary-credentials'], values.region)
  ),
  crossCheck('outsider-credentials', ['outsider-credentials', 'region'], (values) =>
    values['outsider-credentials']
      .map((credentials) => wrongRole(credentials, values.region))
      .find((reason) => reason !== undefined)
  ),
  crossCheck(
    'oidc-audience',
    ['oidc-audience', 'primary-credentials', 'secondary-credentials', 'outsider-credentials'],
    (values) => {
      const used = [
        values['primary-credentials'],
        values['secondary-credentials'],
        ...values['outsider-credentials']
      ]
      return values['oidc-audience'] === defaultAudience || used.some(({ kind }) => kind === 'oidc')
        ? undefined
        : 'is only for credentials of the form oidc:ARN'
    }
  ),
  crossCheck(
    'secondary-credentials',
    ['primary-credentials', 'secondary-credentials', 'secondary-account-ids', 'mode'],
    (values) =>
      // In prove nobody stands for the primary.
      (values.mode === 'prove'
        ? undefined
        : sameIdentity(values['primary-credentials'], values['secondary-credentials'])) ??
      notEachSecondary(
        values['secondary-credentials'],
        values['secondary-account-ids'],
        values.mode === 'prove' ? 'or name the one that proves itself' : 'or none'
      )
  )
]

const threeWaysOut =
  'the ambient identity belongs to one account, so it cannot stand for the primary and a secondary at once; ' +
  'use secondary-credentials: role:ARN, oidc:ARN or profile:NAME, or secondary-credentials: none, ' +
  'or primary-credentials: role:ARN where the ambient identity is the secondary’s'

function sameIdentity(primary: Credentials, secondary: SecondaryCredentials): string | undefined {
  if (primary.kind === 'ambient' && secondary.kind === 'ambient') return threeWaysOut
  return primary.kind === 'profile' &&
    secondary.kind === 'profile' &&
    primary.name === secondary.template
    ? `the profile ${primary.name} belongs to one account, so it cannot stand for the primary and a secondary at once`
    : undefined
}

/** Of a profile nothing is known before it is used. */
function wrongRole(
  credentials: Credentials | SecondaryCredentials,
  region: Region
): string | undefined {
  if (credentials.kind !== 'role' && credentials.kind !== 'oidc') return undefined
  return wrongPartition('arn' in credentials ? credentials.arn : credentials.template, region)
}

function notEachSecondary(
  credentials: SecondaryCredentials,
  secondaries: readonly AccountId[],
  elseways: string
): string | undefined {
  const several = secondaries.length > 1
  if (credentials.kind === 'none') return undefined
  if (credentials.kind === 'ambient') {
    return several
      ? `the ambient identity belongs to one account, but there are ${secondaries.length} secondaries; use role:ARN, oidc:ARN or profile:NAME with {account} in it, ${elseways}`
      : undefined
  }
  const { kind, template } = credentials
  const one = kind === 'profile' ? 'profile' : 'role'
  if (several && !namesEachAccount(template)) {
    const place = one === 'role' ? 'in place of its account id' : 'in its name'
    return `one ${one} cannot stand for ${secondaries.length} secondaries; write {account} ${place}`
  }
  return one === 'profile' ? undefined : elsewhere(credentials, secondaries)
}

function elsewhere(
  credentials: SecondaryCredentials,
  secondaries: readonly AccountId[]
): string | undefined {
  for (const secondary of secondaries) {
    const source = credentialsOf(credentials, secondary, defaultAudience)
    const account = 'arn' in source ? roleArnParts(source.arn).account : secondary
    if (account !== secondary) {
      return `the role is in ${account}, which is not the secondary ${secondary}`
    }
  }
  return undefined
}
