import { generateKeyPairSync, sign } from 'node:crypto'

/** A key and its certificate, in PEM. */
export interface SelfSigned {
  readonly key: string
  readonly cert: string
}

/** A certificate for these names that trusts nobody but itself; made anew, so none is kept. */
export function selfSigned(names: readonly string[]): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signed = certificate(names, publicKey.export({ type: 'spki', format: 'der' }))
  const signature = Buffer.concat([Buffer.of(0), sign('sha256', signed, privateKey)])
  const der = sequence(signed, ecdsaWithSha256, tagged(0x03, signature))
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n').trim()
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
function certificate(names: readonly string[], publicKey: Buffer): Buffer {
  const version = tagged(0xa0, tagged(0x02, Buffer.of(2)))
  const serial = tagged(0x02, Buffer.of(1))
  const name = sequence(
    tagged(0x31, sequence(oid(0x55, 4, 3), tagged(0x0c, Buffer.from('loopback'))))
  )
  const validity = sequence(
    ...['200101000000Z', '490101000000Z'].map((at) => tagged(0x17, Buffer.from(at)))
  )
  const alternatives = sequence(...names.map((host) => tagged(0x82, Buffer.from(host))))
  const extension = sequence(oid(0x55, 29, 17), tagged(0x04, alternatives))
  const extensions = tagged(0xa3, sequence(extension))
  return sequence(version, serial, ecdsaWithSha256, name, validity, name, publicKey, extensions)
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function oid(...bytes: readonly number[]): Buffer {
  return tagged(0x06, Buffer.from(bytes))
}

const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2))
