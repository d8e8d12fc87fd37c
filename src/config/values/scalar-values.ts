import { invalid, type Invalid } from '../../domain/invalid.js'
import type { Parser } from '../inputs/input-definition.js'

/** One of a few words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Parser<Word> {
  return (text) =>
    words.find((word) => word === text) ?? invalid(`must be ${inWords(words)}; got "${text}"`)
}

/** The words of YAML 1.2, as GitHub’s own toolkit reads them. */
export function parseBoolean(text: string): boolean | Invalid {
  if (['true', 'True', 'TRUE'].includes(text)) return true
  if (['false', 'False', 'FALSE'].includes(text)) return false
  return invalid(`must be true or false; got "${text}"`)
}

/** A whole number between two others, both allowed. */
export function wholeNumber(least: number, most: number): Parser<number> {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    return value >= least && value <= most
      ? value
      : invalid(`must be a whole number from ${least} to ${most}; got "${text}"`)
  }
}

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const
/** GitHub ends a job after six hours. */
const longestMs = 6 * unitMs.h

/** A length of time such as `90s`, in milliseconds; `atLeast` is in milliseconds too. */
export function duration(atLeast: number): Parser<number> {
  const range = atLeast === 0 ? 'from 0 to 6h' : 'above 0 and at most 6h'
  return (text) => {
    const ms = milliseconds(text)
    return ms >= atLeast && ms <= longestMs
      ? ms
      : invalid(`must be a duration such as 500ms, 90s, 2m or 1h, ${range}; got "${text}"`)
  }
}

/** Text of one pattern; `allowed` says in words what the pattern allows. */
export function matching(pattern: RegExp, allowed: string): Parser<string> {
  return (text) => (pattern.test(text) ? text : invalid(`must be ${allowed}; got "${text}"`))
}

function milliseconds(text: string): number {
  if (text === '0') return 0
  const [, count, unit] = /^(\d{1,9})(ms|s|m|h)$/.exec(text) ?? []
  return count === undefined ? Number.NaN : Number(count) * unitMs[unit as keyof typeof unitMs]
}

function inWords(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`
}
