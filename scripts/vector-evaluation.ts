import type { Json, PolicyDocument } from '../src/policy/document/document.js'
import { isList, isObject } from '../src/policy/document/document.js'
import type {
  AccessRequest,
  ApplicablePolicies,
  Decision,
  RequestContext,
  RequestPrincipal
} from '../src/policy/evaluate/evaluate.js'
import { isTrustAction } from '../src/policy/evaluate/actions.js'
import { evaluate } from '../src/policy/evaluate/evaluate.js'
import { policySize } from '../src/policy/document/validate.js'
import type { VectorOutcome, VectorProblem } from './vector-document.js'
import { readVectorDocument } from './vector-document.js'

const EXPECTATIONS: Readonly<Record<string, readonly Decision['outcome'][]>> = {
  Allowed: ['Allowed'],
  ImplicitlyDenied: ['ImplicitlyDenied'],
  ExplicitlyDenied: ['ExplicitlyDenied'],
  Denied: ['ImplicitlyDenied', 'ExplicitlyDenied'],
  InvalidPolicy: ['InvalidPolicy']
}

/** Judges one case of an evaluation file; basis "unverified" is not scored. */
export function judgeEvaluation(id: string, entry: PolicyDocument): VectorOutcome | VectorProblem {
  const { expected, basis } = entry
  if (basis === 'unverified') return { id, result: 'not-scored' }
  const wanted =
    typeof expected === 'string' && Object.hasOwn(EXPECTATIONS, expected)
      ? EXPECTATIONS[expected]
      : undefined
  if (wanted === undefined) return { problem: `unknown "expected": ${JSON.stringify(expected)}` }
  const request = readRequest(entry.request)
  if (request === undefined) return { problem: 'its "request" lacks an element or has a wrong one' }
  if (!isObject(entry.policies)) return { problem: 'lacks "policies"' }
  const policies = readPolicies(entry.policies)
  const refused = policies === undefined || exceedsQuota(request, policies)
  const found = refused ? 'InvalidPolicy' : evaluate(request, policies).outcome
  return wanted.includes(found)
    ? { id, result: 'passed' }
    : { id, result: 'failed', reason: `should be ${JSON.stringify(expected)}, is ${found}` }
}

function readRequest(json: Json | undefined): AccessRequest | undefined {
  if (!isObject(json)) return undefined
  const principal = readPrincipal(json.principal)
  const actions = readTexts(json.actions)
  const resources = readTexts(json.resources)
  const context = readContext(json.context ?? {})
  const { resourceAccount } = json
  if (typeof resourceAccount !== 'string' || principal === undefined) return undefined
  if (actions === undefined || resources === undefined || context === undefined) return undefined
  return { principal, actions, resources, resourceAccount, context }
}

function readPrincipal(json: Json | undefined): RequestPrincipal | undefined {
  if (typeof json === 'string') return json
  if (!isObject(json) || typeof json.value !== 'string') return undefined
  const { type, value } = json
  if (type === 'AWS') return value
  return type === 'Federated' || type === 'Service' ? { type, value } : undefined
}

function readTexts(json: Json | undefined): readonly string[] | undefined {
  if (!isList(json)) return undefined
  const texts = json.filter((item) => typeof item === 'string')
  return texts.length === json.length ? texts : undefined
}

function readContext(json: Json): RequestContext | undefined {
  if (!isObject(json)) return undefined
  const context: Record<string, string | readonly string[]> = {}
  for (const [key, value] of Object.entries(json)) {
    // Absent in AWS.
    if (value === null) continue
    const texts = readTexts((isList(value) ? value : [value]).map(scalarText))
    if (texts === undefined) return undefined
    context[key] = isList(value) ? texts : (texts[0] ?? '')
  }
  return context
}

/** A number or a boolean as its text; anything else as it is. */
function scalarText(json: Json): Json {
  return typeof json === 'number' || typeof json === 'boolean' ? String(json) : json
}

/** Every document of a case; none when one does not parse, which IAM would not have stored. */
function readPolicies(json: PolicyDocument): ApplicablePolicies | undefined {
  const single = (name: string) => {
    const found = json[name]
    return found === undefined || found === null ? [] : [readVectorDocument(found)]
  }
  const many = (value: Json | undefined) =>
    (isList(value) ? value : value === undefined || value === null ? [] : [value]).map(
      readVectorDocument
    )
  const levels = (name: string) => {
    const found = json[name]
    return isList(found) ? found.map(many).map(allRead) : undefined
  }
  const [resource, boundary, session] = ['resource', 'boundary', 'session'].map(single).map(allRead)
  const identity = allRead(many(json.identity))
  const [scps, rcps] = [levels('scps'), levels('rcps')]
  const read = [resource, boundary, session, identity, ...(scps ?? []), ...(rcps ?? [])]
  if (identity === undefined || read.includes(undefined)) return undefined
  return {
    identity,
    ...(resource?.[0] && { resource: resource[0] }),
    ...(boundary?.[0] && { boundary: boundary[0] }),
    ...(session?.[0] && { session: session[0] }),
    ...(scps && { scps: scps.map((level) => level ?? []) }),
    ...(rcps && { rcps: rcps.map((level) => level ?? []) })
  }
}

const TRUST_SIZE = 2_048
const SESSION_SIZE = 2_048
const INLINE_SIZE = 10_240

/**
 * Whether IAM or STS would refuse a document for its size. A case tells no quotas, so they are as
 * every account has them at first.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
function exceedsQuota(
  { actions }: AccessRequest,
  { resource, identity, session = [] }: ApplicablePolicies
): boolean {
  const sizes = (documents: readonly PolicyDocument[]) => documents.map(policySize)
  const trust = actions.some(isTrustAction) && resource !== undefined ? [resource] : []
  return (
    sizes(trust).some((size) => size > TRUST_SIZE) ||
    sizes([session].flat()).some((size) => size > SESSION_SIZE) ||
    sizes(identity).some((size) => size > INLINE_SIZE)
  )
}

function allRead(
  documents: readonly (PolicyDocument | undefined)[]
): readonly PolicyDocument[] | undefined {
  const read = documents.filter((document) => document !== undefined)
  return read.length === documents.length ? read : undefined
}
