import type { PolicyDocument } from '../../policy/document/document.js'
import type { CallerChange } from './caller-change.js'
import type { Change } from './change.js'

/**
 * The name of the inline policy by which IAM's console revokes sessions.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
export const revocationPolicyName = 'AWSRevokeOlderSessions'

type Put = Extract<Change, { readonly kind: 'put-inline-policy' }>

/** A change that revokes the sessions issued before it. */
export type Revocation = Put & { readonly name: typeof revocationPolicyName }

/**
 * The document as IAM's console writes it: it denies everything to every session issued before
 * `atMs` (milliseconds since the epoch). Whole seconds, as STS tells the time of issue.
 */
export function revocationDocument(atMs: number): PolicyDocument {
  const seconds = new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z')
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: ['*'],
        Resource: ['*'],
        Condition: { DateLessThan: { 'aws:TokenIssueTime': seconds } }
      }
    ]
  }
}

/** The time before which a revocation denies, as its document has it. */
export function revocationTime({ to }: Put): string {
  return /"aws:TokenIssueTime":"([^"]+)"/.exec(JSON.stringify(to))?.[1] ?? 'its writing'
}

/** Whether a change revokes the sessions issued before it. */
export function isRevocation(change: Change | CallerChange): change is Revocation {
  return change.kind === 'put-inline-policy' && change.name === revocationPolicyName
}

/**
 * The change as it is to be written at `nowMs`: a revocation denies what was issued up to its own
 * writing, however long the writes before it took.
 */
export function asOfWriting(change: Change, nowMs: number): Change {
  return isRevocation(change) ? { ...change, to: revocationDocument(nowMs) } : change
}
