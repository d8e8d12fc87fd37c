import type { Atom } from './access.js'
import type { CompiledStatement } from './compile.js'
import { compileStatement } from './compile.js'
import { compileCondition } from './conditions.js'
import type { PrincipalSample } from './principal-samples.js'
import { DERIVED_KEYS, principalSamples } from './principal-samples.js'
import type { RequestFacts } from './request-facts.js'
import { readFacts } from './request-facts.js'
import type { KeySample } from './samples.js'
import { actionSamples, resourceSamples, SAMPLE, valueSamples } from './samples.js'

const MOST_SAMPLES = 24

/** Where to look: what the atoms of two documents speak of, and the callers they know. */
export interface SearchSpace {
  readonly principals: readonly KnownPrincipal[]
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly keys: ReadonlyMap<string, KeySamples>
}

/** A caller, with what is known of a request of his that says nothing else. */
interface KnownPrincipal {
  readonly sample: PrincipalSample
  readonly facts: RequestFacts
}

/** Values worth trying for one key, each once. */
interface KeySamples {
  readonly name: string
  readonly values: readonly KeySample[]
}

/** What the atoms of two documents speak of, gathered once for all of them. */
export function searchSpace(atoms: readonly Atom[]): SearchSpace {
  const readable = atoms.filter(({ statement }) => statement !== undefined)
  const principals = principalSamples(readable)
  return {
    principals: principals.map((sample) => ({ sample, facts: sampleFacts(sample, {}) })),
    actions: distinct(readable.flatMap(actionSamples)),
    resources: distinct(readable.flatMap(resourceSamples)),
    keys: keySamples(readable)
  }
}

/** Samples for each part of a request, the likeliest first. */
export interface Dimensions {
  readonly principals: readonly PrincipalSample[]
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly keys: readonly (readonly [key: string, samples: readonly KeySample[]])[]
}

/** For each part of a request the samples that the core matches; its own samples first. */
export function dimensions(core: readonly Atom[], space: SearchSpace): Dimensions {
  const checks = core.flatMap(({ statement, variables }) =>
    statement === undefined ? [] : [compileStatement(statement, variables)]
  )
  const nobody = sampleFacts({ principal: '', derived: {} }, {})
  const actions = distinct([...core.flatMap(actionSamples), ...space.actions]).filter((sample) =>
    checks.every(({ action }) => action(sample, nobody))
  )
  const resources = distinct([...core.flatMap(resourceSamples), ...space.resources]).filter(
    (sample) => checks.every(({ resource }) => resource(sample, nobody))
  )
  return {
    principals: matchedPrincipals(space, { core, checks, actions }),
    actions: actions.slice(0, MOST_SAMPLES),
    resources: resources.slice(0, MOST_SAMPLES),
    keys: keyDimensions(core, space)
  }
}

function matchedPrincipals(
  { principals }: SearchSpace,
  among: {
    readonly core: readonly Atom[]
    readonly checks: readonly CompiledStatement[]
    readonly actions: readonly string[]
  }
): readonly PrincipalSample[] {
  const { core, checks, actions } = among
  const holds = conditionOf(core, (key) => DERIVED_KEYS.has(key))
  const named = ({ facts: { caller } }: KnownPrincipal) =>
    checks.every((check) => actions.some((action) => check.caller(caller, action) !== undefined))
  return principals.filter((one) => named(one) && holds(one.facts)).map(({ sample }) => sample)
}

function keyDimensions(core: readonly Atom[], space: SearchSpace): Dimensions['keys'] {
  return [...merged(keySamples(core), space.keys)].map(([key, { name, values }]) => {
    const holds = conditionOf(core, (other) => other === key)
    const fitting: KeySample[] = []
    for (const value of values) {
      if (fitting.length === MOST_SAMPLES) break
      const context = value === undefined ? {} : { [key]: value }
      if (holds(sampleFacts({ principal: '', derived: {} }, context))) fitting.push(value)
    }
    return [name, fitting] as const
  })
}

function merged(
  own: ReadonlyMap<string, KeySamples>,
  others: ReadonlyMap<string, KeySamples>
): ReadonlyMap<string, KeySamples> {
  const all = new Map(own)
  for (const [key, { name, values }] of others) {
    const known = all.get(key) ?? { name, values: [] }
    all.set(key, { name: known.name, values: distinct([...known.values, ...values]) })
  }
  return all
}

function keySamples(atoms: readonly Atom[]): ReadonlyMap<string, KeySamples> {
  const samples = new Map<string, { readonly name: string; readonly values: KeySample[] }>()
  const add = (name: string, values: readonly KeySample[]) => {
    const key = name.toLowerCase()
    if (DERIVED_KEYS.has(key)) return
    const known = samples.get(key) ?? { name, values: [undefined] }
    known.values.push(...values)
    samples.set(key, known)
  }
  for (const { statement, variables } of atoms) {
    for (const test of statement?.condition ?? []) {
      add(test.writtenKey, valueSamples(test, variables))
    }
    for (const name of variables ? variableNames(JSON.stringify(statement)) : []) {
      add(name, [SAMPLE])
    }
  }
  return new Map(
    [...samples].map(([key, { name, values }]) => [key, { name, values: distinct(values) }])
  )
}

function variableNames(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([^},*?$]+)/g)].map(([, name = '']) => name.trim())
}

/** The tests of all atoms that concern some keys, compiled once. */
function conditionOf(
  core: readonly Atom[],
  concerns: (key: string) => boolean
): (facts: RequestFacts) => boolean {
  const checks = core.map(({ statement, variables }) => {
    const tests = statement?.condition.filter(({ key }) => concerns(key)) ?? []
    return compileCondition(tests, variables)
  })
  return (facts) => checks.every((check) => check(facts))
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
