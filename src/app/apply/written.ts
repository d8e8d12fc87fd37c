import type { ActionError } from '../../errors.js'

/**
 * What became of one write. Where its reply was lost, or was a fault of the service, it may have
 * been carried out all the same; `why` says what came in the place of an answer.
 */
export type Written = { readonly lost: false } | { readonly lost: true; readonly why: ActionError }
