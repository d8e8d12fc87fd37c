import type { WireResponse } from '../aws/wire.js'

/** A JSON answer of the sandbox itself. */
export function answer(status: number, body: unknown): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: `${JSON.stringify(body, null, 2)}\n`
  }
}

/** An error of the sandbox itself: AWS's own errors are written by its protocols. */
export function failure(status: number, error: string): WireResponse {
  return answer(status, { error })
}
