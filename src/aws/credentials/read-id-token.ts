import { IncompleteAnswer } from '../wire/failure.js'
import type { IdToken } from './id-tokens.js'

/**
 * The token in GitHub's answer, masked before anything else is done with it. Its signature is AWS's
 * to verify. Throws IncompleteAnswer, which quotes nothing of the answer.
 */
export function readIdToken(answer: string, mask: (secret: string) => void): IdToken {
  const text = member(jsonOf(answer), 'value')
  if (typeof text !== 'string' || text === '') throw incomplete('without a token')
  mask(text)
  const claims = jsonOf(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('utf8'))
  const [subject, end] = [member(claims, 'sub'), member(claims, 'exp')]
  if (typeof subject !== 'string') throw incomplete('with a token that has no sub')
  if (typeof end !== 'number') throw incomplete('with a token that has no exp')
  return { text, subject, expiresAt: end * 1_000 }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

function incomplete(what: string): IncompleteAnswer {
  return new IncompleteAnswer(`GitHub answered ${what}`)
}
