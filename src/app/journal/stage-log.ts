import type { Stage, StageName } from '../../domain/run-trace.js'
import type { Clock } from '../ports.js'

/** When each part of a run began. */
export interface StageLog {
  /** A stage begins, and with it the one before ends. */
  readonly begin: (stage: StageName) => void
  /** Every stage so far; the last one ends now. */
  readonly stages: () => readonly Stage[]
}

/** A log in which nothing has begun. */
export function openStageLog(clock: Clock): StageLog {
  const begun: { readonly stage: StageName; readonly atMs: number }[] = []
  return {
    begin: (stage) => {
      begun.push({ stage, atMs: clock.now() })
    },
    stages: () => {
      const endMs = clock.now()
      return begun.map(({ stage, atMs }, index) => ({
        stage,
        startedAt: new Date(atMs).toISOString(),
        durationMs: (begun[index + 1]?.atMs ?? endMs) - atMs
      }))
    }
  }
}
