import type { ObservedRole } from '../../domain/role/observed-role.js'
import { roleAfter } from '../../domain/role/role-after.js'
import type { Journal } from '../journal/journal.js'
import type { Ground } from '../look-up.js'
import type { Running } from '../running.js'
import { beginPreflight, judgePreflight, type PreflightFacts } from './preflight.js'

/**
 * Does the rest of a run beside the preflight, whose checks are told to the journal however that
 * rest ends. Throws what the rest throws.
 */
export async function besidePreflight<T>(
  ground: Ground,
  running: Running,
  rest: () => Promise<T>
): Promise<T> {
  const facts = beginPreflight(running.request, ground.primary, ground.number)
  const told = { facts, ground, running }
  const ended = await rest().catch(async (thrown: unknown) => {
    // What ended the run is what has to be told, whatever the preflight comes to.
    await tellChecks(told).catch(() => undefined)
    throw thrown
  })
  await tellChecks(told)
  return ended
}

async function tellChecks({
  facts,
  ground: { observed },
  running: { request, journal }
}: {
  readonly facts: Promise<PreflightFacts>
  readonly ground: Ground
  readonly running: Running
}): Promise<void> {
  journal.checks.push(...judgePreflight(await facts, request, byNow(observed, journal)))
}

/** The role as far as this run has got with it. */
function byNow(observed: ObservedRole, { changes, rollback }: Journal): ObservedRole {
  return [...changes, ...(rollback?.changes ?? [])]
    .filter(({ state }) => state === 'done')
    .map(({ change }) => change)
    .reduce(roleAfter, observed)
}
