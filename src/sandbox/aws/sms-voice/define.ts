import type { Call, Members, Operation } from '../operation.js'
import type { JsonShape } from '../protocols/json-shape.js'
import { tagContext } from '../authorization/request-context.js'
import { arnFromIdOrArn, smsVoiceArn } from './numbers/arns.js'
import type { ResourceKind } from './numbers/arns.js'
import { conflict, invalid, refuseUnlessShaped } from './errors.js'
import { pageOf } from './paging.js'
import { storeOf } from './store.js'

type Definition = Pick<Operation, 'resources' | 'run'> & {
  readonly name: string
  readonly shape: JsonShape
  readonly check?: (input: Members) => void
}

/** An operation of SMS Voice v2 that needs the action of its own name. */
export function define({ name, shape, check, resources, run }: Definition): Operation {
  return {
    service: 'sms-voice',
    name,
    actions: () => [`sms-voice:${name}`],
    resources,
    context: requestTags,
    validate: (input) => {
      refuseUnlessShaped(shape, input)
      check?.(input)
    },
    run
  }
}

/** A creation: the same client token is answered alike, without doing it twice. */
export function defineCreation(definition: Definition): Operation {
  const { name, run } = definition
  return define({
    ...definition,
    run: (input, call) => {
      const token = text(input, 'ClientToken')
      if (token === undefined) return run(input, call)
      const { answers } = storeOf(call)
      const key = `${name}:${token}`
      const question = JSON.stringify({ ...input, ClientToken: undefined })
      const known = answers.get(key)
      if (known === undefined) {
        const output = run(input, call)
        answers.set(key, { question, output })
        return output
      }
      // Unknown in AWS: what a ClientToken of another request is answered; here a conflict.
      if (known.question !== question) {
        throw conflict('RESOURCE_ALREADY_EXISTS', 'The ClientToken was used for another request')
      }
      return known.output
    }
  })
}

/** The ARNs of the ids or ARNs in a member; a listing of all is asked of all of the kind. */
export function listed(input: Members, member: string, kind: ResourceKind) {
  return (call: Call): readonly string[] => {
    const ids = texts(input, member)
    return ids.length === 0
      ? [smsVoiceArn(call, kind, '*')]
      : ids.map((id) => arnFromIdOrArn(call, kind, id))
  }
}

/** A text member; undefined when absent or null. */
export function text(input: Members, member: string): string | undefined {
  const value = input[member]
  return typeof value === 'string' ? value : undefined
}

/** A text member that the shape demands. */
export function given(input: Members, member: string): string {
  const value = text(input, member)
  if (value === undefined) throw new Error(`the shape of ${member} was not checked`)
  return value
}

/** A list of texts; none when absent. */
export function texts(input: Members, member: string): readonly string[] {
  const value: unknown = input[member]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** Refuses ids beside Owner, as the service does. */
export function refuseOwnerWith(member: string) {
  return (input: Members): void => {
    if (text(input, 'Owner') === undefined || texts(input, member).length === 0) return
    throw invalid(
      'PARAMETERS_CANNOT_BE_USED_TOGETHER',
      `Owner and ${member} cannot be used together`
    )
  }
}

/** What a listing answers: a page under the name of its list, and the token of the next. */
export function page<T>(
  input: Members,
  all: readonly T[],
  { name, render }: { readonly name: string; readonly render: (item: T) => Members }
): Members {
  const { MaxResults, NextToken, ...query } = input
  const { items, nextToken } = pageOf(all, {
    // Unknown in AWS: how many come without MaxResults; 20, so that clients must page.
    size: typeof MaxResults === 'number' ? MaxResults : 20,
    token: typeof NextToken === 'string' ? NextToken : undefined,
    query: JSON.stringify([name, query])
  })
  return { [name]: items.map(render), ...(nextToken !== undefined && { NextToken: nextToken }) }
}

/** Whether an item satisfies every filter of the input; any of a filter's values does. */
export function matchesFilters(
  input: Members,
  attributes: Readonly<Record<string, readonly string[]>>
): boolean {
  const filters = (input.Filters ?? []) as readonly { Name: string; Values: readonly string[] }[]
  return filters.every(({ Name, Values }) =>
    Values.some((value) => attributes[Name]?.includes(value) === true)
  )
}

/** Tags as a request has them, by key. */
export function tagsIn(input: Members): ReadonlyMap<string, string> {
  const tags = (input.Tags ?? []) as readonly { Key: string; Value: string }[]
  return new Map(tags.map(({ Key, Value }) => [Key, Value]))
}

function requestTags(input: Members) {
  const tags = tagsIn(input)
  return tags.size === 0
    ? {}
    : { ...tagContext('aws:RequestTag', tags), 'aws:TagKeys': [...tags.keys()] }
}
