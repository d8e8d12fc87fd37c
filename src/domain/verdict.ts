/** What a run came to; the gravest first. */
export const verdicts = [
  'failed',
  'rolled-back',
  'refuted',
  'drifted',
  'inconclusive',
  'destroyed',
  'changed',
  'in-sync'
] as const

export type Verdict = (typeof verdicts)[number]
