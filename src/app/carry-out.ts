import type { Change } from '../domain/change.js'
import type { ObservedRole } from '../domain/observed-role.js'
import { takesFromRole } from '../domain/takes-from-role.js'
import { applyPlan } from './apply-plan.js'
import type { Journal } from './journal.js'
import type { Roles } from './ports.js'
import { demandTime, patienceReadingBack, type Running } from './running.js'

/** A plan with what it was made for, and where its progress is written down. */
export interface Undertaking {
  readonly plan: readonly Change[]
  readonly planned: ObservedRole
  readonly changes: Journal['changes']
  /** No write begins after this, in milliseconds since the epoch. */
  readonly endsAtMs: number
}

/**
 * How long a removal is given to spread before somebody new is let in: reads settle before
 * authorization does, and AWS tells neither how long it takes nor when it is done.
 */
const spreadMs = 30_000

/** Writes a plan; the role as it is afterwards. Throws what applyPlan throws. */
export function carryOut(
  { plan, planned, changes, endsAtMs }: Undertaking,
  roles: Roles,
  running: Running
): Promise<ObservedRole> {
  const { request, ports } = running
  const waits = plan.some(takesFromRole)
  return applyPlan(plan, {
    name: request.role.name,
    roles,
    changes,
    planned,
    patience: patienceReadingBack(running, endsAtMs),
    mayBegin: () => demandTime(running, endsAtMs),
    letSpread: async () => {
      if (waits) await ports.clock.sleep(Math.min(request.settleMs, spreadMs))
    }
  })
}
