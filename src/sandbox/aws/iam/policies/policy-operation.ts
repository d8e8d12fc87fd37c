import type { RequestContext } from '../../../../policy/evaluate/evaluate.js'
import { AwsError } from '../../aws-error.js'
import type { Call, Members, Operation } from '../../operation.js'
import { refuseUnlessModelled, text, type InputShape } from '../../query-input.js'
import { tagContext } from '../../authorization/request-context.js'
import type { StoredPolicy } from '../../state/state.js'
import { noSuchEntity } from '../errors.js'
import { findPolicy, refuseUnlessPolicyArn } from './policies-of-account.js'
import { arn } from '../shapes.js'

/** What sets one operation on a managed policy apart from another. */
export interface PolicyOperationParts {
  readonly name: string
  /** Whether it changes the policy, which nobody can do to AWS's own. */
  readonly effect: 'reads' | 'writes'
  /** Members beside PolicyArn. */
  readonly members?: Readonly<Record<string, InputShape>>
  /** What the model does not say. */
  readonly validate?: (input: Members) => void
  /** Condition keys beside the policy's tags. */
  readonly context?: (input: Members) => RequestContext
  readonly run: (policy: StoredPolicy, input: Members, call: Call) => Members
}

/** An operation on one managed policy, known by its ARN. */
export function policyOperation(parts: PolicyOperationParts): Operation {
  const { name, effect, members = {}, validate, context, run } = parts
  return {
    service: 'iam',
    name,
    actions: () => [`iam:${name}`],
    resources: (input) => [text(input, 'PolicyArn')],
    resourceName: (input) => `policy ${text(input, 'PolicyArn')}`,
    context: (input, call) => ({
      ...policyTagContext(findPolicy(text(input, 'PolicyArn'), call), call),
      ...context?.(input)
    }),
    validate: (input) => {
      refuseUnlessModelled({ members: { PolicyArn: arn, ...members } }, input)
      refuseUnlessPolicyArn(text(input, 'PolicyArn'))
      validate?.(input)
    },
    run: (input, call) => {
      const policyArn = text(input, 'PolicyArn')
      const policy = findPolicy(policyArn, call)
      if (policy === undefined) throw noSuchEntity(`Policy ${policyArn} was not found.`)
      if (effect === 'writes' && call.state.awsPolicies.has(policyArn)) {
        throw notTheirs(name, policyArn, call)
      }
      return run(policy, input, call)
    }
  }
}

function policyTagContext(policy: StoredPolicy | undefined, call: Call): RequestContext {
  if (policy === undefined) return {}
  const tags = policy.tags.asOf(call.now - call.state.authorizationDelayMs)
  return { ...tagContext('aws:ResourceTag', tags), ...tagContext('iam:ResourceTag', tags) }
}

/** Unknown in AWS: the words for a change to a policy of AWS's own; a refusal, as of any stranger's. */
function notTheirs(name: string, policyArn: string, { caller }: Call): AwsError {
  const message = `User: ${caller.arn} is not authorized to perform: iam:${name} on resource: policy ${policyArn}`
  return new AwsError('AccessDenied', 403, message)
}
