import type {
  AccessRequest,
  ApplicablePolicies,
  Decision
} from '../../src/policy/evaluate/evaluate.js'
import { evaluate } from '../../src/policy/evaluate/evaluate.js'
import { allows, ROLE } from './policy-cases.js'

/** The caller's identity policy allows it to assume the sender role. */
export const may = { identity: [allows('sts:AssumeRole', ROLE)] }
/** The caller has no identity policy. */
export const cannot = { identity: [] }
/** A policy that says nothing about assuming or sending. */
export const silent = allows('s3:*')
/** A policy that allows everything. */
export const open = allows('*')

export const allowed = { outcome: 'Allowed' }

/** Denied because no policy of that kind allows. */
export function implicit(by: Decision['by']) {
  return { outcome: 'ImplicitlyDenied', by }
}

/** Denied by a policy of that kind. */
export function explicit(by: Decision['by']) {
  return { outcome: 'ExplicitlyDenied', by }
}

type Row = readonly [string, AccessRequest, ApplicablePolicies, object]

/** One test for each request: its policies decide it as the row says. */
export function decideEach(rows: readonly Row[]): void {
  test.each(rows)('%s', (_name, request, policies, decision) => {
    expect(evaluate(request, policies)).toMatchObject(decision)
  })
}
