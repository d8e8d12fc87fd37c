import type { Finding } from '../domain/findings/finding.js'
import type { SenderRequest } from '../domain/request.js'
import { announce } from './plan/announce.js'
import { callerOfSecondary, identifyCallers } from './identify.js'
import type { Aws } from './ports.js'
import type { ProofContext } from './prove/context.js'
import { prove } from './prove/prove.js'
import { endOfRun, patienceWithoutWrite, type Running } from './running.js'
import { endWithSmokeTest } from './smoke-test.js'

/**
 * What a secondary can prove by itself: every proof that its own identities can have, and the smoke
 * test. Nothing is read or written in the primary, so nothing is said of drift, of the trust or of
 * the number's account.
 *
 * Throws what the credentials throw, WRONG_ACCOUNT, ACCOUNTS_SWAPPED, PARTITION_DIFFERS,
 * OUTSIDER_IS_LISTED and CANCELLED.
 */
export async function proveAlone(running: Running): Promise<void> {
  const { ports, journal } = running
  journal.stage('identify')
  announce([notRead(running.request)], running)
  const request = await withSecondaries(running, ports.aws)
  const identities = await identifyCallers(request, ports.aws)
  ports.log('every identity is proven to be in its account')
  journal.stage('prove')
  const patience = patienceWithoutWrite(running, endOfRun(running))
  const ground = { kind: 'not-looked-up' } as const
  const context: ProofContext = { request, ports, identities, ground, patience }
  await prove(context, (...proofs) => journal.proofs.push(...proofs))
  await endWithSmokeTest(context, running)
}

/** The request with its secondaries; where none is named, the one that GetCallerIdentity tells. */
async function withSecondaries(running: Running, aws: Aws): Promise<SenderRequest> {
  const { request, journal } = running
  const { soleSecondary } = request
  if (soleSecondary === undefined) return request
  const { account, arn } = await callerOfSecondary({ credentials: soleSecondary }, request, aws)
  const message = `secondary-account-ids names none: the secondary is ${account}, the account that GetCallerIdentity tells for ${arn}.`
  announce([{ level: 'notice', code: 'SECONDARY_TOLD', message }], running)
  journal.secondaries = [account]
  return { ...request, secondaries: [{ account, callers: [], credentials: soleSecondary }] }
}

function notRead({ primary, role }: SenderRequest): Finding {
  const message = `Nothing in the primary ${primary} is read by mode prove: whether ${role.arn} has drifted, what its trust and its policies say, and how its number and its account stand are not known to this run.`
  return { level: 'notice', code: 'PRIMARY_NOT_READ', message }
}
