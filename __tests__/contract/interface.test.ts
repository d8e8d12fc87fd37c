import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { inputNames, inputs, laterInputs } from '../../src/config/inputs/inputs.js'
import { outputs } from '../../src/config/outputs.js'
import { outputNames } from '../../src/report/outputs.js'
import { projectRoot } from '../../scripts/project-root.js'

const text = readFileSync(join(projectRoot, 'action.yml'), 'utf8')
const action = parse(text) as {
  readonly name: string
  readonly description: string
  readonly branding: { readonly icon: string; readonly color: string }
  readonly inputs: Readonly<Record<string, unknown>>
  readonly outputs: Readonly<Record<string, unknown>>
  readonly runs: unknown
}

test('action.yml declares the inputs of the code, in their order', () => {
  expect(Object.keys(action.inputs)).toEqual(inputNames)
})

test.each(inputNames)('the input %s is declared as the code reads it', (name) => {
  const { description, default: preset = '' } = inputs[name]
  // Which are required depends on the mode.
  expect(action.inputs[name]).toEqual({ description, required: false, default: preset })
})

test('action.yml declares the outputs of the code', () => {
  const declared = Object.entries(outputs).map(([name, { description }]) => [name, { description }])
  expect(Object.entries(action.outputs)).toEqual(declared)
})

test('the report makes exactly the declared outputs', () => {
  expect(Object.keys(outputs)).toEqual(outputNames)
})

test('nothing of a later version is declared', () => {
  expect(laterInputs.filter((name) => name in action.inputs)).toEqual([])
})

test('every default is a value that its input accepts', () => {
  for (const name of inputNames) {
    const { default: preset, parse: read } = inputs[name]
    if (preset !== undefined) expect(read(preset)).not.toHaveProperty('invalid')
  }
})

test('the Marketplace takes it', () => {
  expect(action.description.length).toBeLessThan(125)
  expect(action.branding.icon).toMatch(/^[a-z-]+$/)
  expect([
    'white',
    'black',
    'yellow',
    'blue',
    'green',
    'orange',
    'red',
    'purple',
    'gray-dark'
  ]).toContain(action.branding.color)
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
})
