import { parseOperator, isNegated } from '../../policy/document/operators.js'
import type { ConditionTest } from '../../policy/document/read-condition.js'
import { isUniqueId } from '../../policy/document/unique-id.js'
import type { Cause, TestFact } from './diagnosis.js'
import { knowledgeOf, type Knowledge } from './knowledge.js'
import { awsPrincipals } from './match-principal.js'
import type { StatementReading, TrustReading } from './read-trust.js'
import type { Refusal } from './refusal.js'
import type { Truth } from './truth.js'

/** Why a trust policy that says no says it: every obstacle of the statement that comes nearest. */
export function whyTrustRefuses(reading: TrustReading, refusal: Refusal): readonly Cause[] {
  const { denying, allowing } = reading
  const denies = denying.filter(({ applies }) => applies === 'yes').map(denied)
  if (denies.length > 0) return denies
  const named = allowing.filter(({ names }) => names !== 'no')
  const nearest = nearestOf(named)
  if (nearest === undefined) return [whyNotNamed(allowing, refusal)]
  return causesOf(nearest, 'no', refusal)
}

/** What may refuse in a trust policy of which it is not known what it says. */
export function whatTrustMayRefuse(
  { denying, allowing }: TrustReading,
  refusal: Refusal
): readonly Cause[] {
  const denies = denying.filter(({ applies }) => applies === 'unknown').map(denied)
  const open = allowing.filter(({ applies }) => applies === 'unknown')
  const nearest = allowing.some(({ applies }) => applies === 'yes') ? undefined : nearestOf(open)
  return [...denies, ...(nearest === undefined ? [] : causesOf(nearest, 'unknown', refusal))]
}

/** The statement with the fewest obstacles, then with the fewest doubts. */
function nearestOf(readings: readonly StatementReading[]): StatementReading | undefined {
  const distance = ({ names, tests }: StatementReading): number => {
    const truths = [names, ...tests.map(({ holds }) => holds)]
    const count = (wanted: Truth): number => truths.filter((truth) => truth === wanted).length
    return count('no') * 1_000 + count('unknown')
  }
  return [...readings].sort((one, other) => distance(one) - distance(other))[0]
}

function denied({ statement, tests }: StatementReading): Cause {
  const open = tests.filter(({ holds }) => holds === 'unknown')
  return {
    code: 'trust-denies',
    ...(statement.sid !== undefined && { sid: statement.sid }),
    ...(open.length > 0 && { tests: open.map(({ test }) => factOf(test, 'unknown')) })
  }
}

/** Nobody of the caller's account is named, or others of it are. */
function whyNotNamed(allowing: readonly StatementReading[], { caller }: Refusal): Cause {
  const principals = [...new Set(allowing.flatMap(({ statement }) => awsPrincipals(statement)))]
  const ofAccount = principals.filter((one) => one.split(':')[4] === caller.account)
  if (ofAccount.length > 0) return mismatch(ofAccount)
  const orphans = principals.filter(isUniqueId)
  if (orphans.length > 0) return { code: 'orphaned-principal', named: orphans }
  return { code: 'account-not-trusted', named: principals }
}

function causesOf(
  { names, statement, tests }: StatementReading,
  wanted: Exclude<Truth, 'yes'>,
  refusal: Refusal
): readonly Cause[] {
  const knowledge = knowledgeOf(refusal)
  const found = tests.filter(({ holds }) => holds === wanted).map(({ test }) => test)
  const patterns = found.filter(isPrincipalArn)
  const others = found.filter((test) => !isPrincipalArn(test) && !isExternalId(test))
  const causes: Cause[] = []
  if (names === wanted) causes.push(mismatch(awsPrincipals(statement)))
  if (patterns.length > 0) causes.push(mismatch(patterns.flatMap(({ values }) => values)))
  if (found.some(isExternalId)) causes.push(externalIdCause(refusal))
  if (others.length > 0) {
    causes.push({ code: 'condition-false', tests: others.map((test) => factOf(test, knowledge)) })
  }
  return causes
}

function mismatch(named: readonly string[]): Cause {
  return { code: 'principal-mismatch', named }
}

function externalIdCause({ ask }: Refusal): Cause {
  return { code: ask.externalId === undefined ? 'external-id-missing' : 'external-id-wrong' }
}

/** A test that demands an external id; one that forbids it is a condition like any other. */
function isExternalId({ key, operator }: ConditionTest): boolean {
  const base = parseOperator(operator)?.base
  return key === 'sts:externalid' && base !== undefined && base !== 'Null' && !isNegated(base)
}

function isPrincipalArn({ key, operator }: ConditionTest): boolean {
  const base = parseOperator(operator)?.base
  return key === 'aws:principalarn' && base !== undefined && base !== 'Null' && !isNegated(base)
}

function factOf(test: ConditionTest, knowledge: Knowledge | 'unknown'): TestFact {
  const { operator, key, writtenKey, values } = test
  if (key === 'sts:externalid') {
    return { operator, key: writtenKey, wanted: [], found: 'not shown' }
  }
  const found = knowledge === 'unknown' ? 'unknown' : knowledge.valueOf(key)
  return { operator, key: writtenKey, wanted: values, found }
}
