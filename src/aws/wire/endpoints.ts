import { ActionError } from '../../errors.js'

/** The services this action speaks to. */
export const services = ['iam', 'sts', 'pinpoint', 'sms-voice'] as const
export type Service = (typeof services)[number]

/** Environment variables by name. */
export type Env = Readonly<Record<string, string | undefined>>

const common = 'AWS_ENDPOINT_URL'

const variables = {
  iam: 'AWS_ENDPOINT_URL_IAM',
  sts: 'AWS_ENDPOINT_URL_STS',
  pinpoint: 'AWS_ENDPOINT_URL_PINPOINT',
  'sms-voice': 'AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2'
} as const satisfies Record<Service, string>

/**
 * The endpoint that the environment sets for a service; undefined leaves it to the SDK.
 * Throws NETWORK_UNREACHABLE for a value that is no URL.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function endpointFor(service: Service, env: Env): string | undefined {
  if (ignoresConfigured(env)) return undefined
  const name = [variables[service], common].find((variable) => isSet(env[variable]))
  if (name === undefined) return undefined
  const url = env[name] ?? ''
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url
  throw new ActionError('NETWORK_UNREACHABLE', `${name} is not an http or https URL: "${url}"`)
}

/** The endpoints of the environment that are not AWS's own, as `NAME=URL`. */
export function foreignEndpoints(env: Env): readonly string[] {
  if (ignoresConfigured(env)) return []
  return [common, ...Object.values(variables)].flatMap((name) => {
    const url = env[name]
    return isSet(url) && !isOfAws(url) ? [`${name}=${url}`] : []
  })
}

/** Whether a URL's host belongs to AWS; a text that is no URL does not. */
export function isOfAws(url: string): boolean {
  if (!URL.canParse(url)) return false
  return /(^|\.)(amazonaws\.com(\.cn)?|api\.aws)$/.test(new URL(url).hostname)
}

function ignoresConfigured(env: Env): boolean {
  return env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true'
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}
