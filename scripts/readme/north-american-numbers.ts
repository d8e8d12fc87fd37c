import metadata from 'libphonenumber-js/metadata.min'

/**
 * The source of `src/config/values/north-american-numbers.ts`: of the library's metadata the
 * countries of +1, since 10DLC knows no others and the whole would be a sixth of the bundle.
 */
export function northAmericanNumbers(): Promise<string> {
  const { version } = metadata as unknown as { readonly version: number }
  const members = metadata.country_calling_codes['1'] ?? []
  const countries = Object.fromEntries(members.map((name) => [name, metadata.countries[name]]))
  const slice = { version, country_calling_codes: { 1: members }, countries, nonGeographic: {} }
  const source = `import type { MetadataJson } from 'libphonenumber-js/core'

/** libphonenumber's metadata of the countries of +1; made by \`npm run readme\`. */
export const northAmericanNumbers = JSON.parse(
  ${quoted(JSON.stringify(slice))}
) as MetadataJson
`
  return Promise.resolve(source)
}

function quoted(json: string): string {
  return `'${json.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
