/** The parts of a run, in the order in which a run may come to them. */
export type StageName =
  | 'identify'
  | 'look-up'
  | 'plan'
  | 'baseline'
  | 'apply'
  | 'prove'
  | 'rollback'
  | 'destroy'
  | 'smoke-test'

/** When one part of the run began and how long it took. */
export interface Stage {
  readonly stage: StageName
  /**
   * ISO 8601, UTC.
   *
   * @format date-time
   */
  readonly startedAt: string
  /** Until the next stage began, or the run ended. */
  readonly durationMs: number
}

/** One attempt at a call to AWS. What was sent is not kept. */
export interface RecordedCall {
  /** As IAM names it, such as `iam:GetRole`; `GitHub’s id token` for a request to GitHub. */
  readonly call: string
  /** What it was about, such as the role’s ARN; `*` where it names nothing. */
  readonly about: string
  /** `none` reads, `probe` is asked for the sake of its answer, `write` and `message` change something. */
  readonly effect: 'none' | 'probe' | 'write' | 'message'
  /** The caller’s ARN; before GetCallerIdentity has told it, where its keys come from. */
  readonly as: string
  /** The account in that ARN. */
  readonly account?: string
  /** 1 for the first; more where the same call was tried again. */
  readonly attempt: number
  /**
   * ISO 8601, UTC.
   *
   * @format date-time
   */
  readonly startedAt: string
  readonly durationMs: number
  /** `ok`, AWS’s code such as `AccessDenied`, or a code of this action where no service answered. */
  readonly answer: string
  /** AWS’s id of the request, where it told one. */
  readonly requestId?: string
}

/** The calls of a run, in the order in which they ended. */
export interface RecordedCalls {
  /** How many there were. */
  readonly total: number
  /** How many of them are left out of the list: reads and probes after the first thousands. */
  readonly dropped: number
  readonly list: readonly RecordedCall[]
}
