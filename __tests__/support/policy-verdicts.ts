import type { PolicyDocument } from '../../src/policy/document/document.js'
import { sameAccess, sameDocument } from '../../src/policy/compare/equivalence.js'

/** Whether two documents are the same document, and whether they grant the same. */
export type Verdicts = readonly [sameDocument: boolean, sameAccess: boolean]

type Row = readonly [string, PolicyDocument, PolicyDocument]

/** One test for each pair, judged both ways round. */
export function judgeEach(title: string, verdicts: Verdicts, rows: readonly Row[]): void {
  test.each(rows)(`${title}: %s`, (_name, a, b) => {
    expect([sameDocument(a, b), sameAccess(a, b)]).toEqual(verdicts)
    expect([sameDocument(b, a), sameAccess(b, a)]).toEqual(verdicts)
  })
}
