import { accessesOf } from '../../policy/compare/equivalence.js'
import type { Finding } from './finding.js'
import type { ObservedRole } from '../role/observed-role.js'
import {
  isNamedIn,
  otherPoliciesOf,
  otherPoliciesThat,
  policyInWords,
  type OtherPolicy
} from '../role/other-policies.js'
import type { DesiredRole } from '../sender.js'

/** What people should know of policies beside ours that are no drift. */
export function policyFindings({
  desired,
  observed
}: {
  readonly desired: DesiredRole
  readonly observed: ObservedRole
}): readonly Finding[] {
  const { otherPolicies: rules } = desired
  return [
    ...otherPoliciesThat('kept', observed, rules).map(keptFinding),
    ...otherPoliciesThat('left', observed, rules).map(deniesFinding),
    ...absentNames(observed, rules?.keep ?? []).map(absentFinding)
  ]
}

function keptFinding({ policy, document, unread }: OtherPolicy): Finding {
  const stays = `${capital(policyInWords(policy))} stays on the role, as keep-policies says`
  if (document === undefined) {
    const message = `${stays}, but what it allows could not be read: ${unread ?? 'no document'}.`
    return { level: 'warning', code: 'POLICY_NOT_READ', message }
  }
  const message = `${stays}; what it allows is not expected to be refused.`
  return { level: 'notice', code: 'POLICY_KEPT', message, access: accessesOf(document) }
}

function deniesFinding({ policy, document = {} }: OtherPolicy): Finding {
  const message = `${capital(policyInWords(policy))} is on the role and only denies: it is left there, and is taken off only when remove-policies names it.`
  return { level: 'notice', code: 'POLICY_ONLY_DENIES', message, access: accessesOf(document) }
}

function absentNames(observed: ObservedRole, keep: readonly string[]): readonly string[] {
  const others = observed.exists ? otherPoliciesOf(observed) : []
  return keep.filter((name) => !others.some(({ policy }) => isNamedIn([name], policy)))
}

function absentFinding(name: string): Finding {
  const message = `keep-policies names ${name}, which is not on the role.`
  return { level: 'notice', code: 'KEPT_POLICY_ABSENT', message }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
