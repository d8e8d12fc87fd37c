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

  /** When the value last changed. */
  get changedAt(): number {
    return this.versions.at(-1)?.at ?? Number.NEGATIVE_INFINITY
  }

  set(value: T, at: number): void {
    this.versions.push({ at, value })
  }

  /** The history as it was at a time, in milliseconds since the epoch. */
  until(time: number): History<T> {
    const found = this.versions.findLast((version) => version.at <= time)
    return new History(this.asOf(time), found?.at)
  }
}

/** The existence of what is created at a time, in milliseconds since the epoch. */
export function createdAt(time: number): History<boolean> {
  const exists = new History(false)
  exists.set(true, time)
  return exists
}
