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
  readonly atoms: readonly Atom[]
  readonly principals: readonly PrincipalSample[]
}

/** What the atoms of two documents speak of. */
export function searchSpace(atoms: readonly Atom[]): SearchSpace {
  const readable = atoms.filter(({ statement }) => statement !== undefined)
  return { atoms: readable, principals: principalSamples(readable) }
}

/** Samples for each part of a request, the likeliest first. */
export interface Dimensions {
  readonly principals: readonly PrincipalSample[]
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly keys: readonly (readonly [key: string, samples: readonly KeySample[]])[]
}

/** For each part of a request the samples that the core matches; its own samples first. */
export function dimensions(core: readonly Atom[], { atoms, principals }: SearchSpace): Dimensions {
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
  return [...keySamples(all)].map(([key, { name, values }]) => {
    const fitting = distinct(values).filter((value) => {
      const context = value === undefined ? {} : { [key]: value }
      const facts = sampleFacts({ principal: '', derived: {} }, context)
      return holds(core, facts, (other) => other === key)
    })
    return [name, fitting.slice(0, MOST_SAMPLES)] as const
  })
}

interface KeySamples {
  readonly name: string
  readonly values: readonly KeySample[]
}

function keySamples(atoms: readonly Atom[]): ReadonlyMap<string, KeySamples> {
  const samples = new Map<string, KeySamples>()
  const add = (name: string, values: readonly KeySample[]) => {
    const key = name.toLowerCase()
    if (DERIVED_KEYS.has(key)) return
    const known = samples.get(key) ?? { name, values: [undefined] }
    samples.set(key, { name: known.name, values: [...known.values, ...values] })
  }
  for (const { statement, variables } of atoms) {
    for (const test of statement?.condition ?? []) {
      add(test.writtenKey, valueSamples(test, variables))
    }
    for (const name of variables ? variableNames(JSON.stringify(statement)) : []) {
      add(name, [SAMPLE])
    }
  }
  return samples
}

function variableNames(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([^},*?$]+)/g)].map(([, name = '']) => name.trim())
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
