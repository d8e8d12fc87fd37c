import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** A public key as an issuer publishes it. */
export interface PublicKey {
  readonly kty: 'RSA'
  readonly use: 'sig'
  readonly alg: 'RS256'
  readonly kid: string
  /** Modulus and exponent, in base64url. */
  readonly n: string
  readonly e: string
}

export type Claims = Readonly<Record<string, unknown>>

/** Who signs tokens, and publishes the keys to verify them. */
export interface TokenIssuer {
  /** As tokens name it: `https://…`. */
  readonly url: string
  readonly keys: () => readonly PublicKey[]
  /** A signed token of these claims. */
  readonly sign: (claims: Claims) => string
}

/** An issuer with a key of its own, made when it is first needed: that takes a moment. */
export function createTokenIssuer(url: string): TokenIssuer {
  let made: KeyPair | undefined
  const pair = (): KeyPair => {
    made ??= makeKeyPair()
    return made
  }
  return {
    url,
    keys: () => [pair().published],
    sign: (claims) => {
      const { privateKey, published } = pair()
      const header = { typ: 'JWT', alg: 'RS256', kid: published.kid }
      const signed = `${encode(header)}.${encode(claims)}`
      return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`
    }
  }
}

interface KeyPair {
  readonly privateKey: KeyObject
  readonly published: PublicKey
}

function makeKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  const kid = createHash('sha256').update(n).digest('hex').slice(0, 40).toUpperCase()
  return { privateKey, published: { kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e } }
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
