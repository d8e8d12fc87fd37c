import type { Atom } from './access.js'
import { atomsOf } from './access.js'
import { compileStatement } from './compile.js'
import type { CompiledStatement } from './compile.js'
import { compileCondition } from './conditions.js'
import type { PolicyDocument } from './document.js'
import { decideAlone } from './evaluate.js'
import type { PrincipalSample } from './principal-samples.js'
import { DERIVED_KEYS, principalSamples } from './principal-samples.js'
import type { AccessRequest } from './request.js'
import type { RequestFacts } from './request-facts.js'
import { readFacts } from './request-facts.js'
import type { KeySample } from './samples.js'
import { actionSamples, resourceSamples, SAMPLE, valueSamples } from './samples.js'
import { tuplesBySum } from './tuples.js'

/** Where to look: what the atoms of two documents speak of, and the callers they know. */
export interface SearchSpace {
  readonly atoms: readonly Atom[]
  readonly principals: readonly PrincipalSample[]
}

/** The two documents that a witness tells apart: refused by one, allowed by the other. */
export interface Contrast {
  readonly without: PolicyDocument
  readonly having: PolicyDocument
}

const MOST_REQUESTS = 2_000
const MOST_PARTNERS = 24
const MOST_SAMPLES = 24

/** What the atoms of two documents speak of. */
export function searchSpace(atoms: readonly Atom[]): SearchSpace {
  const readable = atoms.filter(({ statement }) => statement !== undefined)
  return { atoms: readable, principals: principalSamples(readable) }
}

/**
 * A request within an atom that one document allows and the other does not. None proves nothing:
 * only a bounded number of likely requests is tried.
 */
export function findWitness(
  atom: Atom,
  { without, having }: Contrast,
  space: SearchSpace
): AccessRequest | undefined {
  // A denial shows only where something is allowed once it is gone.
  const partners = [...atomsOf(having).values()].filter(({ access }) => access.effect === 'Allow')
  const cores =
    atom.access.effect === 'Allow'
      ? [[atom]]
      : partners.slice(0, MOST_PARTNERS).map((partner) => [atom, partner])
  for (const core of cores) {
    for (const request of requestsWithin(core, space)) {
      const shows =
        decideAlone(having, request) === 'Allowed' && decideAlone(without, request) !== 'Allowed'
      if (shows) return request
    }
  }
  return undefined
}

/** Requests that all atoms of the core match, the likeliest first. */
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

interface Dimensions {
  readonly principals: readonly PrincipalSample[]
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly keys: readonly (readonly [key: string, samples: readonly KeySample[]])[]
}

/** For each part of a request the samples that the core matches; its own samples first. */
function dimensions(core: readonly Atom[], { atoms, principals }: SearchSpace): Dimensions {
  const checks = core.flatMap(({ statement, variables }) =>
    statement === undefined ? [] : [compileStatement(statement, variables)]
  )
  const all = [...core, ...atoms]
  const nobody = sampleFacts({ principal: '', derived: {} }, {})
  const actions = distinct(all.flatMap(actionSamples)).filter((sample) =>
    checks.every(({ action }) => action(sample, nobody))
  )
  const resources = distinct(all.flatMap(resourceSamples)).filter((sample) =>
    checks.every(({ resource }) => resource(sample, nobody))
  )
  return {
    principals: principals.filter((one) => isMatched(one, { core, checks, actions })),
    actions: actions.slice(0, MOST_SAMPLES),
    resources: resources.slice(0, MOST_SAMPLES),
    keys: keyDimensions(core, all)
  }
}

function isMatched(
  sample: PrincipalSample,
  among: {
    readonly core: readonly Atom[]
    readonly checks: readonly CompiledStatement[]
    readonly actions: readonly string[]
  }
): boolean {
  const facts = sampleFacts(sample, {})
  const { caller } = facts
  return (
    among.checks.every((check) =>
      among.actions.some((action) => check.caller(caller, action) !== undefined)
    ) && holds(among.core, facts, (key) => DERIVED_KEYS.has(key))
  )
}

function keyDimensions(core: readonly Atom[], all: readonly Atom[]): Dimensions['keys'] {
  const samples = new Map<string, { readonly name: string; readonly values: KeySample[] }>()
  for (const { statement, variables } of all) {
    for (const test of statement?.condition ?? []) {
      if (DERIVED_KEYS.has(test.key)) continue
      const known = samples.get(test.key) ?? { name: test.writtenKey, values: [undefined, SAMPLE] }
      known.values.splice(-1, 0, ...valueSamples(test, variables))
      samples.set(test.key, known)
    }
  }
  return [...samples].map(([key, { name, values }]) => {
    const fitting = distinct(values).filter((value) => {
      const context = value === undefined ? {} : { [key]: value }
      const facts = sampleFacts({ principal: '', derived: {} }, context)
      return holds(core, facts, (other) => other === key)
    })
    return [name, fitting.slice(0, MOST_SAMPLES)] as const
  })
}

function holds(
  core: readonly Atom[],
  facts: RequestFacts,
  concerns: (key: string) => boolean
): boolean {
  return core.every(({ statement, variables }) => {
    const tests = statement?.condition.filter(({ key }) => concerns(key)) ?? []
    return compileCondition(tests, variables)(facts)
  })
}

function sampleFacts(
  { principal, derived }: PrincipalSample,
  context: Readonly<Record<string, string | readonly string[]>>
): RequestFacts {
  return { ...readFacts(principal, { ...context, ...derived }), lookup: () => SAMPLE }
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}
