/** An error that AWS would answer; each protocol has its own way to write it. */
export class AwsError extends Error {
  override readonly name = 'AwsError'

  constructor(
    /** The code on the wire, such as `NoSuchEntity`. */
    readonly code: string,
    readonly status: number,
    message: string,
    /** Further members of the error's shape, such as `Reason`. */
    readonly members: Readonly<Record<string, unknown>> = {}
  ) {
    super(message)
  }
}
