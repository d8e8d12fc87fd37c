/** A request as it arrived: nothing decoded, header names in lower case. */
export interface WireRequest {
  readonly method: string
  /** Path and query exactly as sent. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Nothing is sent: the connection ends after this many milliseconds. */
  readonly breakAfterMs?: number
  /** The answer is ready, and sent only after this many milliseconds. */
  readonly holdMs?: number
}
