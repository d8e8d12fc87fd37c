import {
  isList,
  isObject,
  type Json,
  type PolicyDocument
} from '../../../../policy/document/document.js'
import {
  policySize,
  validatePolicy,
  type DocumentKind
} from '../../../../policy/document/validate.js'
import { parseSentPolicy } from '../../sent-policy.js'
import { limitExceeded, malformedPolicyDocument } from '../errors.js'
import { malformation } from './malformation.js'
import { MANAGED_POLICY_SIZE } from '../quotas.js'

/**
 * A policy that IAM would store, read from its text.
 *
 * @throws AwsError MalformedPolicyDocument for any other text
 */
export function readDocument(text: string, kind: DocumentKind): PolicyDocument {
  const parsed = parseSentPolicy(text)
  if ('problem' in parsed) {
    throw malformedPolicyDocument(
      kind === 'trust' ? 'This policy contains invalid Json' : 'Syntax errors in policy.'
    )
  }
  const problems = validatePolicy(parsed.document, kind)
  if (problems.length > 0) throw malformedPolicyDocument(malformation(problems, kind))
  refuseUnknownPartitions(parsed.document)
  return parsed.document
}

/** Unknown in AWS: whether a resource's ARN may have a wildcard for its partition; here it may, as AWS's own policies have it. */
function refuseUnknownPartitions({ Statement }: PolicyDocument): void {
  const resources = listOf(Statement).flatMap((statement) =>
    isObject(statement) ? [...listOf(statement.Resource), ...listOf(statement.NotResource)] : []
  )
  for (const resource of resources.filter((one) => typeof one === 'string')) {
    const partition = /^arn:([^:]*):/.exec(resource)?.[1]
    if (partition !== undefined && !/^aws(-[a-z]+)*$|[*?]|\$\{/.test(partition)) {
      throw malformedPolicyDocument(
        `Partition "${partition}" is not valid for resource "${resource}".`
      )
    }
  }
}

const listOf = (json: Json | undefined): readonly Json[] =>
  json === undefined ? [] : isList(json) ? json : [json]

/**
 * A managed policy's document.
 *
 * @throws AwsError MalformedPolicyDocument, or LimitExceeded over 6,144 characters, white space
 * not counted
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function readManagedDocument(text: string): PolicyDocument {
  const document = readDocument(text, 'identity')
  // Unlike inline policies, which may be of 2008-10-17 still.
  if (document.Version !== '2012-10-17') {
    throw malformedPolicyDocument('Policy document must be version 2012-10-17 or greater.')
  }
  if (policySize(document) > MANAGED_POLICY_SIZE) {
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${MANAGED_POLICY_SIZE}`)
  }
  return document
}

/** A document as IAM answers it: JSON, percent-encoded as RFC 3986 says. */
export function encodeDocument(document: PolicyDocument): string {
  return encodeURIComponent(JSON.stringify(document)).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
  )
}
