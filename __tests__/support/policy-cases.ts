import type { Json, PolicyDocument } from '../../src/policy/document/document.js'
import type { AccessRequest, RequestContext } from '../../src/policy/evaluate/evaluate.js'

export const PRIMARY = '111111111111'
export const SECONDARY = '222222222222'
export const ROLE = `arn:aws:iam::${PRIMARY}:role/Sender`

/** A document of Version 2012-10-17 of these statements. */
export function policy(...statements: readonly Json[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements }
}

/** A trust statement for these AWS principals. */
export function trusts(AWS: Json, more: Readonly<Record<string, Json>> = {}): PolicyDocument {
  return policy({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...more })
}

/** A trust statement for the secondary under a condition. */
export function trustsIf(Condition: Json): PolicyDocument {
  return trusts(SECONDARY, { Condition })
}

/** A policy that allows an action on a resource. */
export function allows(Action: Json, Resource: Json = '*'): PolicyDocument {
  return policy({ Effect: 'Allow', Action, Resource })
}

/** A policy that denies an action on everything. */
export function denies(Action: Json): PolicyDocument {
  return policy({ Effect: 'Deny', Action, Resource: '*' })
}

/** A session of a role asks to assume the sender role. */
export function assumeBy(
  caller: { readonly account?: string; readonly role?: string; readonly session?: string },
  context: RequestContext = {}
): AccessRequest {
  const { account = SECONDARY, role = 'Notifier', session = 'job' } = caller
  const name = role.slice(role.lastIndexOf('/') + 1)
  return asks(`arn:aws:sts::${account}:assumed-role/${name}/${session}`, {
    'aws:PrincipalArn': `arn:aws:iam::${account}:role/${role}`,
    'aws:PrincipalAccount': account,
    ...context
  })
}

/** Someone asks to assume the sender role. */
export function asks(
  principal: AccessRequest['principal'],
  context: RequestContext = {},
  action = 'sts:AssumeRole'
): AccessRequest {
  const resourceAccount = PRIMARY
  return { principal, actions: [action], resources: [ROLE], resourceAccount, context }
}
