import { isRcpService, isTrustAction } from './actions.js'
import type { ApplicablePolicies, PolicyKind } from './applicable-policies.js'
import { documentsByKind, sessionDocuments } from './applicable-policies.js'
import type { Question } from './compile.js'
import { compileDocument } from './compile.js'
import type { PolicyDocument } from '../document/document.js'
import type { Grant } from './principals.js'

/** One question, put to an account under the policies that apply. */
export interface Case extends Question {
  readonly resourceAccount: string
  readonly policies: ApplicablePolicies
}

/** The kind of policy with a Deny that matches, whatever else allows. */
export function findDenier(asked: Case): PolicyKind | undefined {
  const denier = documentsByKind(asked.policies).find(
    ([kind, documents]) =>
      reaches(kind, asked) && documents.some((document) => compileDocument(document).denies(asked))
  )
  return denier?.[0]
}

/**
 * Whether policies of a kind reach a request at all.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
function reaches(kind: PolicyKind, { action, facts: { caller } }: Case): boolean {
  if (kind !== 'scp' && kind !== 'rcp') return true
  if (caller.type === 'AWS' && caller.isServiceLinked) return false
  return kind === 'scp' || isRcpService(action)
}

/**
 * The kind of policy whose Allow is missing, where nothing denies. Resource control policies never
 * lack one: AWS attaches one that allows everything to every level.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function findLacking(asked: Case): PolicyKind | undefined {
  const { facts, policies, resourceAccount } = asked
  const { caller } = facts
  const granted = grantsOf(policies.resource, asked)
  // They have no account, so neither service control nor identity policies.
  if (caller.type !== 'AWS') return granted.size > 0 ? undefined : 'resource'
  const scps = reaches('scp', asked) ? policies.scps : undefined
  if (!(scps ?? []).every((level) => anyAllows(level, asked))) return 'scp'
  if (caller.isRootUser && isTrustAction(asked.action)) return 'identity'
  if (caller.account === resourceAccount) return lackingWithin(asked, granted)
  return granted.size === 0 ? 'resource' : lackingOf(asked, ['identity', 'boundary', 'session'])
}

function lackingWithin(asked: Case, granted: ReadonlySet<Grant>): PolicyKind | undefined {
  if (granted.has('direct')) return undefined
  if (granted.has('user')) return lackingOf(asked, ['boundary'])
  if (granted.has('role')) return lackingOf(asked, ['boundary', 'session'])
  // A role is never trusted implicitly; other resources obey their own account's identity policies.
  if (isTrustAction(asked.action) && !granted.has('account')) return 'resource'
  return lackingOf(asked, ['identity', 'boundary', 'session'])
}

type CallersOwn = 'identity' | 'boundary' | 'session'

function lackingOf(asked: Case, kinds: readonly CallersOwn[]): PolicyKind | undefined {
  return kinds.find((kind) => !callersOwnAllows(asked, kind))
}

function callersOwnAllows(asked: Case, kind: CallersOwn): boolean {
  const { caller } = asked.facts
  if (kind === 'identity') {
    // The root user of an account needs no identity policy, and can have none.
    if (caller.type === 'AWS' && caller.isRootUser) return true
    return anyAllows(asked.policies.identity, asked)
  }
  const { boundary, session } = asked.policies
  const documents = sessionDocuments(kind === 'session' ? session : boundary)
  if (documents !== undefined) return anyAllows(documents, asked)
  return kind === 'boundary' || !(caller.type === 'AWS' && caller.isFederatedUser)
}

function anyAllows(documents: readonly PolicyDocument[], asked: Case): boolean {
  return documents.some((document) => grantsOf(document, asked).size > 0)
}

function grantsOf(document: PolicyDocument | undefined, asked: Case): ReadonlySet<Grant> {
  return document === undefined ? new Set() : compileDocument(document).grants(asked)
}
