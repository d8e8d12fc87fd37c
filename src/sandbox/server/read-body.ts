import type { IncomingMessage } from 'node:http'

/** Above Pinpoint's 7 MB, the largest body of any operation here. */
export const BODY_LIMIT_BYTES = 8 * 1024 * 1024

/** A request's whole body, or `too-large`: then the rest of it is dropped as it comes. */
export function readBody(request: IncomingMessage): Promise<Uint8Array | 'too-large'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= BODY_LIMIT_BYTES) chunks.push(chunk)
      // The stream goes on: a client that still writes can read why it was refused.
      else {
        chunks.length = 0
        resolve('too-large')
      }
    })
    request.once('end', () => {
      resolve(Buffer.concat(chunks))
    })
    request.once('error', reject)
  })
}
