import { isBuiltin } from 'node:module'
import { relative, sep } from 'node:path'
import ts from 'typescript'
import { projectRoot } from '../../scripts/project-root.js'

/** One import, by what it resolves to rather than by how it is written. */
export interface Edge {
  /** A file, relative to the project's root, with `/` between folders. */
  readonly from: string
  /** A file of the project likewise, a package's name, or `node:NAME`. */
  readonly to: string
  /** By `import()`. */
  readonly lazy: boolean
}

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext
}

/** Every TypeScript file below a folder of the project, parsed. */
export function sourcesIn(folder: string): readonly ts.SourceFile[] {
  return ts.sys
    .readDirectory(`${projectRoot}/${folder}`, ['.ts'])
    .map((file) => parse(file, ts.sys.readFile(file) ?? ''))
}

/** A text as a file of the project, parsed. */
export function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, { languageVersion: ts.ScriptTarget.ES2022 }, true)
}

/** A file's path relative to the project's root. */
export function placeOf(file: string): string {
  return relative(projectRoot, file).split(sep).join('/')
}

/** All imports and re-exports of a file: of values, of types, and by `import()`. */
export function edgesOf(source: ts.SourceFile): readonly Edge[] {
  const edges: Edge[] = []
  const add = (specifier: string, lazy: boolean): void => {
    edges.push({ from: placeOf(source.fileName), to: resolve(specifier, source.fileName), lazy })
  }
  const visit = (node: ts.Node): void => {
    const found = specifierOf(node)
    if (found !== undefined) add(found.specifier, found.lazy)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return edges
}

/** Names of the surroundings a file uses: globals such as `process`, and the clock or chance. */
export function surroundingsOf(source: ts.SourceFile): readonly string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isGlobalUse(node)) found.push(node.text)
    if (ts.isPropertyAccessExpression(node) && ambient.has(node.getText())) {
      found.push(node.getText())
    }
    if (ts.isNewExpression(node) && node.getText().replaceAll(/\s/g, '') === 'newDate()') {
      found.push('new Date()')
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const globals = new Set(['process', 'globalThis', 'setTimeout', 'setInterval', 'fetch', 'console'])
const ambient = new Set(['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID'])

function isGlobalUse(node: ts.Identifier): boolean {
  if (!globals.has(node.text)) return false
  const { parent } = node
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node
  const isKey =
    (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node
  return !isMember && !isKey
}

function specifierOf(node: ts.Node): { specifier: string; lazy: boolean } | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const { moduleSpecifier } = node
    return moduleSpecifier && { specifier: textOf(moduleSpecifier), lazy: false }
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { specifier: textOf(node.argument.literal), lazy: false }
  }
  if (ts.isExternalModuleReference(node)) {
    return { specifier: textOf(node.expression), lazy: false }
  }
  if (ts.isCallExpression(node)) {
    const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword
    const isRequire = node.expression.getText() === 'require'
    const [first] = node.arguments
    if ((isImport || isRequire) && first) return { specifier: textOf(first), lazy: isImport }
  }
  return undefined
}

function textOf(node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) return node.text
  throw new Error(`an import whose target only a run can tell: ${node.getText()}`)
}

function resolve(specifier: string, from: string): string {
  if (isBuiltin(specifier)) return `node:${specifier.replace(/^node:/, '')}`
  const mode = ts.ModuleKind.ESNext
  const { resolvedModule } = ts.resolveModuleName(
    specifier,
    from,
    options,
    ts.sys,
    undefined,
    undefined,
    mode
  )
  if (resolvedModule === undefined) throw new Error(`${placeOf(from)}: ${specifier} is not found`)
  const file = resolvedModule.resolvedFileName
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file.split(sep).join('/'))
  return inPackage?.[1] ?? placeOf(file)
}
