/** An address with the number of bits that count. */
export interface IpRange {
  readonly version: 4 | 6
  readonly address: bigint
  readonly prefix: number
}

/** The instant that a condition's date names, in milliseconds since 1970: ISO 8601 or epoch seconds. */
export function parseInstant(text: string): number | undefined {
  if (/^\d{1,11}(?:\.\d+)?$/.test(text) && !/^\d{4}$/.test(text)) return Number(text) * 1000
  const iso = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?$/
  if (!iso.test(text)) return undefined
  const instant = Date.parse(text)
  return Number.isNaN(instant) ? undefined : instant
}

/** The number that a condition's value names; no exponents, no signs but one. */
export function parseNumber(text: string): number | undefined {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : undefined
}

/**
 * The range that an address stands for; without a prefix it is that one address.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function parseIpRange(text: string): IpRange | undefined {
  const [, host = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const version = host.includes(':') ? 6 : 4
  const address = version === 6 ? parseIpv6(host) : parseIpv4(host)
  const width = version === 6 ? 128 : 32
  const prefix = bits === undefined ? width : Number(bits)
  return address === undefined || prefix > width ? undefined : { version, address, prefix }
}

/** Whether a range lies wholly within another. */
export function liesWithin(inner: IpRange, outer: IpRange): boolean {
  if (inner.version !== outer.version || inner.prefix < outer.prefix) return false
  const ignored = BigInt((outer.version === 6 ? 128 : 32) - outer.prefix)
  return inner.address >> ignored === outer.address >> ignored
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.')
  const valid = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && +part <= 255)
  return valid ? parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n) : undefined
}

function parseIpv6(text: string): bigint | undefined {
  const halves = embedIpv4(text).split('::')
  if (halves.length > 2) return undefined
  const [left = [], right] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - left.length - (right?.length ?? 0)
  if (right === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...left, ...Array<string>(missing).fill('0'), ...(right ?? [])]
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
}

// ::ffff:192.0.2.1 writes the last two groups as an IPv4 address.
function embedIpv4(text: string): string {
  const [, head, tail] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? []
  const value = tail === undefined ? undefined : parseIpv4(tail)
  if (head === undefined || value === undefined) return text
  return `${head}${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`
}
