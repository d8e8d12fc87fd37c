import { parsePolicy, type PolicyDocument } from '../../../policy/document.js'
import { validatePolicy, type DocumentKind } from '../../../policy/validate.js'
import { malformedPolicyDocument } from './errors.js'

/**
 * A policy that IAM would store, read from its text.
 *
 * @throws AwsError MalformedPolicyDocument for any other text
 */
export function readDocument(text: string, kind: DocumentKind): PolicyDocument {
  const parsed = parsePolicy(text)
  if ('problem' in parsed) {
    throw malformedPolicyDocument(`This policy contains invalid Json: ${parsed.problem}`)
  }
  const [first] = validatePolicy(parsed.document, kind)
  if (first !== undefined) throw malformedPolicyDocument(`${first.at}: ${first.problem}`)
  return parsed.document
}

/** A document as IAM answers it: JSON, percent-encoded as RFC 3986 says. */
export function encodeDocument(document: PolicyDocument): string {
  return encodeURIComponent(JSON.stringify(document)).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
  )
}
