/**
 * What became of a request that brought no answer of the service.
 *
 * - `not-sent`: no connection was made, so nothing was carried out.
 * - `broken-off`: the request may have arrived, the answer did not.
 * - `fault`: an answer of 500 or more that does not come from the service itself.
 * - `cancelled`: the job was cancelled before the request was begun.
 * - `not-understood`: an answer that is not in the service's form.
 */
export type Fate = 'not-sent' | 'broken-off' | 'fault' | 'cancelled' | 'not-understood'

/** A request that brought no answer of the service; the message names the host. */
export class WireError extends Error {
  override readonly name = 'WireError'

  constructor(
    readonly fate: Fate,
    message: string,
    readonly detail: { readonly status?: number; readonly cause?: unknown } = {}
  ) {
    super(message, { cause: detail.cause })
  }
}

const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EPROTO|CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|ERR_(TLS|SSL)_\w+)$/

/** Tells a connection that was never made from one that broke off. */
export function wireErrorOf(thrown: unknown, host: string): WireError {
  const { code, syscall, message } = partsOf(thrown)
  const sent = !(
    neverSent.test(code) ||
    syscall === 'connect' ||
    /did not establish a connection|before secure TLS connection/.test(message)
  )
  const what = code === '' ? message : code
  return sent
    ? new WireError('broken-off', `the connection to ${host} broke off (${what})`, {
        cause: thrown
      })
    : new WireError('not-sent', `${host} cannot be reached (${what})`, { cause: thrown })
}

function partsOf(thrown: unknown): {
  readonly code: string
  readonly syscall: string
  readonly message: string
} {
  // Node tries each address of a name in turn and gathers the failures in one error.
  const errors = member(thrown, 'errors')
  const inner: unknown = Array.isArray(errors) ? errors[0] : thrown
  return {
    code: text(inner, 'code') || text(thrown, 'code'),
    syscall: text(inner, 'syscall'),
    message: text(thrown, 'message') || String(thrown)
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

function text(value: unknown, key: string): string {
  const found = member(value, key)
  return typeof found === 'string' ? found : ''
}
