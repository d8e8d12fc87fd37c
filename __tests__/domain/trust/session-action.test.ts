import { missingSessionAction, whySessionAction } from '../../../src/domain/trust/session-action.js'

const refusal = (action: string) =>
  `User: arn:aws:sts::444455556666:assumed-role/app/run is not authorized to perform: ${action} on resource: arn:aws:iam::111122223333:role/sms-10dlc-sender`

test.each([
  [refusal('sts:TagSession'), 'sts:TagSession'],
  [refusal('sts:SetSourceIdentity'), 'sts:SetSourceIdentity'],
  [refusal('sts:AssumeRole'), undefined],
  [refusal('sts:TagSessionX'), undefined],
  // Said by somebody's name, not by STS.
  ['User: arn:aws:iam::444455556666:user/sts:TagSession is not authorized', undefined],
  ['', undefined]
])('of %j the missing action is %s', (message, action) => {
  expect(missingSessionAction(message)).toBe(action)
})

test('tags of ours, tags that are handed on and a source identity are told apart', () => {
  const sentences = [
    whySessionAction('sts:TagSession', 'sent'),
    whySessionAction('sts:TagSession', 'none-sent'),
    whySessionAction('sts:SetSourceIdentity', 'sent')
  ]
  expect(sentences).toEqual([
    expect.stringMatching(/^sts:TagSession is missing: this run sends session tags \(send-session/),
    expect.stringMatching(/^sts:TagSession is missing: .* transitive tags of the caller’s own/),
    expect.stringMatching(/^sts:SetSourceIdentity is missing: .* carries a source identity/)
  ])
})
