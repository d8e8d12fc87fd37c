import { parseArgs } from 'node:util'

/** What `npm start` was asked to do. */
export type StartArguments =
  | { readonly kind: 'story' }
  | { readonly kind: 'help' }
  | {
      readonly kind: 'step'
      readonly world: string
      readonly principal: string
      readonly inputs: Readonly<Record<string, string>>
    }
  | { readonly kind: 'wrong'; readonly message: string }

export const usage = `npm start
  The whole story, against an embedded AWS: a first apply from nothing, a second that finds
  nothing to do, somebody disturbs the role, check finds the drift, apply repairs it.

npm start -- --world FILE --as NAME [--input name=value …]
  One step of the action, as a runner would run it, with any inputs.

  --world FILE        a world of the embedded AWS, such as worlds/first-run.yaml
  --as NAME           whose credentials the job has: a principal of that world
  --input name=value  an input of the step, as in its with: block; may be repeated
  --help              this text

Exits with the step's exit code, or with 2 when the arguments are wrong.`

const options = {
  world: { type: 'string' },
  as: { type: 'string' },
  input: { type: 'string', multiple: true },
  help: { type: 'boolean' }
} as const

/** Reads the arguments after `npm start --`; mistakes are an answer too. */
export function readStartArguments(given: readonly string[]): StartArguments {
  if (given.length === 0) return { kind: 'story' }
  const parsed = parse(given)
  if ('wrong' in parsed) return { kind: 'wrong', message: parsed.wrong }
  const { help, world, as, input = [] } = parsed
  if (help === true) return { kind: 'help' }
  const missing = [...(world === undefined ? ['--world FILE'] : []), ...(as ? [] : ['--as NAME'])]
  if (world === undefined || as === undefined || missing.length > 0) {
    return { kind: 'wrong', message: `one step needs ${missing.join(' and ')}` }
  }
  return step(world, as, input)
}

function parse(given: readonly string[]):
  | { readonly wrong: string }
  | {
      readonly help?: boolean | undefined
      readonly world?: string | undefined
      readonly as?: string | undefined
      readonly input?: readonly string[] | undefined
    } {
  try {
    return parseArgs({ args: [...given], options, allowPositionals: false }).values
  } catch (error) {
    // The only thing thrown is node's own sentence about the argument it does not understand.
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}

function step(world: string, principal: string, given: readonly string[]): StartArguments {
  const inputs: Record<string, string> = {}
  for (const pair of given) {
    const at = pair.indexOf('=')
    if (at < 1) return { kind: 'wrong', message: `--input takes name=value; got "${pair}"` }
    const name = pair.slice(0, at)
    if (name in inputs) return { kind: 'wrong', message: `--input ${name} is given twice` }
    inputs[name] = pair.slice(at + 1)
  }
  return { kind: 'step', world, principal, inputs }
}
