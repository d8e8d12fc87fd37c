import { validatePolicy } from '../../../../policy/document/validate.js'
import type { Call, Members, Operation } from '../../operation.js'
import { parseSentPolicy } from '../../sent-policy.js'
import * as d from '../define.js'
import { invalid, notFound } from '../errors.js'
import { numbersOf } from './numbers.js'
import * as shapes from '../shapes.js'
import type { StoredResourcePolicy } from '../store.js'
import { seconds, setResourcePolicy, storeOf } from '../store.js'

const itsArn = (input: Members): readonly string[] => [d.given(input, 'ResourceArn')]

const putResourcePolicy = d.define({
  name: 'PutResourcePolicy',
  shape: shapes.structure(
    {
      ResourceArn: shapes.resourceArn,
      Policy: { kind: 'string', min: 1, max: 10_000 }
    },
    ['ResourceArn', 'Policy']
  ),
  resources: itsArn,
  run: (input, call) => {
    const arn = ownResource(call, d.given(input, 'ResourceArn'))
    const policy = readPolicy(d.given(input, 'Policy'), call.now)
    // The whole document is replaced: nothing of the one before stays.
    setResourcePolicy(storeOf(call), arn, { policy, at: call.now })
    return render(arn, policy)
  }
})

const getResourcePolicy = d.define({
  name: 'GetResourcePolicy',
  shape: shapes.structure({ ResourceArn: shapes.resourceArn }, ['ResourceArn']),
  resources: itsArn,
  run: (input, call) => {
    const arn = ownResource(call, d.given(input, 'ResourceArn'))
    return render(arn, policyOf(call, arn))
  }
})

const deleteResourcePolicy = d.define({
  name: 'DeleteResourcePolicy',
  shape: shapes.structure({ ResourceArn: shapes.resourceArn }, ['ResourceArn']),
  resources: itsArn,
  run: (input, call) => {
    const arn = ownResource(call, d.given(input, 'ResourceArn'))
    const policy = policyOf(call, arn)
    setResourcePolicy(storeOf(call), arn, { policy: undefined, at: call.now })
    return render(arn, policy)
  }
})

/**
 * The policies of numbers, pools and opt-out lists.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/shared-resources.html
 */
export const resourcePolicyOperations: readonly Operation[] = [
  putResourcePolicy,
  getResourcePolicy,
  deleteResourcePolicy
]

/**
 * A resource's policy from its text.
 *
 * @throws AwsError INVALID_PARAMETER; unknown in AWS is which Reason a bad policy has
 */
export function readPolicy(text: string, createdAt: number): StoredResourcePolicy {
  const parsed = parseSentPolicy(text)
  if ('problem' in parsed) throw badPolicy(parsed.problem)
  const [mistake] = validatePolicy(parsed.document, 'resource')
  if (mistake !== undefined) throw badPolicy(`${mistake.at}: ${mistake.problem}`)
  return { text, document: parsed.document, createdAt }
}

const badPolicy = (Message: string) =>
  invalid('INVALID_PARAMETER', `The policy is not valid: ${Message}`, [{ Name: 'Policy', Message }])

/** Unknown in AWS: how a policy for another account's resource is refused; here as not found. */
function ownResource(call: Call, arn: string): string {
  const { pools, optOutLists } = storeOf(call)
  const own = [...numbersOf(call), ...pools, ...optOutLists.values()]
  if (own.some((each) => each.arn === arn)) return arn
  const kind = /:(pool|opt-out-list|sender-id)\//.exec(arn)?.[1] as 'pool' | undefined
  throw notFound({ type: kind ?? 'phone-number', id: arn })
}

function policyOf(call: Call, arn: string): StoredResourcePolicy {
  const policy = storeOf(call).resourcePolicies.get(arn)?.current
  if (policy === undefined) throw notFound({ type: 'policy', id: arn })
  return policy
}

const render = (arn: string, { text, createdAt }: StoredResourcePolicy): Members => ({
  ResourceArn: arn,
  Policy: text,
  CreatedTimestamp: seconds(createdAt)
})
