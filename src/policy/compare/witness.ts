import type { Atom } from './access.js'
import { atomsOf } from './access.js'
import type { CompiledDocument, Question } from '../evaluate/compile.js'
import { compileDocument, compileStatement } from '../evaluate/compile.js'
import type { SearchSpace } from './dimensions.js'
import { dimensions } from './dimensions.js'
import type { PolicyDocument } from '../document/document.js'
import type { AccessRequest } from '../evaluate/request.js'
import { readFacts } from '../evaluate/request-facts.js'
import { tuplesBySum } from './tuples.js'

/** The two documents that a witness tells apart: refused by one, allowed by the other. */
export interface Contrast {
  readonly without: PolicyDocument
  readonly having: PolicyDocument
}

const MOST_REQUESTS = 2_000
const MOST_PARTNERS = 24

/**
 * A request within an atom that one document allows and the other does not. None proves nothing:
 * only a bounded number of likely requests is tried.
 */
export function findWitness(
  atom: Atom,
  { without, having }: Contrast,
  space: SearchSpace
): AccessRequest | undefined {
  const cores = coresOf(atom, having)
  // What the core itself speaks of tells most apart, and costs the same whatever else there is.
  const itself = { ...space, actions: [], resources: [], keys: new Map<string, never>() }
  return [itself, space]
    .flatMap((within) => cores.map((core) => ({ core, within })))
    .reduce<AccessRequest | undefined>(
      (found, { core, within }) => found ?? witnessWithin(core, { without, having }, within),
      undefined
    )
}

/** A denial shows only where something is allowed once it is gone. */
function coresOf(atom: Atom, having: PolicyDocument): readonly (readonly Atom[])[] {
  if (atom.access.effect === 'Allow') return [[atom]]
  return [...atomsOf(having).values()]
    .filter(({ access }) => access.effect === 'Allow')
    .slice(0, MOST_PARTNERS)
    .map((partner) => [atom, partner])
}

function witnessWithin(
  core: readonly Atom[],
  { without, having }: Contrast,
  space: SearchSpace
): AccessRequest | undefined {
  const [refusing, allowing] = [compileDocument(without), compileDocument(having)]
  const checks = core.flatMap(({ statement, variables }) =>
    statement === undefined ? [] : [compileStatement(statement, variables)]
  )
  for (const request of requestsWithin(core, space)) {
    const question = questionOf(request)
    if (!allows(allowing, question) || allows(refusing, question)) continue
    if (checks.every(({ grant }) => grant(question) !== undefined)) return request
  }
  return undefined
}

function allows({ denies, grants }: CompiledDocument, question: Question): boolean {
  return !denies(question) && grants(question).size > 0
}

/** The one action on the one resource that a request of the search asks for. */
function questionOf({ actions, resources, principal, context }: AccessRequest): Question {
  const [action = '', resource = ''] = [actions[0], resources[0]]
  return { action, resource, facts: readFacts(principal, context) }
}

/** Requests that all atoms of the core are likely to match, the likeliest first. */
function* requestsWithin(core: readonly Atom[], space: SearchSpace): Generator<AccessRequest> {
  if (core.some(({ statement }) => statement === undefined)) return
  const { principals, actions, resources, keys } = dimensions(core, space)
  const sizes = [principals, actions, resources, ...keys.map(([, samples]) => samples)].map(
    ({ length }) => length
  )
  let tried = 0
  for (const [who = 0, what = 0, where = 0, ...chosen] of tuplesBySum(sizes)) {
    tried += 1
    if (tried > MOST_REQUESTS) return
    const [caller, action, resource] = [principals[who], actions[what], resources[where]]
    if (caller === undefined || action === undefined || resource === undefined) return
    const context = Object.fromEntries(
      keys.flatMap(([key, samples], index) => {
        const value = samples[chosen[index] ?? 0]
        return value === undefined ? [] : [[key, value] as const]
      })
    )
    yield {
      principal: caller.principal,
      actions: [action],
      resources: [resource],
      resourceAccount: '111111111111',
      context: { ...context, ...caller.derived }
    }
  }
}
