/**
 * A value that remembers when it changed: the control plane sees the present, authorization an
 * earlier moment (IAM is eventually consistent).
 */
export class History<T> {
  private readonly versions: { readonly at: number; readonly value: T }[]

  constructor(value: T, at = Number.NEGATIVE_INFINITY) {
    this.versions = [{ at, value }]
  }

  get current(): T {
    return this.asOf(Number.POSITIVE_INFINITY)
  }

  /** The value that held at a time, in milliseconds since the epoch. */
  asOf(time: number): T {
    const found = this.versions.findLast((version) => version.at <= time) ?? this.versions[0]
    if (found === undefined) throw new Error('a history is never empty')
    return found.value
  }

  set(value: T, at: number): void {
    this.versions.push({ at, value })
  }
}
