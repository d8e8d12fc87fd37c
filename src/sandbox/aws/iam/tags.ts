import type { RequestContext } from '../../../policy/evaluate/evaluate.js'
import type { Members } from '../operation.js'
import { structures, text } from '../query-input.js'
import { tagContext } from '../authorization/request-context.js'
import { invalidInput, limitExceeded } from './errors.js'

type Tags = ReadonlyMap<string, string>

/** What can have tags. */
export type TaggedKind = 'OpenIdConnectProvider' | 'Role' | 'User' | 'Policy' | 'InstanceProfile'

/** The tags of a request, by key. */
export function requestTags(input: Members): Tags {
  const tags = structures(input, 'Tags')
  return new Map(tags.map((tag) => [text(tag, 'Key'), text(tag, 'Value')]))
}

/** The condition keys that a request with tags has. */
export function requestTagContext(input: Members): RequestContext {
  const tags = requestTags(input)
  if (tags.size === 0) return {}
  return { ...tagContext('aws:RequestTag', tags), 'aws:TagKeys': [...tags.keys()] }
}

/** Refuses tag keys that are given twice (regardless of case) or are AWS's own. */
export function refuseBadTagKeys(input: Members): void {
  const keys = structures(input, 'Tags').map((tag) => text(tag, 'Key').toLowerCase())
  if (new Set(keys).size < keys.length) {
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  }
  if (keys.some((key) => key.startsWith('aws:'))) {
    throw invalidInput('Caller is not authorized to use system tags: keys begin with aws:.')
  }
}

/** Old tags under new ones; a key in another case is the same key. */
export function mergeTags(old: Tags, added: Tags, kind: TaggedKind): Tags {
  const replaced = new Set([...added.keys()].map((key) => key.toLowerCase()))
  const kept = [...old].filter(([key]) => !replaced.has(key.toLowerCase()))
  const merged = new Map([...kept, ...added])
  // Unknown in AWS: the words for too many tags; made as those of other quotas are.
  if (merged.size > 50) throw limitExceeded(`Cannot exceed quota for TagsPer${kind}: 50`)
  return merged
}

/** Tags less those of these keys, in any case. */
export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  const removed = new Set(keys.map((key) => key.toLowerCase()))
  return new Map([...tags].filter(([key]) => !removed.has(key.toLowerCase())))
}

/** Tags as IAM lists them. */
export function renderTags(tags: Tags): readonly Members[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }))
}
