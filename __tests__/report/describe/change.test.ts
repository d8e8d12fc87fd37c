import type { Change } from '../../../src/domain/plan/change.js'
import { concealerFor } from '../../../src/report/conceal/conceal.js'
import { describeChange, documentsOf } from '../../../src/report/describe/change.js'
import { externalId, secondary, senderRequest, stranger } from '../../support/requests.js'
import { trustPolicy } from '../../support/report-samples.js'

const conceal = concealerFor(senderRequest())
const { name, path, arn } = senderRequest().role
const trust = trustPolicy(secondary, externalId)
const old = trustPolicy(stranger, 'old-id')
const create: Change = {
  kind: 'create-role',
  role: {
    ...{ arn, name, path, trust },
    description: 'd',
    maxSessionSeconds: 3600,
    tags: {},
    permissions: { Statement: [] }
  }
}

test.each<[string, Change]>([
  ['create the role with its final trust policy, settings and tags', create],
  [
    'take the callers no longer wanted out of the trust policy',
    { kind: 'narrow-trust', from: old, to: trust }
  ],
  ['add the inline policy sms-10dlc-send', { kind: 'put-permissions', to: trust }],
  ['replace the inline policy sms-10dlc-send', { kind: 'put-permissions', from: old, to: trust }],
  [
    'replace the trust policy with the configured one',
    { kind: 'replace-trust', from: old, to: trust }
  ],
  [
    'update the settings: maximum session duration 7200 s → 3600 s',
    {
      kind: 'update-settings',
      from: { description: 'd', maxSessionSeconds: 7200 },
      to: { description: 'd', maxSessionSeconds: 3600 }
    }
  ],
  [
    'update the settings: description "a" → "b"',
    {
      kind: 'update-settings',
      from: { description: 'a', maxSessionSeconds: 3600 },
      to: { description: 'b', maxSessionSeconds: 3600 }
    }
  ],
  [
    'set tags: team "x" → "y", new = "…0100"',
    {
      kind: 'tag-role',
      from: { team: 'x', kept: '1' },
      to: { team: 'y', kept: '1', new: '+12065550100' }
    }
  ]
])('%s', (words, change) => {
  expect(describeChange(change, conceal)).toBe(words)
})

test('the documents of a change are concealed', () => {
  expect(documentsOf({ kind: 'replace-trust', from: old, to: trust }, conceal)).toEqual({
    from: trustPolicy(stranger, `<other-external-id:${stranger}>`),
    to: trustPolicy(secondary, `<external-id:${secondary}>`)
  })
  expect(documentsOf(create, conceal)).toEqual({
    to: trustPolicy(secondary, `<external-id:${secondary}>`)
  })
})
