import { candidateInWords, causeInWords } from './cause-words.js'
import type { Diagnosis, Remedy, Unread } from './diagnosis.js'

/** Why the caller was refused, as one clause without a secret. */
export function diagnosisInWords({ causes, candidates, unread }: Diagnosis): string {
  const proven = causes.map(causeInWords).join('; and ')
  const possible = candidates.map(candidateInWords).join('; or ')
  const missing = candidates.length === 0 ? '' : unread.map(unreadInWords).join('')
  if (causes.length === 0) return `why could not be told. It may be ${possible}${missing}`
  return candidates.length === 0
    ? proven
    : `${proven}. Whether that is all could not be told: it may also be ${possible}${missing}`
}

function unreadInWords({ what, why }: Unread): string {
  const name =
    what === 'trust' ? 'the trust' : 'its own policies (iam:SimulatePrincipalPolicy on itself)'
  return `. Not read: ${name}: ${why}`
}

/** What to do, as a sentence. */
export function remedyInWords(remedy: Remedy): string {
  switch (remedy.kind) {
    case 'change-configuration':
      return `The configuration does not let this caller in either: change ${remedy.inputs.join(' or ')}, then apply.`
    case 'attach-policy':
      return `Attach this policy to ${remedy.to}: ${JSON.stringify(remedy.policy)}`
    case 'write-caller-policy':
      return writeRemedy(remedy)
    case 'remove-deny':
      return `Take the Deny out of the caller’s policies${named(remedy.policies)}, or except the sender role from it.`
    case 'widen-boundary':
      return `Allow ${remedy.actions.join(' and ')} on the sender role in the caller’s permissions boundary.`
    case 'change-organization-policy':
      return organizationRemedy(remedy)
    case 'let-simulate':
      return `Allow ${remedy.who} iam:SimulatePrincipalPolicy and iam:GetRole on itself, so that its own side can be told.`
    default:
      return plain[remedy.kind]
  }
}

const plain = {
  'run-apply':
    'Run with mode: apply in the primary, which writes the trust that the configuration wants.',
  'match-external-id':
    'Set external-id to the one that the trust demands; or, where the configuration is right, run with mode: apply in the primary, which writes the trust that it wants.',
  'ask-primary':
    'Have the primary correct the sender role’s trust (mode: apply with its configuration).',
  'widen-session-policy':
    'Open the caller’s session without a session policy, or allow sts:AssumeRole on the sender role in it.',
  'change-endpoint-policy':
    'Allow sts:AssumeRole on the sender role in the policy of the runner’s VPC endpoint for STS.',
  'use-a-role': 'Use a role or a user of the secondary instead of its root user.',
  'run-again': 'Run again later, and raise settle-timeout if it repeats.',
  'read-trust':
    'Run mode: check in the primary, which reads the trust (iam:GetRole on the sender role).',
  'name-role':
    'Name the caller’s role with its path (secondary-credentials: role:ARN), or allow it iam:GetRole on itself: its session does not show the path.'
} as const

function writeRemedy({
  lacking: { role, policy, written }
}: Extract<Remedy, { kind: 'write-caller-policy' }>): string {
  const apply = `run with mode: apply, which writes the inline policy ${policy} to the role ${role}`
  return written === 'planned'
    ? `R${apply.slice(1)}.`
    : `Mend what kept this run from it, which its failure says, and ${apply}; or attach the policy by hand.`
}

function organizationRemedy({
  of,
  policies
}: Extract<Remedy, { kind: 'change-organization-policy' }>): string {
  const kind = of === 'scp' ? 'service control policy' : 'resource control policy'
  const whose = of === 'scp' ? 'the secondary’s' : 'the primary’s'
  return `Have ${whose} organization allow it: change the ${kind}${named(policies)} that denies sts:AssumeRole on the sender role.`
}

function named(policies: readonly string[]): string {
  return policies.length === 0 ? '' : ` (${policies.join(', ')})`
}
