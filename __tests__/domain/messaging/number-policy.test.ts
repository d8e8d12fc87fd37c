import { letIn, letsPinpointSend } from '../../../src/domain/messaging/number-policy.js'
import type { Json, PolicyDocument } from '../../../src/policy/document/document.js'
import { number, primary, stranger } from '../../support/requests.js'

const policy = (...statements: readonly Json[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements
})

function statement(principal: Json, more: PolicyDocument = {}): PolicyDocument {
  return {
    Effect: 'Allow',
    Principal: principal,
    Action: 'sms-voice:SendTextMessage',
    Resource: number.arn,
    ...more
  }
}

const forPrimary = { Condition: { StringEquals: { 'aws:SourceAccount': primary } } }
const pinpoint = { Service: 'pinpoint.amazonaws.com' }
const sns = { Service: 'sns.amazonaws.com' }
const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` })

describe('whom a number’s policy lets in', () => {
  test.each<[string, PolicyDocument]>([
    ['no statement', policy()],
    ['Pinpoint for the primary', policy(statement(pinpoint, forPrimary))],
    [
      'Pinpoint for the primary with voice, as AWS documents it',
      policy(
        statement(pinpoint, {
          Action: ['sms-voice:SendTextMessage', 'sms-voice:SendVoiceMessage'],
          ...forPrimary
        })
      )
    ],
    ['SNS for the primary', policy(statement(sns, forPrimary))],
    [
      'a condition key in another case',
      policy(statement(sns, { Condition: { StringEquals: { 'AWS:sourceaccount': [primary] } } }))
    ],
    ['the primary', policy(statement(root(primary)))],
    ['the primary by its id', policy(statement({ AWS: primary }))],
    ['a role of the primary', policy(statement({ AWS: `arn:aws:iam::${primary}:role/deploy` }))],
    [
      'everybody of the primary, by condition',
      policy(statement('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': primary } } }))
    ],
    ['a denial for everybody', policy(statement('*', { Effect: 'Deny' }))],
    [
      'another account that a denial keeps out again',
      policy(statement(root(stranger)), statement('*', { Effect: 'Deny' }))
    ]
  ])('%s: nobody but the primary', (_name, document) => {
    expect(letIn(document, primary).others).toEqual([])
  })

  test.each<[string, PolicyDocument, readonly string[]]>([
    [
      'another account',
      policy(statement(root(stranger))),
      [`account ${stranger} (sms-voice:sendtextmessage)`]
    ],
    [
      'a role of another account',
      policy(statement({ AWS: `arn:aws:iam::${stranger}:role/x` })),
      [`arn:aws:iam::${stranger}:role/x (sms-voice:sendtextmessage)`]
    ],
    ['everybody', policy(statement('*')), ['everybody (sms-voice:sendtextmessage)']],
    [
      'everybody of an organization',
      policy(statement('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })),
      ['everybody (sms-voice:sendtextmessage)']
    ],
    [
      'Pinpoint for whichever account',
      policy(statement(pinpoint)),
      ['Service pinpoint.amazonaws.com (sms-voice:sendtextmessage)']
    ],
    [
      'SNS for another account',
      policy(statement(sns, { Condition: { StringEquals: { 'aws:SourceAccount': stranger } } })),
      ['Service sns.amazonaws.com (sms-voice:sendtextmessage)']
    ],
    [
      'Pinpoint for the primary or another',
      policy(
        statement(pinpoint, {
          Condition: { StringEquals: { 'aws:SourceAccount': [primary, stranger] } }
        })
      ),
      ['Service pinpoint.amazonaws.com (sms-voice:sendtextmessage)']
    ],
    [
      'a condition that holds where its key is missing',
      policy(
        statement(pinpoint, {
          Condition: { StringEqualsIfExists: { 'aws:SourceAccount': primary } }
        })
      ),
      ['Service pinpoint.amazonaws.com (sms-voice:sendtextmessage)']
    ],
    [
      'another service',
      policy(statement({ Service: 'lambda.amazonaws.com' }, forPrimary)),
      ['Service lambda.amazonaws.com (sms-voice:sendtextmessage)']
    ],
    [
      'all but one account',
      policy({
        Effect: 'Allow',
        NotPrincipal: root(stranger),
        Action: 'sms-voice:*',
        Resource: '*'
      }),
      [expect.stringContaining('all but')]
    ]
  ])('%s is let in past the role', (_name, document, others) => {
    expect(letIn(document, primary).others).toEqual(others)
  })

  test('what is not understood is unclear, and nobody’s absence', () => {
    const { others, unclear } = letIn(policy(statement(root(stranger), { Odd: 'x' })), primary)
    expect([...others, ...unclear]).toHaveLength(1)
  })
})

describe('whether a number’s policy lets Pinpoint send', () => {
  test.each<[string, PolicyDocument, string]>([
    ['as AWS documents it', policy(statement(pinpoint, forPrimary)), 'yes'],
    ['without a condition', policy(statement(pinpoint)), 'yes'],
    ['no statement', policy(), 'no'],
    ['SNS alone', policy(statement(sns, forPrimary)), 'no'],
    [
      'another action',
      policy(statement(pinpoint, { Action: 'sms-voice:SendVoiceMessage', ...forPrimary })),
      'no'
    ],
    ['another number', policy(statement(pinpoint, { Resource: `${number.arn}0` })), 'no'],
    [
      'for another account',
      policy(
        statement(pinpoint, { Condition: { StringEquals: { 'aws:SourceAccount': stranger } } })
      ),
      'no'
    ],
    [
      'for one application, which Pinpoint may or may not name',
      policy(
        statement(pinpoint, {
          Condition: {
            StringEquals: { 'aws:SourceAccount': primary },
            ArnLike: { 'aws:SourceArn': 'arn:aws:mobiletargeting:*:*:apps/*' }
          }
        })
      ),
      'unclear'
    ],
    [
      'denied again',
      policy(statement(pinpoint, forPrimary), statement('*', { Effect: 'Deny' })),
      'no'
    ]
  ])('%s: %s', (_name, document, answer) => {
    expect(letsPinpointSend(document, number, primary)).toBe(answer)
  })
})
