import { createPublicKey, createVerify } from 'node:crypto'
import type { Claims, PublicKey } from './token-issuer.js'

/** A token taken apart, of which nothing is proven yet. */
export interface ReadToken {
  readonly claims: Claims
  /** Whether one of the keys made the signature. */
  readonly isSignedBy: (keys: readonly PublicKey[]) => boolean
}

/** Takes a JSON Web Token apart; undefined for what is none. */
export function readToken(text: string): ReadToken | undefined {
  const parts = text.split('.')
  const [head = '', body = '', signature = ''] = parts
  const header = decode(head)
  const claims = decode(body)
  if (parts.length !== 3 || header === undefined || claims === undefined) return undefined
  return {
    claims,
    isSignedBy: (keys) =>
      // Whatever else a header asks for, `none` above all, is not a signature.
      header['alg'] === 'RS256' &&
      keys.some((key) => key.kid === header['kid'] && verifies(key, `${head}.${body}`, signature))
  }
}

function verifies(key: PublicKey, signed: string, signature: string): boolean {
  const { kty, n, e } = key
  const publicKey = createPublicKey({ key: { kty, n, e }, format: 'jwk' })
  return createVerify('RSA-SHA256').update(signed).verify(publicKey, signature, 'base64url')
}

function decode(part: string): Claims | undefined {
  if (!/^[\w-]+$/.test(part)) return undefined
  const parsed = parseJson(Buffer.from(part, 'base64url').toString('utf8'))
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? { ...parsed }
    : undefined
}

/** What is not JSON is no object either. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
