import type { Proof, ProofName, Subject } from '../../domain/proof.js'
import { attemptAll } from '../attempt-each.js'
import type { SecondaryIdentity } from '../identify.js'
import { proveAssume, type GoodSession } from './assume.js'
import { proveCanSend } from './can-send.js'
import { notApplicable, whyNotApplicable } from './applicability.js'
import { assumeAsk, bareProof, type ProofContext } from './context.js'
import { diagnoseMissingRole } from './diagnose.js'
import { proveExternalIdRequired } from './external-id-required.js'
import { proveOtherActionsRefused } from './other-actions-refused.js'
import { proveOtherNumbersRefused, type WholeSession } from './other-numbers-refused.js'
import { proveOutsidersRefused } from './outsiders-refused.js'

/** Takes proofs as they are found. */
type Tell = (...proofs: readonly Proof[]) => void

/**
 * Every proof of the run, told to `found` as far as it got when something ends the run. Refusals
 * are tried after their controls: before a new role has spread, everybody is refused, and that
 * would prove nothing.
 *
 * With `secondaries` only what speaks of a single secondary: the rest takes its time, since a
 * number takes one request a second.
 */
export async function prove(
  context: ProofContext,
  found: Tell,
  scope: 'everything' | 'secondaries' = 'everything'
): Promise<void> {
  const { ground } = context
  if (ground.kind === 'looked-up' && !ground.observed.exists) {
    found(...withoutRole(context))
    return
  }
  const secondaries = await attemptAll(
    context.identities.secondaries,
    (identity, tell: Tell) => proveSecondary(identity, context, tell),
    found
  )
  if (scope === 'secondaries') return
  const good = secondaries.find((session) => session !== undefined)
  await attemptAll(
    [
      (tell: Tell) => proveSender(good, context, tell),
      async (tell: Tell) => tell(await proveOutsidersRefused(context))
    ],
    (attempt, tell: Tell) => attempt(tell),
    found
  )
}

async function proveSecondary(
  identity: SecondaryIdentity,
  context: ProofContext,
  tell: Tell
): Promise<GoodSession | undefined> {
  const { proof, good } = await proveAssume(identity, context)
  tell(proof)
  tell(await proveExternalIdRequired(identity, proof, context))
  return good
}

async function proveSender(
  good: GoodSession | undefined,
  context: ProofContext,
  tell: Tell
): Promise<void> {
  const sending = await Promise.all(
    context.request.channels.map(async (channel) => ({
      channel,
      canSend: await proveCanSend(channel, good, context)
    }))
  )
  tell(...sending.map(({ canSend }) => canSend))
  const whole = await openWhole(good, context)
  const [numbers, actions] = await Promise.all([
    Promise.all(
      sending.map(({ channel, canSend }) =>
        proveOtherNumbersRefused(channel, { whole, canSend }, context)
      )
    ),
    proveOtherActionsRefused(whole, context)
  ])
  tell(...numbers, actions)
}

/** A session without a session policy, which would answer in the role's place. */
async function openWhole(
  good: GoodSession | undefined,
  context: ProofContext
): Promise<WholeSession> {
  if (good === undefined) return { why: 'no secondary got a session to try it with' }
  if (!context.request.probeRefusals) return { why: 'no session is opened for refusals' }
  const answer = await good.caller.assumeRole(assumeAsk('other-actions-refused', context, 'whole'))
  return answer.ok
    ? { session: answer.value, why: '' }
    : { why: `no session to try it with: ${answer.code}: ${answer.message}` }
}

/** Nothing can be tried on a role that is not there. */
function withoutRole(context: ProofContext): readonly Proof[] {
  const { request, identities } = context
  const each = (subject: Subject, ...names: readonly ProofName[]): readonly Proof[] =>
    names.map((name) => {
      const reason = whyNotApplicable(name, subject, context)
      if (reason !== undefined) return notApplicable(name, subject, reason)
      const missing = { outcome: 'inconclusive', reason: 'the sender role does not exist' } as const
      return { ...bareProof(name, subject, missing), ...whyMissing(name, subject, context) }
    })
  return [
    ...identities.secondaries.flatMap(({ secondary: { account } }) =>
      each({ kind: 'secondary', account }, 'assume', 'external-id-required')
    ),
    ...request.channels.flatMap((channel) =>
      each({ kind: 'channel', channel }, 'can-send', 'other-numbers-refused')
    ),
    ...each({ kind: 'sender' }, 'other-actions-refused', 'outsiders-refused')
  ]
}

function whyMissing(name: ProofName, subject: Subject, context: ProofContext): Partial<Proof> {
  if (name !== 'assume' || subject.kind !== 'secondary') return {}
  const identity = context.identities.secondaries.find(
    ({ secondary }) => secondary.account === subject.account
  )
  if (identity?.caller === undefined) return {}
  const ask = assumeAsk('assume', context, 'shrunk')
  return { diagnosis: diagnoseMissingRole(identity.caller, ask, context) }
}
