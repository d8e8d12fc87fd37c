/** The parts of ncc's JavaScript API this project uses; ncc ships no types. */
declare module '@vercel/ncc' {
  interface NccOptions {
    readonly cache: boolean
    readonly quiet: boolean
    readonly esm: boolean
    readonly filename?: string
    readonly mainFields: readonly string[]
    readonly externals: Readonly<Record<string, string>>
  }

  interface NccModule {
    readonly resource?: string
    /** Of a concatenated module. */
    readonly modules?: Iterable<NccModule>
  }

  interface NccResult {
    readonly code: string
    readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>
    readonly stats: { readonly compilation: { readonly modules: Iterable<NccModule> } }
  }

  export default function ncc(entry: string, options: NccOptions): Promise<NccResult>
}
