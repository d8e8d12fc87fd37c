import type { AccountId, Partition } from '../../domain/aws-ids.js'
import { invalid, type Invalid } from '../../domain/invalid.js'

/** A role pattern of every secondary, or of one named by its ARN. */
export type CallerPattern =
  | { readonly kind: 'every'; readonly role: string }
  | {
      readonly kind: 'one'
      readonly arn: string
      readonly partition: string
      readonly account: string
    }

// No `$` or braces: IAM would read `${…}` as a variable.
const rolePattern = /^role\/([\w+=,.@*?-]+\/)*[\w+=,.@*?-]{1,64}$/
const forms =
  'use role/NAME (in every secondary) or arn:aws:iam::ACCOUNT:role/NAME; NAME may hold * and ?'

/** Reads one of `secondary-principals`: a role pattern or a role’s ARN. */
export function parseCallerPattern(text: string): CallerPattern | Invalid {
  if (rolePattern.test(text)) return { kind: 'every', role: text }
  const [, partition, service, account, resource] =
    /^arn:(aws|aws-us-gov):(iam|sts)::([^:]*):(.+)$/.exec(text) ?? []
  if (
    partition === undefined ||
    service === undefined ||
    account === undefined ||
    resource === undefined
  ) {
    return invalid(`"${text}" is not a role; ${forms}`)
  }
  const reason = whyNoCaller({ service, account, resource })
  return reason === undefined
    ? { kind: 'one', arn: text, partition, account }
    : invalid(`"${text}" ${reason}`)
}

/** The ARN patterns of one secondary’s callers, sorted and without repeats. */
export function callersOf(
  patterns: readonly CallerPattern[],
  account: AccountId,
  partition: Partition
): readonly string[] {
  const arns = patterns.flatMap((pattern) => {
    if (pattern.kind === 'every') return [`arn:${partition}:iam::${account}:${pattern.role}`]
    return pattern.account === account ? [pattern.arn] : []
  })
  return [...new Set(arns)].sort()
}

function whyNoCaller(parts: {
  readonly service: string
  readonly account: string
  readonly resource: string
}): string | undefined {
  const { service, account, resource } = parts
  if (service === 'sts') return 'is a session: name its role, arn:aws:iam::ACCOUNT:role/NAME'
  if (resource === 'root') {
    return 'is the whole account: leave secondary-principals empty to let the account decide'
  }
  if (resource.startsWith('user/')) {
    return 'is a user, whose keys do not expire: only roles may be callers'
  }
  if (!/^\d{12}$/.test(account)) return 'must name one account by its 12 digits, without wildcards'
  return rolePattern.test(resource) ? undefined : `is not a role; ${forms}`
}
