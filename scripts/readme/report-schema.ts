import { join } from 'node:path'
import ts from 'typescript'
import { projectRoot } from '../project-root.js'
import { schemaMaker } from './type-schema.js'

/** What IAM and STS demand of the values that only their parsers make. */
const patterns = {
  AccountId: '^\\d{12}$',
  Region: '^[a-z]{2}(-[a-z]+)+-\\d+$',
  RoleArn: '^arn:aws(-us-gov)?:iam::\\d{12}:role/'
}

/** The JSON Schema (2020-12) of `report-file`, made from the type that the code fills. */
export const reportSchema = makeSchema()

function makeSchema(): Readonly<Record<string, unknown>> {
  const file = join(projectRoot, 'src', 'report', 'report-document.ts')
  const program = ts.createProgram([file], {
    strict: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    types: []
  })
  const maker = schemaMaker(program.getTypeChecker(), patterns)
  const root = maker.schemaOf(documentType(program, file))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:sms-10dlc-cross-account:run-report:1',
    title: 'Run report of sms-10dlc-cross-account',
    ...root,
    $defs: maker.definitions()
  }
}

/** Every text that the schema knows by itself, sorted: the words of the report. */
export function wordsOf(schema: unknown): readonly string[] {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value)) {
      if (name === 'const' && typeof inner === 'string') found.add(inner)
      if (name === 'enum') for (const word of inner as readonly string[]) found.add(word)
      visit(inner)
    }
  }
  visit(schema)
  return [...found].sort()
}

function documentType(program: ts.Program, file: string): ts.Type {
  const source = program.getSourceFile(file)
  const found = source?.statements.find(
    (statement): statement is ts.TypeAliasDeclaration =>
      ts.isTypeAliasDeclaration(statement) && statement.name.text === 'ReportDocument'
  )
  if (found === undefined) throw new Error(`${file} declares no ReportDocument`)
  return program.getTypeChecker().getTypeAtLocation(found.name)
}
