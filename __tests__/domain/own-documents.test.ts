import { fc } from '../support/laws.js'
import { isInvalid } from '../../src/domain/invalid.js'
import { permissionsDocument } from '../../src/domain/role/permissions-document.js'
import { revocationDocument } from '../../src/domain/plan/revocation.js'
import { permissionsIntent } from '../../src/domain/sender.js'
import { trustDocument } from '../../src/domain/trust/trust-document.js'
import { findRedFlags } from '../../src/policy/red-flags/red-flags.js'
import { validatePolicy } from '../../src/policy/document/validate.js'
import { anyRequest } from '../support/request-arbitraries.js'
import { number } from '../support/requests.js'

test('no document that this action writes raises a red flag, in whichever form it fits', () => {
  const forms = new Set<string>()
  fc.assert(
    fc.property(anyRequest, fc.constantFrom(1_024, 2_048, 20_000), (request, limit) => {
      const trust = trustDocument(request, limit)
      fc.pre(!isInvalid(trust))
      const [form = 'plain'] = /FromOrganization|Group1/.exec(JSON.stringify(trust)) ?? []
      forms.add(form)
      expect(findRedFlags(trust, 'trust')).toEqual([])
      const permissions = permissionsDocument(permissionsIntent(request, number))
      expect(findRedFlags(permissions, 'identity')).toEqual([])
    }),
    { numRuns: 300 }
  )
  expect([...forms].sort()).toEqual(['FromOrganization', 'Group1', 'plain'])
})

test('nor does the revocation, which IAM takes', () => {
  const document = revocationDocument(Date.UTC(2026, 10, 23, 8, 0, 0, 999))
  expect(findRedFlags(document, 'identity')).toEqual([])
  expect(validatePolicy(document, 'identity')).toEqual([])
  expect(JSON.stringify(document)).toContain('{"aws:TokenIssueTime":"2026-11-23T08:00:00Z"}')
})
