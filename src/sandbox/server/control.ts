import * as v from 'valibot'
import type { WireRequest, WireResponse } from '../aws/wire.js'
import { answer, failure } from './answer.js'
import { oidcPaths } from './oidc-endpoint.js'
import { readFaults } from './world/fault-schema.js'
import type { Sandbox } from './sandbox.js'
import { mistakeOf } from './world/schema-mistake.js'

type Handler = (sandbox: Sandbox, request: WireRequest) => WireResponse

type Methods = Readonly<Partial<Record<string, Handler>>>

const routes: Readonly<Partial<Record<string, Methods>>> = {
  '/_sandbox/log': { GET: tellLog },
  '/_sandbox/messages': { GET: (sandbox) => answer(200, sandbox.messages()) },
  '/_sandbox/clock': { GET: tellClock, POST: advanceClock },
  '/_sandbox/faults': { GET: tellFaults, POST: addFaults, DELETE: clearFaults },
  [oidcPaths.token]: { GET: ({ oidc }, request) => oidc.giveToken(request) },
  [oidcPaths.configuration]: { GET: ({ oidc }, request) => oidc.tellConfiguration(request) },
  [oidcPaths.keys]: { GET: ({ oidc }) => oidc.tellKeys() },
  '/_sandbox/reset': {
    POST: (sandbox) => {
      sandbox.reset()
      return answer(200, { reset: true })
    }
  }
}

/** What the sandbox tells about itself, beside AWS's own paths; undefined for those. */
export function control(request: WireRequest, sandbox: Sandbox): WireResponse | undefined {
  const [path = ''] = request.target.split('?', 1)
  if (path !== '/_sandbox' && !path.startsWith('/_sandbox/')) return undefined
  const methods = routes[path]
  if (methods === undefined) {
    return failure(404, `There is no ${path}; there are ${Object.keys(routes).join(', ')}.`)
  }
  const handle = methods[request.method]
  if (handle !== undefined) return handle(sandbox, request)
  return failure(405, `${path} takes ${Object.keys(methods).join(', ')}.`)
}

/** With `?after=N` only what came after the call of that sequence. */
function tellLog(sandbox: Sandbox, { target }: WireRequest): WireResponse {
  const after = new URLSearchParams(target.split('?')[1]).get('after') ?? '0'
  if (!/^\d{1,15}$/.test(after)) return failure(400, `after: "${after}" is not a sequence`)
  const log = sandbox.log()
  return answer(200, after === '0' ? log : log.filter(({ sequence }) => sequence > Number(after)))
}

function tellClock({ clock }: Sandbox): WireResponse {
  return answer(200, { now: new Date(clock.now()).toISOString(), ahead: clock.ahead() })
}

/** Ten years at once are enough, and no date gets out of what a Date can hold. */
const advanceSchema = v.strictObject({
  advance: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(315_360_000_000))
})

function advanceClock(sandbox: Sandbox, request: WireRequest): WireResponse {
  const parsed = v.safeParse(advanceSchema, parseBody(request))
  if (!parsed.success) return mistaken(parsed.issues.map((issue) => mistakeOf(issue, 'the body')))
  sandbox.clock.advance(parsed.output.advance)
  return tellClock(sandbox)
}

function tellFaults({ faults }: Sandbox): WireResponse {
  return answer(200, faults.list())
}

function addFaults(sandbox: Sandbox, request: WireRequest): WireResponse {
  const read = readFaults(parseBody(request))
  if ('mistakes' in read) return mistaken(read.mistakes)
  sandbox.faults.add(read.rules)
  return tellFaults(sandbox)
}

function clearFaults(sandbox: Sandbox): WireResponse {
  sandbox.faults.clear()
  return tellFaults(sandbox)
}

const mistaken = (mistakes: readonly string[]): WireResponse =>
  answer(400, { error: mistakes.join('; '), mistakes })

/** What is not JSON is refused by each schema, as nothing. */
function parseBody({ body }: WireRequest): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'))
  } catch {
    return undefined
  }
}
