import fc from 'fast-check'

/**
 * fast-check with the same cases in every run, so that a run judges the code and not the dice.
 * `LAWS_SEED=N npm run test:laws` draws others; the weekly workflow does so with its run's id.
 */
export { fc }

const seed = Number(process.env['LAWS_SEED'] ?? 10_2026)

if (!Number.isSafeInteger(seed)) throw new Error('LAWS_SEED must be a whole number')
// fast-check's seeds have 32 bits.
fc.configureGlobal({ seed: seed | 0 })
