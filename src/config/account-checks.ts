import { partitionOf, roleArnParts, type AccountId, type Region } from '../domain/aws-ids.js'
import { isInvalid } from '../domain/invalid.js'
import { callersOf, type CallerPattern } from './callers.js'
import { credentialsOf, namesEachAccount, type SecondaryCredentials } from './credentials.js'
import { crossCheck, type CrossCheck } from './cross-check.js'
import { configurationId } from './configuration-id.js'

/** Checks between accounts, callers and identities. */
export const accountChecks: readonly CrossCheck[] = [
  crossCheck(
    'configuration-id',
    ['configuration-id', 'role-name'],
    ({ 'configuration-id': id, 'role-name': role }, environment) => {
      const chosen = configurationId({ given: id, role }, environment)
      return isInvalid(chosen) ? chosen.invalid : undefined
    }
  ),
  crossCheck(
    'secondary-account-ids',
    ['primary-account-id', 'secondary-account-ids'],
    ({ 'primary-account-id': primary, 'secondary-account-ids': secondaries }) =>
      secondaries.includes(primary)
        ? `names ${primary}, which is the primary; a secondary is another account`
        : undefined
  ),
  crossCheck(
    'primary-credentials',
    ['primary-credentials', 'primary-account-id'],
    ({ 'primary-credentials': source, 'primary-account-id': primary }) => {
      if (source.kind === 'ambient') return undefined
      const { account } = roleArnParts(source.arn)
      return account === primary
        ? undefined
        : `the role is in ${account}, but primary-account-id is ${primary}`
    }
  ),
  crossCheck('primary-credentials', ['primary-credentials', 'region'], (values) =>
    values['primary-credentials'].kind === 'role'
      ? wrongPartition(values['primary-credentials'].arn, values.region)
      : undefined
  ),
  crossCheck('secondary-credentials', ['secondary-credentials', 'region'], (values) =>
    values['secondary-credentials'].kind === 'role'
      ? wrongPartition(values['secondary-credentials'].template, values.region)
      : undefined
  ),
  crossCheck('outsider-credentials', ['outsider-credentials', 'region'], (values) =>
    values['outsider-credentials']
      .map((source) =>
        source.kind === 'role' ? wrongPartition(source.arn, values.region) : undefined
      )
      .find((reason) => reason !== undefined)
  ),
  crossCheck(
    'secondary-credentials',
    ['primary-credentials', 'secondary-credentials', 'secondary-account-ids'],
    (values) =>
      values['primary-credentials'].kind === 'ambient' &&
      values['secondary-credentials'].kind === 'ambient'
        ? threeWaysOut
        : notEachSecondary(values['secondary-credentials'], values['secondary-account-ids'])
  ),
  crossCheck(
    'secondary-principals',
    ['secondary-principals', 'secondary-account-ids', 'region'],
    (values) => {
      const secondaries = values['secondary-account-ids']
      return (
        strangePattern(values['secondary-principals'], secondaries, values.region) ??
        leftOut(values['secondary-principals'], secondaries)
      )
    }
  )
]

const threeWaysOut =
  'the ambient identity belongs to one account, so it cannot stand for the primary and a secondary at once; ' +
  'use secondary-credentials: role:ARN, or secondary-credentials: none, ' +
  'or primary-credentials: role:ARN where the ambient identity is the secondary’s'

function wrongPartition(arn: string, region: Region): string | undefined {
  const partition = partitionOf(region)
  return arn.startsWith(`arn:${partition}:`)
    ? undefined
    : `"${arn}" is in another partition than region ${region}, whose ARNs begin arn:${partition}:`
}

function notEachSecondary(
  credentials: SecondaryCredentials,
  secondaries: readonly AccountId[]
): string | undefined {
  const several = secondaries.length > 1
  if (credentials.kind === 'none') return undefined
  if (credentials.kind === 'ambient') {
    return several
      ? `the ambient identity belongs to one account, but there are ${secondaries.length} secondaries; use role:ARN with {account} in it, or none`
      : undefined
  }
  if (several && !namesEachAccount(credentials.template)) {
    return `one role cannot stand for ${secondaries.length} secondaries; write {account} in place of its account id`
  }
  for (const secondary of secondaries) {
    const source = credentialsOf(credentials, secondary)
    const account = source.kind === 'role' ? roleArnParts(source.arn).account : secondary
    if (account !== secondary) {
      return `the role is in ${account}, which is not the secondary ${secondary}`
    }
  }
  return undefined
}

function strangePattern(
  patterns: readonly CallerPattern[],
  secondaries: readonly AccountId[],
  region: Region
): string | undefined {
  for (const pattern of patterns) {
    if (pattern.kind === 'every') continue
    if (!secondaries.some((secondary) => secondary === pattern.account)) {
      return `"${pattern.arn}" is in ${pattern.account}, which secondary-account-ids does not name`
    }
    const reason = wrongPartition(pattern.arn, region)
    if (reason !== undefined) return reason
  }
  return undefined
}

/** With no pattern at all every account is trusted whole; with some, each needs one. */
function leftOut(
  patterns: readonly CallerPattern[],
  secondaries: readonly AccountId[]
): string | undefined {
  const without = secondaries.filter(
    (secondary) => callersOf(patterns, secondary, 'aws').length === 0
  )
  return patterns.length === 0 || without.length === 0
    ? undefined
    : `names no role in ${without.join(', ')}; each secondary needs one, or role/NAME for all of them`
}
