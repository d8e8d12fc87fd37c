import { createHash } from 'node:crypto'

/** Makes ids and secrets that look like AWS's; the same seed gives the same ones again. */
export interface Ids {
  /** A prefix such as `AROA` and upper-case letters and digits, as IAM's ids have. */
  readonly unique: (prefix: string, length: number) => string
  /** Letters, digits, `/` and `+`, as secrets and tokens have. */
  readonly secret: (length: number) => string
  /** Lower-case hexadecimal digits. */
  readonly hex: (length: number) => string
  readonly uuid: () => string
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const HEX = '0123456789abcdef'

/** A reproducible source of ids: runs of the same world can be compared byte by byte. */
export function createIds(seed: string): Ids {
  let counter = 0
  const draw = (length: number, alphabet: string): string => {
    let drawn = ''
    while (drawn.length < length) {
      counter += 1
      const bytes = createHash('sha256').update(`${seed}:${counter}`).digest()
      // Every alphabet's size divides 256, so no character is likelier than another.
      for (const byte of bytes) drawn += alphabet[byte % alphabet.length] ?? ''
    }
    return drawn.slice(0, length)
  }
  return {
    unique: (prefix, length) => prefix + draw(length, UPPER),
    secret: (length) => draw(length, BASE64),
    hex: (length) => draw(length, HEX),
    uuid: () => {
      const digits = draw(32, HEX)
      const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`]
      return [...parts, `a${digits.slice(17, 20)}`, digits.slice(20)].join('-')
    }
  }
}
