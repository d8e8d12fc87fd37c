import type { IncomingMessage } from 'node:http'

/** Above Pinpoint's 7 MB, the largest body of any operation here. */
export const BODY_LIMIT_BYTES = 8 * 1024 * 1024

/** A request's whole body, or `too-large`: then the rest of it is dropped as it comes. */
export async function readBody(request: IncomingMessage): Promise<Uint8Array | 'too-large'> {
  const chunks: Buffer[] = []
  let size = 0
  // The stream outlives the loop: a client that still writes can read why it was refused.
  const incoming = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
  for await (const chunk of incoming) {
    size += chunk.length
    if (size > BODY_LIMIT_BYTES) {
      request.resume()
      return 'too-large'
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
