import { canonicalDocument } from '../../policy/compare/canonical.js'
import type { Json, PolicyDocument } from '../../policy/document/document.js'
import { isUniqueId } from '../../policy/document/unique-id.js'
import { isObject, statementsOf } from './trusted-principals.js'

const namedPrincipal = /^arn:[^:]+:iam::\d{12}:(role|user)\//

/**
 * Whether a trust policy, as read back, is `written` with ids in the place of role and user ARNs:
 * IAM keeps principals as ids, and may show them so for a while after a write.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function sameButForIds(written: PolicyDocument, read: PolicyDocument): boolean {
  const ids = principalsOf(read).filter(isUniqueId)
  if (ids.length === 0) return false
  const [expected, found] = [statementsOf(written), statementsOf(read)]
  if (expected.length !== found.length) return false
  return expected.every((statement) => found.some((one) => sameStatement(statement, one)))
}

function sameStatement(written: PolicyDocument, read: PolicyDocument): boolean {
  return canonicalStatement(written) === canonicalStatement(read)
}

/** The statement with one word for every principal that IAM may show either way. */
function canonicalStatement(statement: PolicyDocument): string {
  const principal = statement['Principal']
  if (!isObject(principal)) return canonicalDocument({ Statement: [statement] })
  const aws = listOf(principal['AWS'])
  const either = aws.filter((one) => typeof one === 'string' && isEither(one))
  const rest = aws.filter((one) => !either.includes(one))
  // The id takes the ARN's place, so their number stays the same.
  const marked = [...rest, ...either.map((_one, index) => `id-${index}`)]
  return canonicalDocument({
    Statement: [{ ...statement, Principal: { ...principal, AWS: marked } }]
  })
}

function isEither(principal: string): boolean {
  return isUniqueId(principal) || namedPrincipal.test(principal)
}

function principalsOf(document: PolicyDocument): readonly string[] {
  return statementsOf(document)
    .map((statement) => statement['Principal'])
    .filter(isObject)
    .flatMap((principal) => listOf(principal['AWS']))
    .filter((one) => typeof one === 'string')
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}
