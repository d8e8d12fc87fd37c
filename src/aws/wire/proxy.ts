import { ActionError } from '../../errors.js'
import type { Env } from './endpoints.js'

/** A proxy between this run and a host. */
export interface Proxy {
  readonly url: URL
  /** Host and port, without the credentials that its URL may hold. */
  readonly name: string
}

/** Upper and lower case, in the order in which GitHub's own toolkit reads them. */
const variables = {
  'https:': ['https_proxy', 'HTTPS_PROXY'],
  'http:': ['http_proxy', 'HTTP_PROXY']
} as const

/**
 * The proxy that the environment names for a URL, by the rules of GitHub's own toolkit: the variable
 * of the URL's scheme; never for a loopback address; a name in NO_PROXY stands for the host and all
 * below it, `*` for every host. Throws NETWORK_UNREACHABLE for a proxy that is no URL.
 *
 * @see https://docs.github.com/en/actions/how-tos/manage-runners/self-hosted-runners/use-proxy-servers
 */
export function proxyFor(url: URL, env: Env): Proxy | undefined {
  if (isLoopback(url.hostname) || isExempt(url, env)) return undefined
  return proxyOf(url.protocol === 'https:' ? 'https:' : 'http:', env)
}

/** Throws NETWORK_UNREACHABLE where a proxy variable is no URL. */
export function demandProxies(env: Env): void {
  proxyOf('https:', env)
  proxyOf('http:', env)
}

function proxyOf(scheme: keyof typeof variables, env: Env): Proxy | undefined {
  const variable = variables[scheme].find((name) => (env[name] ?? '') !== '')
  if (variable === undefined) return undefined
  const text = env[variable] ?? ''
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) {
    const url = new URL(address)
    return { url, name: url.host }
  }
  // Not quoted: a proxy's URL may hold a password.
  throw new ActionError(
    'NETWORK_UNREACHABLE',
    `${variable} is not the http or https URL of a proxy`
  )
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname)
}

function isExempt(url: URL, env: Env): boolean {
  const exempt = (env['no_proxy'] || env['NO_PROXY'] || '')
    .split(/[\s,]+/)
    .map((entry) => entry.toLowerCase().replace(/^\*?\./, ''))
    .filter((entry) => entry !== '')
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const names = [url.hostname, `${url.hostname}:${port}`]
  return exempt.some(
    (entry) => entry === '*' || names.some((name) => name === entry || name.endsWith(`.${entry}`))
  )
}
