import type { Finding } from '../../domain/findings/finding.js'
import { policiesBesideOurs } from '../../domain/plan/plan-destroy.js'
import { isClosed, releasedTrust } from '../../domain/trust/release-trust.js'
import type { SenderRequest } from '../../domain/request.js'
import type { Target } from './target.js'

/** What a destroy does to the role, to be said before anything is written. */
export function destroyFindings(request: SenderRequest, target: Target): readonly Finding[] {
  const say = (level: Finding['level'], ...sentences: readonly string[]): readonly Finding[] => [
    { level, code: 'DESTROY_PLANNED', message: sentences.join(' ') }
  ]
  switch (target.kind) {
    case 'absent':
      return say(
        'notice',
        `The role ${request.role.arn} does not exist: there is nothing to delete in the primary.`
      )
    case 'released':
      return say(
        'notice',
        `The role ${target.observed.arn} was adopted and released by an earlier destroy: nothing of this configuration is left on it, and it is not touched.`
      )
    case 'owned': {
      const others = namesBesideOurs(target)
      return target.origin === 'created'
        ? say(others.length > 0 ? 'warning' : 'notice', ...deletion(target, others))
        : say('warning', ...release(request, target, others))
    }
    default:
      return target satisfies never
  }
}

type Owned = Extract<Target, { readonly kind: 'owned' }>

function deletion({ observed }: Owned, others: readonly string[]): readonly string[] {
  const alsoGone =
    others.length === 0
      ? []
      : [
          `With it go policies that this action did not write, since IAM deletes no role that has any: ${listed(others)}; inline ones are deleted, managed ones detached.`
        ]
  return [
    `The role ${observed.arn}, which this configuration created, is deleted. First its trust policy is shut to everybody.`,
    ...alsoGone
  ]
}

function release(
  request: SenderRequest,
  { observed }: Owned,
  others: readonly string[]
): readonly string[] {
  const keeps =
    others.length === 0 ? 'its settings' : `its policies ${listed(others)}, its settings`
  const shut = isClosed(releasedTrust(observed.trust, request))
  return [
    `The role ${observed.arn} was adopted, so it is not deleted: it loses the access of the configured secondaries, the trust statements and the inline policy of this action, and its three tags.`,
    `It keeps ${keeps}, and its other tags, those of the input tags among them.`,
    shut
      ? 'Nobody else is let in by its trust policy, so that is shut: it denies sts:AssumeRole to everybody until its owner writes another.'
      : 'Whoever else its trust policy lets in stays.'
  ]
}

function namesBesideOurs({ observed }: Owned): readonly string[] {
  const { inline, attached } = policiesBesideOurs(observed)
  return [...inline.map(([name]) => name), ...attached.map(({ arn }) => arn)]
}

const mostNamed = 10

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed)
  const rest = names.length - shown.length
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
}
