import type { Change } from '../../domain/plan/change.js'
import type { ObservedRole } from '../../domain/role/observed-role.js'
import { isRevocation } from '../../domain/plan/revocation.js'
import { takesFromRole } from '../../domain/plan/takes-from-role.js'
import { applyPlan } from './apply-plan.js'
import type { Journal } from '../journal/journal.js'
import type { Roles } from '../ports.js'
import { demandTime, patienceReadingBack, type Running } from '../running.js'

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
    letSpread: async (_before, change) => {
      if (waits || isRevocation(change))
        await ports.clock.sleep(Math.min(request.settleMs, spreadMs))
    }
  })
}
