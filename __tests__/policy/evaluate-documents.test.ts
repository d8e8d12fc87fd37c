import { decideAlone } from '../../src/policy/evaluate/evaluate.js'
import {
  allows,
  assumeBy,
  denies,
  policy,
  ROLE,
  SECONDARY,
  trusts
} from '../support/policy-cases.js'
import { decideEach, may, open } from '../support/policy-decisions.js'

describe('documents that IAM would not have stored', () => {
  const bad = policy({ Effect: 'allow', Action: '*', Resource: '*' })
  decideEach([
    [
      'trust',
      assumeBy({}),
      { resource: trusts('arn:aws:iam::222222222222:role/*'), ...may },
      { outcome: 'InvalidPolicy', by: 'resource' }
    ],
    ['identity', assumeBy({}), { identity: [bad] }, { outcome: 'InvalidPolicy', by: 'identity' }],
    [
      'boundary',
      assumeBy({}),
      { ...may, boundary: bad },
      { outcome: 'InvalidPolicy', by: 'boundary' }
    ],
    [
      'session',
      assumeBy({}),
      { ...may, session: bad },
      { outcome: 'InvalidPolicy', by: 'session' }
    ],
    [
      'scp',
      assumeBy({}),
      { ...may, scps: [[open], [bad]] },
      { outcome: 'InvalidPolicy', by: 'scp' }
    ],
    ['rcp', assumeBy({}), { ...may, rcps: [[open]] }, { outcome: 'InvalidPolicy', by: 'rcp' }]
  ])
})

describe('decideAlone', () => {
  test.each([
    ['an Allow', trusts(SECONDARY), 'Allowed'],
    ['no Allow for the caller', trusts('333333333333'), 'ImplicitlyDenied'],
    ['an identity policy, whoever asks', allows('sts:*', ROLE), 'Allowed'],
    [
      'a Deny',
      policy(
        ...[trusts(SECONDARY), denies('*')].map(({ Statement }) => [Statement].flat(2)[0] ?? '')
      ),
      'ExplicitlyDenied'
    ],
    [
      'all but the caller',
      policy({ Effect: 'Allow', NotPrincipal: { AWS: SECONDARY }, Action: '*' }),
      'ImplicitlyDenied'
    ],
    [
      'all but another',
      policy({ Effect: 'Allow', NotPrincipal: { AWS: '333333333333' }, Action: '*' }),
      'Allowed'
    ],
    ['an unknown element', trusts(SECONDARY, { condition: {} }), 'ImplicitlyDenied'],
    ['nothing', {}, 'ImplicitlyDenied']
  ])('%s', (_name, document, outcome) => {
    expect(decideAlone(document, assumeBy({}))).toBe(outcome)
  })
})
