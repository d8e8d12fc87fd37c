import type { RequestContext } from '../../../policy/evaluate/evaluate.js'
import { AwsError } from '../aws-error.js'
import { requestTags } from '../iam/tags.js'
import type { Call, Members } from '../operation.js'
import { structures, text, texts } from '../query-input.js'
import { tagContext } from '../authorization/request-context.js'
import { callerSession } from './caller-principal.js'

/** What a session is tagged with, and which of it its own sessions will inherit. */
export interface SessionTags {
  readonly tags: ReadonlyMap<string, string>
  readonly transitiveTagKeys: readonly string[]
}

/**
 * The tags of the session that a request opens: those passed, and those its caller must hand on.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
 */
export function sessionTags(input: Members, call: Call): SessionTags {
  const inherited = inheritedTags(call)
  const passed = requestTags(input)
  const transitive = texts(input, 'TransitiveTagKeys').map((key) => spelledIn(passed, key) ?? key)
  return {
    tags: new Map([...inherited, ...passed]),
    transitiveTagKeys: [...inherited.keys(), ...transitive]
  }
}

/** Inherited tags are in a request's context as passed ones are. */
export function sessionTagContext(input: Members, call: Call): RequestContext {
  const { tags } = sessionTags(input, call)
  const transitive = texts(input, 'TransitiveTagKeys')
  return {
    ...(tags.size > 0 && {
      ...tagContext('aws:RequestTag', tags),
      'aws:TagKeys': [...tags.keys()]
    }),
    ...(transitive.length > 0 && { 'sts:TransitiveTagKeys': transitive })
  }
}

/**
 * Refuses tags that no policy can allow, as far as the request alone tells.
 *
 * @throws AwsError InvalidParameterValue
 */
export function refuseBadSessionTags(input: Members): void {
  const keys = structures(input, 'Tags').map((tag) => text(tag, 'Key').toLowerCase())
  if (new Set(keys).size < keys.length) {
    throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  }
  // Unknown in AWS: how session tags with AWS's own keys are refused; as IAM refuses them.
  if (keys.some((key) => key.startsWith('aws:'))) {
    throw invalid('Caller is not authorized to use system tags: keys begin with aws:.')
  }
  const transitive = texts(input, 'TransitiveTagKeys').map((key) => key.toLowerCase())
  if (transitive.some((key) => !keys.includes(key))) {
    throw invalid('The specified transitive tag key must be included in the requested tags.')
  }
}

/**
 * Refuses to give an inherited tag another value, even its own.
 *
 * @throws AwsError InvalidParameterValue
 */
export function refuseOverriddenTags(input: Members, call: Call): void {
  const inherited = new Set([...inheritedTags(call).keys()].map((key) => key.toLowerCase()))
  const passed = [...requestTags(input).keys()]
  if (passed.some((key) => inherited.has(key.toLowerCase()))) {
    throw invalid(
      "One of the specified transitive tag keys can't be set because it conflicts with a " +
        'transitive tag key from the calling session.'
    )
  }
}

function inheritedTags(call: Call): ReadonlyMap<string, string> {
  const session = callerSession(call)
  if (session === undefined) return new Map()
  const { tags, transitiveTagKeys } = session
  return new Map([...tags].filter(([key]) => transitiveTagKeys.includes(key)))
}

const spelledIn = (tags: ReadonlyMap<string, string>, key: string): string | undefined =>
  [...tags.keys()].find((known) => known.toLowerCase() === key.toLowerCase())

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', 400, message)
