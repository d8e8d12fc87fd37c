/** An answer that may be missing: what is not known is never taken for either. */
export type Truth = 'yes' | 'no' | 'unknown'

/** Yes when one is; no only when all are. */
export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes('yes')) return 'yes'
  return truths.includes('unknown') ? 'unknown' : 'no'
}

/** No when one is; yes only when all are. */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes('no')) return 'no'
  return truths.includes('unknown') ? 'unknown' : 'yes'
}

/** The contrary; what is not known stays so. */
export function notSo(truth: Truth): Truth {
  if (truth === 'unknown') return truth
  return truth === 'yes' ? 'no' : 'yes'
}

/** What is known, as a truth. */
export function truthOf(known: { readonly holds: boolean }): Truth {
  return known.holds ? 'yes' : 'no'
}
