import pMap from 'p-map'
import type { Proof, ProofName, Subject } from '../../domain/proof.js'
import { concurrency, type SecondaryIdentity } from '../identify.js'
import { proveAssume, type AssumeResult, type GoodSession } from './assume.js'
import { proveCanSend } from './can-send.js'
import { notApplicable, whyNotApplicable } from './applicability.js'
import { assumeAsk, bareProof, type ProofContext } from './context.js'
import { diagnoseMissingRole } from './diagnose.js'
import { proveExternalIdRequired } from './external-id-required.js'
import { proveOtherActionsRefused } from './other-actions-refused.js'
import { proveOtherNumbersRefused, type WholeSession } from './other-numbers-refused.js'
import { proveOutsidersRefused } from './outsiders-refused.js'

/**
 * Every proof of the run, told to `found` as far as it got when something ends the run. Refusals
 * are tried after their controls: before a new role has spread, everybody is refused, and that
 * would prove nothing.
 */
export async function prove(
  context: ProofContext,
  found: (...proofs: readonly Proof[]) => void
): Promise<void> {
  const { ground } = context
  if (ground.kind === 'looked-up' && !ground.observed.exists) {
    found(...withoutRole(context))
    return
  }
  const secondaries = await pMap(
    context.identities.secondaries,
    (identity) => proveSecondary(identity, context),
    { concurrency }
  )
  found(...secondaries.flatMap(({ proofs }) => proofs))
  const good = secondaries.map(({ assume }) => assume.good).find((session) => session !== undefined)
  const [sender, outsiders] = await Promise.all([
    proveSender(good, context),
    proveOutsidersRefused(context)
  ])
  found(...sender, outsiders)
}

async function proveSecondary(
  identity: SecondaryIdentity,
  context: ProofContext
): Promise<{ readonly assume: AssumeResult; readonly proofs: readonly Proof[] }> {
  const assume = await proveAssume(identity, context)
  const externalId = await proveExternalIdRequired(identity, assume.proof, context)
  return { assume, proofs: [assume.proof, externalId] }
}

async function proveSender(
  good: GoodSession | undefined,
  context: ProofContext
): Promise<readonly Proof[]> {
  const sending = await Promise.all(
    context.request.channels.map(async (channel) => ({
      channel,
      canSend: await proveCanSend(channel, good, context)
    }))
  )
  const whole = await openWhole(good, context)
  const [numbers, actions] = await Promise.all([
    Promise.all(
      sending.map(({ channel, canSend }) =>
        proveOtherNumbersRefused(channel, { whole, canSend }, context)
      )
    ),
    proveOtherActionsRefused(whole, context)
  ])
  return [...sending.map(({ canSend }) => canSend), ...numbers, actions]
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
