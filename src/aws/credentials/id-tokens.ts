import type { Clock } from '../../app/ports.js'
import { ActionError } from '../../errors.js'
import { textOf } from '../action-error.js'
import type { Ask } from '../ask.js'
import type { Env } from '../wire/endpoints.js'
import { IncompleteAnswer } from '../wire/failure.js'
import { readIdToken } from './read-id-token.js'
import type { Transport } from '../wire/transport.js'
import { WireError } from '../wire/wire-error.js'

/** A token by which GitHub says which job this is. */
export interface IdToken {
  /** The signed token; a secret while it is good. */
  readonly text: string
  /** Its claim `sub`, such as `repo:OWNER/REPO:ref:refs/heads/main`. */
  readonly subject: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** Gives a good token for an audience. Throws ID_TOKEN_UNAVAILABLE and NETWORK_UNREACHABLE. */
export type IdTokens = (audience: string) => Promise<IdToken>

/** What tokens are fetched with. */
export interface IdTokenSettings {
  readonly env: Env
  readonly transport: Transport
  readonly ask: Ask
  readonly clock: Clock
  /** Hears each token before anything could print it. */
  readonly mask: (secret: string) => void
}

/** A token is asked for again this long before its end: a call with it has to arrive in time. */
const leewayMs = 60_000

/**
 * GitHub's id tokens of this job: one for each audience, however many ask at once, and another when
 * it runs out.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function createIdTokens(settings: IdTokenSettings): IdTokens {
  const tokens = new Map<string, Promise<IdToken>>()
  const fetchAnew = (audience: string): Promise<IdToken> => {
    const fetched = fetchToken(audience, settings)
    tokens.set(audience, fetched)
    return fetched
  }
  return async (audience) => {
    const known = tokens.get(audience)
    if (known === undefined) return fetchAnew(audience)
    const token = await known
    if (token.expiresAt - settings.clock.now() > leewayMs) return token
    // Whoever comes second finds the fetch of whoever came first.
    return tokens.get(audience) === known ? fetchAnew(audience) : (tokens.get(audience) ?? known)
  }
}

async function fetchToken(audience: string, settings: IdTokenSettings): Promise<IdToken> {
  const { url, bearer } = requestOf(audience, settings.env)
  const reply = await settings.ask({
    name: 'GitHub’s id token',
    about: audience,
    effect: 'none',
    send: async () => ({ $metadata: {}, text: await get(url, bearer, settings.transport) }),
    read: ({ text }) => readIdToken(text, settings.mask)
  })
  if (reply.ok) return reply.value
  const { failure } = reply
  if (failure.cause instanceof ActionError) throw failure.cause
  const message = `GitHub gave no id token for the audience ${audience}: ${textOf(failure)}`
  throw new ActionError(failure.errorCode, message, failure.cause)
}

function requestOf(audience: string, env: Env): { readonly url: URL; readonly bearer: string } {
  const address = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? ''
  const bearer = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? ''
  if (address === '' || bearer === '') {
    throw unavailable(
      'GitHub offers this job no id token: it lacks `permissions: id-token: write`, or runs for a pull request from a fork'
    )
  }
  if (!URL.canParse(address)) throw unavailable('ACTIONS_ID_TOKEN_REQUEST_URL is not a URL')
  const url = new URL(address)
  url.searchParams.set('audience', audience)
  return { url, bearer }
}

async function get(url: URL, bearer: string, transport: Transport): Promise<string> {
  const { response, place } = await transport({
    method: 'GET',
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== '' && { port: Number(url.port) }),
    path: `${url.pathname}${url.search}`,
    headers: { authorization: `Bearer ${bearer}`, accept: 'application/json' }
  })
  const { statusCode: status, body } = response
  if (status === 200) return new TextDecoder().decode(body)
  const what = `${place} answered ${status}`
  if (status >= 500 || status === 429) throw new WireError('fault', what, { status })
  if (status < 300) throw new IncompleteAnswer(what)
  throw unavailable(
    `GitHub refuses this job an id token: ${what}; the job needs \`permissions: id-token: write\`, and its request token may have run out`
  )
}

function unavailable(message: string): ActionError {
  return new ActionError('ID_TOKEN_UNAVAILABLE', message)
}
