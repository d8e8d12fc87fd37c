import type { Json, PolicyDocument } from './document.js'
import { isList, isObject } from './document.js'
import { statementProblems } from './validate-statement.js'

/** What a document is for, which decides what it may and must hold. */
export type DocumentKind = 'trust' | 'identity' | 'session' | 'scp' | 'rcp' | 'resource'

/** One reason why IAM refuses to store a document. */
export interface PolicyProblem {
  /** Where, such as `Statement[0].Principal`. */
  readonly at: string
  readonly problem: string
}

/**
 * Why IAM would refuse to store the document; empty when it would take it. Sizes apart, and whether
 * the principals exist.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function validatePolicy(
  document: PolicyDocument,
  kind: DocumentKind
): readonly PolicyProblem[] {
  const statements = listStatements(document.Statement)
  return [
    ...documentProblems(document, kind),
    ...(statements.length === 0 ? [{ at: 'Statement', problem: 'is missing or empty' }] : []),
    ...statements.flatMap((statement, index) =>
      statementProblems(statement, kind).map(({ at, problem }) => ({
        at: `Statement[${index}]${at === '' ? '' : `.${at}`}`,
        problem
      }))
    ),
    ...duplicateSids(statements)
  ]
}

/** The size that IAM counts: characters, white space outside strings left out. */
export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).length
}

const verdicts = new WeakMap<PolicyDocument, Map<DocumentKind, boolean>>()

/** Whether IAM would store the document, judged once for each object: documents never change. */
export function isStorable(document: PolicyDocument, kind: DocumentKind): boolean {
  const known = verdicts.get(document) ?? new Map<DocumentKind, boolean>()
  const verdict = known.get(kind) ?? validatePolicy(document, kind).length === 0
  verdicts.set(document, known.set(kind, verdict))
  return verdict
}

const ELEMENTS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement'])
const VERSIONS: readonly Json[] = ['2008-10-17', '2012-10-17']

function documentProblems(document: PolicyDocument, kind: DocumentKind): readonly PolicyProblem[] {
  const { Version, Id } = document
  const problems = Object.keys(document)
    .filter((name) => !ELEMENTS.has(name))
    .map((name) => ({ at: name, problem: 'is not an element of a policy' }))
  if (Version !== undefined && !VERSIONS.includes(Version)) {
    problems.push({ at: 'Version', problem: 'must be 2012-10-17 or 2008-10-17' })
  }
  if (Id !== undefined && typeof Id !== 'string') {
    problems.push({ at: 'Id', problem: 'must be a string' })
  } else if (Id !== undefined && kind !== 'trust' && kind !== 'resource') {
    // The grammar says so, though IAM has been seen to take one.
    problems.push({ at: 'Id', problem: 'is not allowed in a policy that names no principal' })
  }
  if (/[^\t\n\r\u0020-\u00ff]/.test(JSON.stringify(document))) {
    problems.push({ at: '', problem: 'holds a character outside U+0020 to U+00FF' })
  }
  return problems
}

function listStatements(statement: Json | undefined): readonly Json[] {
  if (statement === undefined || statement === null) return []
  return isList(statement) ? statement : [statement]
}

function duplicateSids(statements: readonly Json[]): readonly PolicyProblem[] {
  const seen = new Set<Json>()
  return statements.flatMap((statement, index) => {
    const sid = isObject(statement) ? statement.Sid : undefined
    if (sid === undefined || sid === '') return []
    if (seen.has(sid)) return [{ at: `Statement[${index}].Sid`, problem: 'is not unique' }]
    seen.add(sid)
    return []
  })
}
