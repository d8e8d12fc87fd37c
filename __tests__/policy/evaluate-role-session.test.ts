import type { Json } from '../../src/policy/document/document.js'
import type { AccessRequest } from '../../src/policy/evaluate/evaluate.js'
import { allows, assumeBy, denies, policy, PRIMARY, SECONDARY } from '../support/policy-cases.js'
import {
  allowed,
  cannot,
  decideEach,
  explicit,
  implicit,
  open,
  silent
} from '../support/policy-decisions.js'

describe('what the role itself may do', () => {
  const number = `arn:aws:sms-voice:us-east-1:${PRIMARY}:phone-number/phone-1`
  const send = (resources = [number], actions = ['sms-voice:SendTextMessage']): AccessRequest => ({
    ...assumeBy({ account: PRIMARY, role: 'Sender' }),
    actions,
    resources
  })
  const only = (resource: Json, action: Json = 'sms-voice:SendTextMessage') => ({
    identity: [allows(action, resource)]
  })
  const other = number.replace('phone-1', 'phone-2')
  decideEach([
    ['its number', send(), only(number), allowed],
    ['another number', send([other]), only(number), implicit('identity')],
    [
      'both numbers, one granted',
      send([number, other]),
      only(number),
      { ...implicit('identity'), resource: other }
    ],
    [
      'two actions, one granted',
      send([number], ['sms-voice:SendTextMessage', 'sms-voice:SendMediaMessage']),
      only(number),
      { action: 'sms-voice:SendMediaMessage' }
    ],
    ['an action in another case', send(), only(number, 'SMS-VOICE:sendtextmessage'), allowed],
    ['an action by ?', send(), only(number, 'sms-voice:Send????Message'), allowed],
    ['an action by *', send(), only(number, 'sms-voice:Send*'), allowed],
    [
      'a resource in another case',
      send(),
      only(number.replace('phone-1', 'Phone-1')),
      implicit('identity')
    ],
    [
      'a resource by *',
      send(),
      only(number.replace('1:1', '*:1').replace('phone-1', 'phone-?')),
      allowed
    ],
    [
      'a * that would span a colon',
      send(),
      only(`arn:aws:sms-voice:*:phone-number/phone-1`),
      implicit('identity')
    ],
    ['a * that spans a slash', send(), only(`arn:aws:sms-voice:us-east-1:${PRIMARY}:*`), allowed],
    ['an ARN that ends early', send(), only('arn:aws:sms-voice'), allowed],
    ['no particular resource', send(['*']), only(number), implicit('identity')],
    ['no resource named', send([]), only('*'), allowed],
    ['no action named', send([number], []), only('*', 'sms-voice:*'), implicit('identity')],
    [
      'NotAction',
      send(),
      { identity: [policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })] },
      allowed
    ],
    [
      'NotResource',
      send(),
      { identity: [policy({ Effect: 'Allow', Action: '*', NotResource: number })] },
      implicit('identity')
    ],
    ['boundary and identity', send(), { ...only('*'), boundary: silent }, implicit('boundary')],
    ['session and identity', send(), { ...only('*'), session: silent }, implicit('session')],
    ['a boundary grants nothing', send(), { ...cannot, boundary: open }, implicit('identity')],
    [
      'who it is, whatever denies',
      send(['*'], ['STS:GetCallerIdentity']),
      { identity: [denies('*')] },
      allowed
    ],
    [
      'an explicit Deny told before an implicit one',
      send([other, number]),
      { identity: [policy({ Effect: 'Deny', Action: '*', Resource: number })] },
      { ...explicit('identity'), resource: number }
    ],
    [
      'the resource’s policy alone, in one account',
      send(),
      {
        ...cannot,
        resource: policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' })
      },
      allowed
    ],
    [
      'the identity policy alone beside a resource policy',
      send(),
      {
        ...only(number),
        resource: policy({
          Effect: 'Allow',
          Principal: { AWS: SECONDARY },
          Action: '*',
          Resource: '*'
        })
      },
      allowed
    ],
    [
      'another account’s resource without a policy',
      { ...send(), resourceAccount: SECONDARY },
      only('*'),
      implicit('resource')
    ]
  ])
})
