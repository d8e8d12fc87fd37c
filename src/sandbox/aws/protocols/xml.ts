/**
 * A value as the Query protocols write it: lists as `<member>`, maps as `<entry>`, times in ISO
 * form, and nothing for `undefined`.
 */
export function renderXml(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (value instanceof Date) return value.toISOString().replace(/\.\d{3}Z$/, 'Z')
  if (Array.isArray(value)) return value.map((item) => element('member', item)).join('')
  if (value instanceof Map) return [...value].map(entry).join('')
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => element(name, inner))
      .join('')
  }
  if (typeof value === 'string') return escapeXml(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Error(`no XML for a ${typeof value}`)
}

const entry = ([key, value]: readonly [unknown, unknown]): string =>
  `<entry>${element('key', key)}${element('value', value)}</entry>`

const element = (name: string, inner: unknown): string => `<${name}>${renderXml(inner)}</${name}>`

/**
 * What XML cannot hold in text. A carriage return would come back as a line feed; characters that
 * no XML may have, escaped or not, would make clients refuse the whole answer.
 */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;')
}
