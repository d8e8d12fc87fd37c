import { jest } from '@jest/globals'
import { unknownChoices, usualChoices, type Unknowns } from '../../src/sandbox/aws/unknowns.js'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { codesOf, proofsOf, SandboxStep, type Inputs } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

type Switch = keyof Unknowns

/** The usual world, and every choice it does not make. */
const choices = [
  ['authorization', usualChoices.authorization] as const,
  ...(Object.keys(unknownChoices) as Switch[]).flatMap((name) =>
    unknownChoices[name].slice(1).map((choice) => [name, choice] as const)
  )
]

/** Whatever AWS does, where nothing keeps the answers from being seen. */
const everythingProven = {
  assume: 'proven',
  'can-send': 'proven',
  'external-id-required': 'proven',
  'other-actions-refused': 'proven',
  'other-numbers-refused': 'proven'
}

/** What a step makes of a world in which AWS has made a choice. */
async function judged(
  world: string,
  change: (world: World) => World,
  inputs: Inputs
): Promise<{ verdict: string | undefined; codes: readonly string[]; proofs: object }> {
  const step = await SandboxStep.on(world, change)
  try {
    const result = await step.run(inputs)
    const { verdict } = result.outputs
    return { verdict, codes: codesOf(result), proofs: proofsOf(result) }
  } finally {
    await step.end()
  }
}

const choosing = (name: Switch, choice: string) => (world: World) => {
  return { ...world, unknowns: { ...usualChoices, [name]: choice } }
}

/** Only the configured number: another one can be asked about, but not found. */
const withoutOtherNumber = (world: World): World => ({
  ...world,
  accounts: world.accounts.map((account) => {
    return { ...account, numbers: account.numbers.slice(0, 1) }
  })
})

/** A sender role that may send from whatever number there is. */
const withWideRole = (world: World): World => {
  const narrow = /"arn:aws:sms-voice:[^"]*phone-0123456789abcdef0123456789abcdef"/
  return JSON.parse(JSON.stringify(world).replace(narrow, '"*"')) as World
}

// At once, since a first run waits more than it works.
test.concurrent.each(choices)('%s: %s: a role in sync is proven', async (name, choice) => {
  const { verdict, codes, proofs } = await judged('in-sync', choosing(name, choice), {})
  expect({ verdict, codes }).toEqual({ verdict: 'in-sync', codes: [] })
  expect(proofs).toMatchObject(everythingProven)
})

test.concurrent.each(choices)('%s: %s: a first run proves its role', async (name, choice) => {
  const inputs = { mode: 'apply' }
  const { verdict, codes, proofs } = await judged('first-run', choosing(name, choice), inputs)
  expect({ verdict, codes }).toEqual({ verdict: 'changed', codes: [] })
  expect(proofs).toMatchObject(everythingProven)
})

describe.each([
  ['first', 'proven', 'in-sync'],
  ['after-validation', 'proven', 'in-sync'],
  // A number that is not there is told before IAM is asked: nothing is learned about the role.
  ['after-lookup', 'inconclusive', 'inconclusive']
])('IAM asked %s, and no other number to try', (order, outcome, verdict) => {
  const unknown = choosing('authorization', order)

  test(`other-numbers-refused is ${outcome} of a narrow role`, async () => {
    const found = await judged('in-sync', (world) => withoutOtherNumber(unknown(world)), {})
    expect(found.verdict).toBe(verdict)
    expect(found.proofs).toMatchObject({ ...everythingProven, 'other-numbers-refused': outcome })
  })

  test('other-numbers-refused is never proven of a wide role', async () => {
    const wide = (world: World) => withWideRole(unknown(world))
    expect((await judged('in-sync', wide, {})).proofs).toMatchObject({
      'other-numbers-refused': 'refuted'
    })
    const alone = await judged('in-sync', (world) => withoutOtherNumber(wide(world)), {})
    expect(alone.proofs).toMatchObject({ 'other-numbers-refused': 'inconclusive' })
    expect(alone.verdict).not.toBe('in-sync')
  })
})
