import type { Proof } from '../domain/proof.js'
import type { ErrorCode } from '../errors.js'
import type { Annotation } from './annotations.js'
import type { Concealer } from './conceal/conceal.js'
import { describeSide, describeSubject } from './describe/proof.js'
import { firstOf } from './fit.js'
import { asSentence } from './plain-text.js'
import type { StepRules } from './run.js'
import { remediesOf } from './summary/refusals.js'

/** How many proofs one annotation names. */
const mostNamed = 8

/**
 * The proofs with an outcome that people must hear of, as annotations in the order given: those of
 * which the same is to be said, such as that there is no role to try, share one.
 */
export function annotateProofs(
  outcome: 'refuted' | 'inconclusive',
  proofs: readonly Proof[],
  { conceal, rules }: { readonly conceal: Concealer; readonly rules: StepRules }
): readonly Annotation[] {
  const named = new Map<string, string[]>()
  for (const proof of proofs.filter((one) => one.outcome === outcome)) {
    const said = whatIsSaid(proof, conceal)
    const name = `${proof.name}, ${describeSubject(proof.subject)}`
    named.set(said, [...(named.get(said) ?? []), name])
  }
  return [...named].map(([said, names]) => ({
    ...severity(outcome, rules),
    message: `${firstOf(names, mostNamed, (dropped) => `${dropped} more`).join('; ')}: ${said}`
  }))
}

function severity(
  outcome: 'refuted' | 'inconclusive',
  { requireProof }: StepRules
): Pick<Annotation, 'level' | 'title'> {
  return outcome === 'refuted'
    ? { level: 'error', title: 'PROOF_REFUTED' satisfies ErrorCode }
    : {
        level: requireProof ? 'error' : 'warning',
        title: 'PROOF_INCONCLUSIVE' satisfies ErrorCode
      }
}

function whatIsSaid(proof: Proof, conceal: Concealer): string {
  const { reason, subject, side, outcome } = proof
  const account = subject.kind === 'secondary' ? subject.account : undefined
  const parts = [asSentence(conceal.text(reason, account))]
  if (outcome === 'refuted') parts.push(describeSide(side))
  return [...parts, conceal.text(remediesOf(proof))].join(' ')
}
