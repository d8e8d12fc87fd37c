import type { RequestContext, RequestPrincipal } from './request.js'
import type { Lookup } from '../document/template.js'

/** What a request says about its caller and its context, looked up once. */
export interface RequestFacts {
  readonly caller: Caller
  /** The values of a key in lower case; none when the key is absent, or present without a value. */
  readonly values: (key: string) => readonly string[] | undefined
  /** The value of a single-valued key, for variables. */
  readonly lookup: Lookup
}

/** Who calls, as statements can name it. */
export type Caller =
  | { readonly type: 'Federated' | 'Service'; readonly value: string }
  | {
      readonly type: 'AWS'
      readonly arn: string
      readonly account?: string
      /** Of a session the role's ARN with its path, else the ARN itself. */
      readonly principalArn: string
      readonly isRootUser: boolean
      /** A role that a service made for itself, which no organization policy holds. */
      readonly isServiceLinked: boolean
      /** Of GetFederationToken, which gives nothing but what its session policy allows. */
      readonly isFederatedUser: boolean
    }

/** Takes a request's caller and context apart. */
export function readFacts(principal: RequestPrincipal, context: RequestContext): RequestFacts {
  const keys = new Map<string, string | readonly string[]>()
  for (const [key, value] of Object.entries(context)) keys.set(key.toLowerCase(), value)
  const values = (key: string): readonly string[] | undefined => {
    const value = keys.get(key)
    if (value === undefined || typeof value === 'string')
      return value === undefined ? value : [value]
    return value.length === 0 ? undefined : value
  }
  const lookup = (key: string): string | undefined => {
    const value = keys.get(key)
    return typeof value === 'string' ? value : undefined
  }
  return { caller: readCaller(principal, lookup), values, lookup }
}

function readCaller(principal: RequestPrincipal, lookup: Lookup): Caller {
  if (typeof principal !== 'string') return principal
  const account =
    lookup('aws:principalaccount') ?? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(principal)?.[1]
  const principalArn = lookup('aws:principalarn') ?? roleOfSession(principal) ?? principal
  return {
    type: 'AWS',
    arn: principal,
    ...(account !== undefined && { account }),
    principalArn,
    isRootUser: /^arn:[^:]+:iam::\d{12}:root$/.test(principal),
    isServiceLinked: /^arn:[^:]+:iam::\d{12}:role\/aws-service-role\//.test(principalArn),
    isFederatedUser: /^arn:[^:]+:sts::\d{12}:federated-user\//.test(principal)
  }
}

// A session's ARN does not show the role's path: without aws:PrincipalArn the path can only be /.
function roleOfSession(arn: string): string | undefined {
  const [, partition, account, role] =
    /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? []
  return role === undefined ? undefined : `arn:${partition}:iam::${account}:role/${role}`
}
