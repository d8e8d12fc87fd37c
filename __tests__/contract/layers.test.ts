import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.js'
import type { Edge } from './import-graph.js'
import { edgesOf, parse, placeOf, sourcesIn, surroundingsOf } from './import-graph.js'

interface Layer {
  /** Other layers it may import, itself aside. */
  readonly layers: readonly string[]
  /** Packages and `node:` modules, by exact name or by a prefix that ends in `/` or `:`. */
  readonly packages: readonly string[]
}

/** Which layer may import what; docs/architecture.md says why. */
const rules: Readonly<Record<string, Layer>> = {
  index: { layers: ['main'], packages: [] },
  main: {
    layers: [
      'config',
      'github',
      'aws',
      'report',
      'app',
      'domain',
      'policy',
      'errors',
      'version',
      'sandbox/aws'
    ],
    packages: ['@actions/core', 'node:']
  },
  config: { layers: ['domain', 'policy', 'errors'], packages: ['libphonenumber-js'] },
  github: { layers: ['app', 'domain', 'policy', 'errors'], packages: ['@actions/', 'node:'] },
  aws: {
    layers: ['app', 'domain', 'policy', 'errors'],
    packages: ['@aws-sdk/', '@smithy/', 'node:']
  },
  report: { layers: ['domain', 'policy', 'errors'], packages: [] },
  app: { layers: ['domain', 'policy', 'errors'], packages: ['p-map'] },
  domain: { layers: ['policy', 'errors'], packages: [] },
  policy: { layers: [], packages: [] },
  errors: { layers: [], packages: [] },
  version: { layers: [], packages: [] },
  'sandbox/aws': { layers: ['policy'], packages: ['node:crypto'] },
  'sandbox/server': {
    layers: ['sandbox/aws', 'policy'],
    packages: ['node:', 'valibot', 'yaml']
  }
}

/** Layers whose time, chance and surroundings come through ports. */
const pure = ['policy', 'domain', 'app', 'report']

const sources = sourcesIn('src')
const edges = sources.flatMap(edgesOf)

function layerOf(place: string): string {
  const [, first = '', second = ''] = place.replace(/\.ts$/, '').split('/')
  return first === 'sandbox' ? `${first}/${second}` : first
}

function isAllowed({ from, to }: Edge): boolean {
  const own = layerOf(from)
  const rule = rules[own]
  if (rule === undefined) return false
  if (to.startsWith('src/')) return layerOf(to) === own || rule.layers.includes(layerOf(to))
  return rule.packages.some((name) =>
    name.endsWith('/') || name.endsWith(':') ? to.startsWith(name) : to === name
  )
}

const told = ({ from, to }: Edge): string => `${from} → ${to}`

test('every file lies in a layer', () => {
  const layers = sources.map(({ fileName }) => layerOf(placeOf(fileName)))
  expect(layers.filter((layer) => !(layer in rules))).toEqual([])
  expect(layers.length).toBeGreaterThan(20)
})

test.each(Object.keys(rules))('%s imports only what lies below it', (layer) => {
  const own = edges.filter(({ from }) => layerOf(from) === layer)
  expect(own.filter((edge) => !isAllowed(edge)).map(told)).toEqual([])
})

test('main loads the embedded AWS only by import()', () => {
  const eager = edges.filter(
    ({ from, to, lazy }) => layerOf(from) === 'main' && to.startsWith('src/sandbox/') && !lazy
  )
  expect(eager.map(told)).toEqual([])
})

test('no import leads from the action to the sandbox’s server', () => {
  const reached = new Set(['src/index.ts'])
  for (const place of reached) {
    for (const { from, to } of edges) if (from === place) reached.add(to)
  }
  expect([...reached].filter((place) => place.startsWith('src/sandbox/server/'))).toEqual([])
})

test.each(pure)('%s takes time, chance and surroundings through ports', (layer) => {
  const uses = sources
    .filter(({ fileName }) => layerOf(placeOf(fileName)) === layer)
    .flatMap((source) =>
      surroundingsOf(source).map((name) => `${placeOf(source.fileName)} uses ${name}`)
    )
  expect(uses).toEqual([])
})

describe('the check itself', () => {
  const inDomain = (text: string) => parse(join(projectRoot, 'src/domain/probe.ts'), text)

  test.each([
    [`import { readFileSync } from 'fs'`, 'node:fs'],
    [`import type { IAMClient } from '@aws-sdk/client-iam'`, '@aws-sdk/client-iam'],
    [`export { ActionError } from '../errors.js'`, 'src/errors.ts'],
    [`const ports: import('../app/ports.js').Ports = given`, 'src/app/ports.ts'],
    [`async function later() { await import('@actions/core') }`, '@actions/core'],
    [`import sibling = require('./sender.js')`, 'src/domain/sender.ts']
  ])('sees %s', (text, to) => {
    expect(edgesOf(inDomain(text)).map((edge) => edge.to)).toEqual([to])
  })

  test('refuses an import whose target is computed', () => {
    expect(() => edgesOf(inDomain('await import(name)'))).toThrow(/only a run can tell/)
  })

  test.each([
    ['src/domain/x.ts', 'src/app/ports.ts'],
    ['src/report/x.ts', 'src/app/ports.ts'],
    ['src/policy/x.ts', 'src/errors.ts'],
    ['src/app/x.ts', '@aws-sdk/client-iam'],
    ['src/sandbox/aws/x.ts', 'src/domain/plan/change.ts'],
    ['src/sandbox/aws/x.ts', 'src/sandbox/server/listen.ts'],
    ['src/aws/x.ts', 'src/sandbox/aws/state/state.ts'],
    ['src/other/x.ts', 'src/policy/document/document.ts']
  ])('refuses %s → %s', (from, to) => {
    expect(isAllowed({ from, to, lazy: false })).toBe(false)
  })

  test.each(['process.env', 'Date.now()', 'new Date()', 'setTimeout(done, 1)', 'Math.random()'])(
    'sees %s',
    (text) => {
      expect(surroundingsOf(inDomain(`const x = ${text}`))).toHaveLength(1)
    }
  )

  test('does not mistake a member for a global', () => {
    expect(surroundingsOf(inDomain('const x = { process: a.process, at: new Date(0) }'))).toEqual(
      []
    )
  })
})
