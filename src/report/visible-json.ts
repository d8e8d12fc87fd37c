/**
 * JSON text in which what would be invisible, or a workflow command once somebody prints it, stands
 * as an escape; it still reads as the same value. Line breaks between its members stay.
 */
export function visibleJson(json: string): string {
  return json
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, unicodeEscapes)
    .replaceAll('##[', '\\u0023#[')
}

function unicodeEscapes(text: string): string {
  return text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
