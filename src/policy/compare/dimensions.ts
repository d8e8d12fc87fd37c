import type { Atom } from './access.js'
import type { CompiledStatement } from '../evaluate/compile.js'
import { compileStatement } from '../evaluate/compile.js'
import { compileCondition } from '../evaluate/conditions.js'
import type { PrincipalSample } from './principal-samples.js'
import { DERIVED_KEYS, principalSamples } from './principal-samples.js'
import type { RequestFacts } from '../evaluate/request-facts.js'
import { readFacts } from '../evaluate/request-facts.js'
import type { KeySample } from './samples.js'
import { actionSamples, resourceSamples, SAMPLE, valueSamples } from './samples.js'

const MOST_SAMPLES = 24

/** Where to look: what the atoms of two documents speak of, and the callers they know. */
export interface SearchSpace {
  readonly principals: readonly PrincipalSample[]
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly keys: ReadonlyMap<string, KeySamples>
}

/** What the atoms of two documents speak of; read once, however many witnesses are looked for. */
export function searchSpace(atoms: readonly Atom[]): SearchSpace {
  const readable = atoms.filter(({ statement }) => statement !== undefined)
  return {
    principals: principalSamples(readable),
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
  const holds = conditionOf(core, (key) => DERIVED_KEYS.has(key))
  return {
    principals: space.principals.filter((one) => isMatched(one, { checks, actions, holds })),
    actions: actions.slice(0, MOST_SAMPLES),
    resources: resources.slice(0, MOST_SAMPLES),
    keys: keyDimensions(core, space)
  }
}

function isMatched(
  sample: PrincipalSample,
  among: {
    readonly checks: readonly CompiledStatement[]
    readonly actions: readonly string[]
    readonly holds: (facts: RequestFacts) => boolean
  }
): boolean {
  const facts = factsOf(sample)
  const named = among.checks.every((check) =>
    among.actions.some((action) => check.caller(facts.caller, action) !== undefined)
  )
  return named && among.holds(facts)
}

function keyDimensions(core: readonly Atom[], space: SearchSpace): Dimensions['keys'] {
  return [...merged(keySamples(core), space.keys)].map(([key, { name, values }]) => {
    const holds = conditionOf(core, (other) => other === key)
    const fitting = distinct(values).filter((value) => {
      const context = value === undefined ? {} : { [key]: value }
      return holds(sampleFacts({ principal: '', derived: {} }, context))
    })
    return [name, fitting.slice(0, MOST_SAMPLES)] as const
  })
}

interface KeySamples {
  readonly name: string
  readonly values: readonly KeySample[]
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

/** The samples of both, those of the first before those of the second. */
function merged(
  first: ReadonlyMap<string, KeySamples>,
  second: ReadonlyMap<string, KeySamples>
): ReadonlyMap<string, KeySamples> {
  const keys = [...new Set([...first.keys(), ...second.keys()])]
  return new Map(
    keys.map((key) => {
      const [own, other] = [first.get(key), second.get(key)]
      const values = [...(own?.values ?? []), ...(other?.values ?? [])]
      return [key, { name: own?.name ?? other?.name ?? key, values }]
    })
  )
}

function variableNames(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([^},*?$]+)/g)].map(([, name = '']) => name.trim())
}

/** The core's tests of the keys that concern, compiled once. */
function conditionOf(
  core: readonly Atom[],
  concerns: (key: string) => boolean
): (facts: RequestFacts) => boolean {
  const checks = core.map(({ statement, variables }) =>
    compileCondition(statement?.condition.filter(({ key }) => concerns(key)) ?? [], variables)
  )
  return (facts) => checks.every((check) => check(facts))
}

const known = new WeakMap<PrincipalSample, RequestFacts>()

/** The facts about a caller alone, read once for each. */
function factsOf(sample: PrincipalSample): RequestFacts {
  const facts = known.get(sample) ?? sampleFacts(sample, {})
  known.set(sample, facts)
  return facts
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
