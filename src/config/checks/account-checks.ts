import type { AccountId, Region } from '../../domain/aws-ids.js'
import { isInvalid } from '../../domain/invalid.js'
import { callersOf, type CallerPattern } from '../values/callers.js'
import { crossCheck, type CrossCheck } from './cross-check.js'
import { wrongPartition } from '../values/partition.js'
import { configurationId } from '../values/configuration-id.js'

/** Checks between accounts and callers. */
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

function strangePattern(
  patterns: readonly CallerPattern[],
  secondaries: readonly AccountId[],
  region: Region
): string | undefined {
  // That there are none is told by itself.
  if (secondaries.length === 0) return undefined
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
