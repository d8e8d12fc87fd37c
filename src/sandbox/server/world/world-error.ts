/** A world that cannot be built, with every mistake found. */
export class WorldError extends Error {
  override readonly name = 'WorldError'

  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join('\n'))
  }
}
