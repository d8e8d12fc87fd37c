/** A token as GitHub gives it, of these claims; its signature is nobody's. */
export function idToken(claims: Readonly<Record<string, unknown>>): string {
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims]
  const encoded = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  return `${encoded.join('.')}.c2lnbmF0dXJl`
}
