import type { Json, PolicyDocument } from '../src/policy/document/document.js'
import { isList, isObject } from '../src/policy/document/document.js'
import { sameAccess, sameDocument } from '../src/policy/compare/equivalence.js'
import type { VectorOutcome, VectorProblem } from './vector-document.js'
import { readVectorDocument } from './vector-document.js'
import { judgeEvaluation } from './vector-evaluation.js'

export type { VectorOutcome, VectorProblem } from './vector-document.js'

/** Judges every case of a file of either schema, told apart by `cases` and `pairs`. */
export function judgeVectors(text: string): readonly VectorOutcome[] | VectorProblem {
  const file = parseFile(text)
  if (file === undefined) return { problem: 'is not a JSON object' }
  const { cases, pairs } = file
  if (isList(cases) && pairs === undefined) return judgeEach('case', cases, judgeEvaluation)
  if (isList(pairs) && cases === undefined) return judgeEach('pair', pairs, judgePair)
  return { problem: 'holds neither a list of "cases" nor a list of "pairs", or both' }
}

type Judge = (id: string, entry: PolicyDocument) => VectorOutcome | VectorProblem

function judgeEach(kind: string, entries: readonly Json[], judge: Judge): readonly VectorOutcome[] {
  return entries.map((entry, index) => {
    const place = `${kind} ${index + 1}`
    const id = isObject(entry) && typeof entry.id === 'string' ? entry.id : undefined
    if (!isObject(entry) || id === undefined) {
      return { id: place, result: 'failed', reason: 'is not an object with an "id"' }
    }
    const outcome = judge(id, entry)
    // One that cannot be judged did not pass, and says nothing of the others.
    return 'problem' in outcome ? { id, result: 'failed', reason: outcome.problem } : outcome
  })
}

const VERDICTS = { sameDocument, sameAccess } as const

function judgePair(id: string, pair: PolicyDocument): VectorOutcome | VectorProblem {
  if (pair.basis === 'unverified') return { id, result: 'not-scored' }
  const { a, b } = pair
  if (a === undefined || b === undefined) return { problem: 'lacks "a" or "b"' }
  const names = (['sameDocument', 'sameAccess'] as const).filter((name) => name in pair)
  if (names.length === 0 || names.some((name) => typeof pair[name] !== 'boolean')) {
    return { problem: 'lacks a true or false "sameDocument" or "sameAccess"' }
  }
  const [left, right] = [readVectorDocument(a), readVectorDocument(b)]
  const wrong = names.filter((name) => {
    const found = left !== undefined && right !== undefined && VERDICTS[name](left, right)
    return found !== pair[name]
  })
  if (wrong.length === 0) return { id, result: 'passed' }
  const reason = wrong.map((name) => `${name} should be ${JSON.stringify(pair[name])}`).join(', ')
  return { id, result: 'failed', reason }
}

function parseFile(text: string): PolicyDocument | undefined {
  try {
    const json = JSON.parse(text) as Json
    return isObject(json) ? json : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
