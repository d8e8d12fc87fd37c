import type { Finding } from '../../domain/findings/finding.js'
import type { Concealer } from '../conceal/conceal.js'
import { describeAccess } from './access.js'
import { firstOf } from '../fit.js'

const mostAccess = 5

/** A finding in words: its message, then the access it is about; plain text, not yet escaped. */
export function describeFinding({ message, access = [] }: Finding, conceal: Concealer): string {
  if (access.length === 0) return message
  const sentences = [...new Set(access.map((one) => describeAccess(one, conceal)))]
  return `${message} It says: ${firstOf(sentences, mostAccess, (dropped) => `${dropped} more`).join('; ')}.`
}
