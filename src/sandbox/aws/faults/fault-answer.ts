import { AwsError } from '../aws-error.js'
import { inWordsOf } from '../common-errors.js'
import type { FaultRule } from './faults.js'
import type { Service } from '../operation.js'
import type { Protocol } from '../protocols/protocol.js'
import { signatureError } from '../signature/signature-errors.js'
import type { WireResponse } from '../wire.js'

/** How long a connection is held unless the rule says otherwise, in milliseconds. */
const HOLD_MS = 60_000

/** How long a slow answer takes unless the rule says otherwise, in milliseconds. */
const SLOW_MS = 5_000

/** How far the server's clock is ahead unless the rule says otherwise, in milliseconds. */
const SKEW_MS = 3_600_000

/** A call that a fault hit, before anything of it was judged. */
export interface HitCall {
  readonly rule: FaultRule
  readonly service: Service
  readonly protocol: Protocol
  readonly requestId: string
}

/** What is answered in the operation's place; undefined for faults that let it run. */
export function faultAnswer({ rule, ...call }: HitCall): WireResponse | undefined {
  switch (rule.kind) {
    case 'throttled':
      return refusal(call, throttling(call.service))
    case 'server-error':
      return refusal(call, new AwsError('ServiceFailure', 500, 'The request failed'))
    case 'expired-credentials':
      return refusal(call, signatureError('expired-token'))
    case 'reset':
      return broken(0)
    case 'hang':
      return broken(rule.ms ?? HOLD_MS)
    case 'garbage':
      return garbage(call)
    case 'empty':
      return { ...garbage(call), body: '' }
    case 'lost-reply':
    case 'slow':
    case 'skewed-clock':
      return undefined
    default:
      return rule.kind satisfies never
  }
}

/** What becomes of the answer once everything is done; undefined where it goes out as it is. */
export function afterwards(rule: FaultRule): Partial<WireResponse> | undefined {
  if (rule.kind === 'lost-reply') return { breakAfterMs: 0 }
  return rule.kind === 'slow' ? { holdMs: rule.ms ?? SLOW_MS } : undefined
}

/** How far the server's clock is off for a call, in milliseconds. */
export function skewOf(rule: FaultRule | undefined): number {
  return rule?.kind === 'skewed-clock' ? (rule.ms ?? SKEW_MS) : 0
}

/** No answer: the connection ends after a while. Status 0 is what the log tells of it. */
const broken = (breakAfterMs: number): WireResponse => ({
  status: 0,
  headers: {},
  body: '',
  breakAfterMs
})

type Place = Omit<HitCall, 'rule'>

function refusal({ service, protocol, requestId }: Place, error: AwsError): WireResponse {
  return protocol.encodeError(inWordsOf(service, error), requestId)
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
function throttling(service: Service): AwsError {
  switch (service) {
    case 'iam':
    case 'sts':
      return new AwsError('Throttling', 400, 'Rate exceeded')
    case 'mobiletargeting':
      return new AwsError('TooManyRequestsException', 429, 'Too many requests')
    default:
      return new AwsError('ThrottlingException', 400, 'Rate exceeded')
  }
}

/** A success by its status and type, and nothing that its protocol could mean. */
function garbage(call: Place): WireResponse {
  const { headers } = refusal(call, new AwsError('ServiceFailure', 500, ''))
  const type = headers['content-type'] ?? ''
  const body = type.includes('xml') ? '<Response><Result>\u0000' : '{"Result": [tru'
  return { status: 200, headers: { 'content-type': type }, body }
}
