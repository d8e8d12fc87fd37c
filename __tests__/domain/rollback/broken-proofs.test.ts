import { brokenProofs } from '../../../src/domain/rollback/broken-proofs.js'
import type { Change } from '../../../src/domain/plan/change.js'
import type { Outcome, Proof, ProofName } from '../../../src/domain/proof.js'
import { secondary, secondSecondary } from '../../support/requests.js'

const trust: Change = { kind: 'replace-trust', from: {}, to: {} }
const inside: Change = { kind: 'put-permissions', to: {} }

function proof(name: ProofName, outcome: Outcome, overrides: Partial<Proof> = {}): Proof {
  const subject = { kind: 'secondary', account: secondary } as const
  return { name, subject, outcome, reason: '', evidence: [], ...overrides }
}

interface Case {
  readonly name: string
  readonly before: readonly Proof[]
  readonly after: Proof
  readonly written?: readonly Change[]
  readonly broken: boolean
}

test.each<Case>([
  {
    name: 'a way in that held and is refused now',
    before: [proof('assume', 'proven')],
    after: proof('assume', 'refuted', { side: 'role' }),
    broken: true
  },
  {
    name: 'a way in whose side could not be told',
    before: [proof('assume', 'proven')],
    after: proof('assume', 'refuted', { side: 'unknown' }),
    broken: true
  },
  {
    name: 'a way in that did not hold before',
    before: [proof('assume', 'refuted')],
    after: proof('assume', 'refuted', { side: 'role' }),
    broken: false
  },
  {
    name: 'a way in that could not be told before',
    before: [proof('assume', 'inconclusive')],
    after: proof('assume', 'refuted', { side: 'role' }),
    broken: false
  },
  {
    name: 'a way in to a role that was not there',
    before: [],
    after: proof('assume', 'refuted', { side: 'role' }),
    written: [{ kind: 'create-role' } as never],
    broken: false
  },
  {
    name: 'a way in that another secondary had',
    before: [
      proof('assume', 'proven', { subject: { kind: 'secondary', account: secondSecondary } })
    ],
    after: proof('assume', 'refuted', { side: 'role' }),
    broken: false
  },
  {
    name: 'a way in that its own side shuts',
    before: [proof('assume', 'proven')],
    after: proof('assume', 'refuted', { side: 'secondary' }),
    broken: false
  },
  {
    name: 'a way in that can no longer be told',
    before: [proof('assume', 'proven')],
    after: proof('assume', 'inconclusive'),
    broken: false
  },
  {
    name: 'a way in, where the trust was not written',
    before: [proof('assume', 'proven')],
    after: proof('assume', 'refuted', { side: 'unknown' }),
    written: [inside],
    broken: false
  },
  {
    name: 'sending that held and is refused now',
    before: [proof('can-send', 'proven')],
    after: proof('can-send', 'refuted', { side: 'role' }),
    written: [inside],
    broken: true
  },
  {
    name: 'sending that the number cannot do',
    before: [proof('can-send', 'proven')],
    after: proof('can-send', 'refuted', { side: 'number' }),
    written: [inside],
    broken: false
  },
  {
    name: 'sending, where only the trust was written',
    before: [proof('can-send', 'proven')],
    after: proof('can-send', 'refuted', { side: 'role' }),
    broken: false
  },
  {
    name: 'an outsider who was refused and gets in',
    before: [proof('outsiders-refused', 'proven')],
    after: proof('outsiders-refused', 'refuted', { side: 'role' }),
    broken: true
  },
  {
    name: 'an outsider who gets into a role that was not there',
    before: [],
    after: proof('outsiders-refused', 'refuted', { side: 'role' }),
    written: [{ kind: 'create-role' } as never],
    broken: true
  },
  {
    name: 'an outsider who got in before: going back does not shut him out',
    before: [proof('outsiders-refused', 'refuted')],
    after: proof('outsiders-refused', 'refuted', { side: 'role' }),
    broken: false
  },
  {
    name: 'a role that opens without its external id, and did not',
    before: [proof('external-id-required', 'inconclusive')],
    after: proof('external-id-required', 'refuted', { side: 'role' }),
    broken: true
  }
])('$name: $broken', ({ before, after, written = [trust], broken }) => {
  const found = brokenProofs(before, [after], written)
  const was = before.find(({ subject }) => subject === after.subject)?.outcome ?? before[0]?.outcome
  expect(found).toEqual(broken ? [{ proof: after, ...(was && { before: was }) }] : [])
})
