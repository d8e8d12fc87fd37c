import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { parse } from 'yaml'
import { projectRoot } from './project-root.js'

/** A file GitHub interprets, by the place it would have in a repository. */
interface Checked {
  readonly place: string
  readonly text: string
}

interface Diagnostic {
  readonly message: string
  readonly range: { readonly start: { readonly line: number } }
}

/** The parts of GitHub's own language service that are used here. */
interface LanguageService {
  readonly validate: (document: unknown, config: unknown) => Promise<readonly Diagnostic[]>
  readonly TextDocument: {
    readonly create: (uri: string, language: string, version: number, text: string) => unknown
  }
}

/** What the language service says against action.yml, the workflows and those that are shown. */
export async function lintWorkflows(files: readonly Checked[]): Promise<readonly string[]> {
  const { validate, TextDocument } = await loadLanguageService()
  const metadata = parse(readFileSync(join(projectRoot, 'action.yml'), 'utf8')) as unknown
  const config = {
    actionsMetadataProvider: {
      // Only our own action's inputs are known without the network.
      fetchActionMetadata: ({ name }: { readonly name: string }) =>
        Promise.resolve(name === 'sms-10dlc-cross-account' ? metadata : undefined)
    }
  }
  const told: string[] = []
  for (const { place, text } of files) {
    const document = TextDocument.create(`file:///repository/${place}`, 'yaml', 0, text)
    for (const { message, range } of await validate(document, config)) {
      const isForeign = message.startsWith('Unable to resolve action')
      if (!isForeign) told.push(`${place}:${range.start.line + 1}: ${message}`)
    }
  }
  return told
}

/** action.yml, the workflows, and the workflows that Markdown files show. */
export function checkedFiles(): readonly Checked[] {
  const workflows = join('.github', 'workflows')
  const places = [
    'action.yml',
    ...readdirSync(join(projectRoot, workflows)).map((name) => `.github/workflows/${name}`)
  ]
  return [
    ...places.map((place) => ({ place, text: readFileSync(join(projectRoot, place), 'utf8') })),
    ...documentedWorkflows().map(({ file, number, text }) => ({
      place: `.github/workflows/${basename(file, '.md').toLowerCase()}-${number}.yml`,
      text
    }))
  ]
}

/** A workflow that a Markdown file shows. */
interface DocumentedWorkflow {
  /** The file’s path in this repository. */
  readonly file: string
  /** Which of the file’s workflows it is, from 1. */
  readonly number: number
  readonly text: string
}

/** Every whole workflow that the README and the files of `docs/` show. */
export function documentedWorkflows(): readonly DocumentedWorkflow[] {
  const docs = readdirSync(join(projectRoot, 'docs')).filter((name) => name.endsWith('.md'))
  return ['README.md', ...docs.map((name) => `docs/${name}`)].flatMap((file) =>
    shownWorkflows(readFileSync(join(projectRoot, file), 'utf8')).map((text, at) => ({
      file,
      number: at + 1,
      text
    }))
  )
}

/** The fenced YAML blocks of a Markdown text that are whole workflows. */
export function shownWorkflows(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```ya?ml\n([^]*?)^```$/gm)]
    .map(([, text = '']) => text)
    .filter((text) => /^jobs:/m.test(text))
}

/** Unbundled the language service does not import: it names its JSON without attributes. */
async function loadLanguageService(): Promise<LanguageService> {
  const folder = mkdtempSync(join(tmpdir(), 'language-service-'))
  try {
    const outfile = join(folder, 'service.mjs')
    await build({
      stdin: {
        contents: `export { validate } from '@actions/languageservice'
          export { TextDocument } from 'vscode-languageserver-textdocument'`,
        resolveDir: projectRoot
      },
      banner: {
        js: `import { createRequire } from 'node:module'
          const require = createRequire(import.meta.url)`
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
      logLevel: 'error'
    })
    return (await import(pathToFileURL(outfile).href)) as LanguageService
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
