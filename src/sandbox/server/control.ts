import type { WireRequest, WireResponse } from '../aws/wire.js'
import { answer, failure } from './answer.js'
import type { Sandbox } from './sandbox.js'

type Handler = (sandbox: Sandbox) => WireResponse

const routes: Readonly<Record<string, { readonly method: string; readonly handle: Handler }>> = {
  '/_sandbox/log': { method: 'GET', handle: (sandbox) => answer(200, sandbox.log()) },
  '/_sandbox/messages': { method: 'GET', handle: (sandbox) => answer(200, sandbox.messages()) },
  '/_sandbox/reset': {
    method: 'POST',
    handle: (sandbox) => {
      sandbox.reset()
      return answer(200, { reset: true })
    }
  },
  '/_sandbox/faults': {
    method: 'POST',
    handle: () => failure(501, 'This version of the sandbox cannot inject faults.')
  }
}

/** What the sandbox tells about itself, beside AWS's own paths; undefined for those. */
export function control(request: WireRequest, sandbox: Sandbox): WireResponse | undefined {
  const [path = ''] = request.target.split('?', 1)
  if (path !== '/_sandbox' && !path.startsWith('/_sandbox/')) return undefined
  const route = routes[path]
  if (route === undefined) {
    return failure(404, `There is no ${path}; there are ${Object.keys(routes).join(', ')}.`)
  }
  if (route.method !== request.method) return failure(405, `${path} takes ${route.method}.`)
  return route.handle(sandbox)
}
