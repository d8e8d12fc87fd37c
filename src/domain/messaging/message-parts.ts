/** How a message goes out: its encoding, its length in that encoding's units, and its parts. */
export interface MessageParts {
  readonly encoding: 'GSM-7' | 'UCS-2'
  /** Septets, two for a character of the extension table; or UTF-16 code units. */
  readonly units: number
  /** How many units one part alone holds. */
  readonly limit: number
  readonly parts: number
  /** The first character that GSM-7 lacks, and with it the whole message. */
  readonly foreign?: string
}

/**
 * The GSM 7-bit default alphabet, and its extension table, whose characters take two septets.
 *
 * @see https://www.3gpp.org/dynareport/23038.htm 3GPP TS 23.038, 6.2.1
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-character.html
 */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
)
const extension = new Set('\f^{}\\[~]|€')

/** A part that is not alone gives six octets to the header that joins it to the others. */
const limits = { 'GSM-7': [160, 153], 'UCS-2': [70, 67] } as const

/** How a message would be sent: one character outside GSM-7 makes all of it UCS-2. */
export function partsOf(body: string): MessageParts {
  const characters = [...body]
  const foreign = characters.find((character) => !basic.has(character) && !extension.has(character))
  const encoding = foreign === undefined ? 'GSM-7' : 'UCS-2'
  const widths = characters.map((character) =>
    encoding === 'UCS-2' ? character.length : extension.has(character) ? 2 : 1
  )
  const units = widths.reduce((sum, width) => sum + width, 0)
  const [limit, joined] = limits[encoding]
  const parts = units <= limit ? 1 : partsWith(widths, joined)
  return { encoding, units, limit, parts, ...(foreign !== undefined && { foreign }) }
}

/** No character is cut in two: one that does not fit begins the next part. */
function partsWith(widths: readonly number[], room: number): number {
  const { parts } = widths.reduce(
    ({ parts, used }, width) =>
      used + width > room ? { parts: parts + 1, used: width } : { parts, used: used + width },
    { parts: 1, used: 0 }
  )
  return parts
}
