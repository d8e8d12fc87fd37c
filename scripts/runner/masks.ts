/** The values a step wants hidden, in the forms a runner hides. */
export interface Masks {
  /** Registers a value; the empty one is ignored, as a runner does. */
  readonly add: (value: string) => void
  readonly hide: (text: string) => string
  readonly values: () => readonly string[]
}

/** An empty set of masks. Each value also hides its lines and its base64, URI and JSON forms. */
export function createMasks(): Masks {
  const values: string[] = []
  const forms = new Set<string>()
  return {
    add: (value) => {
      if (value.trim() === '') return
      values.push(value)
      for (const line of [value, ...value.split(/\r?\n/)]) {
        for (const form of formsOf(line)) forms.add(form)
      }
    },
    hide: (text) => {
      // The longest first, so that a part never uncovers the rest of a whole.
      const ordered = [...forms].sort((a, b) => b.length - a.length)
      return ordered.reduce((hidden, form) => hidden.replaceAll(form, '***'), text)
    },
    values: () => values
  }
}

function formsOf(value: string): readonly string[] {
  if (value.trim() === '') return []
  // A value in the middle of a base64 text begins at one of three offsets.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.from(value).subarray(shift).toString('base64').replace(/.?=+$/, '')
  )
  const json = JSON.stringify(value).slice(1, -1)
  return [value, encodeURIComponent(value), json, ...base64.filter((form) => form.length > 3)]
}
