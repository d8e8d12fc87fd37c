import type { DocumentKind, PolicyProblem } from '../../../../policy/document/validate.js'

/** AWS's words for a problem, in the order in which IAM looks for it. */
interface Wording {
  readonly at: RegExp
  readonly problem?: RegExp
  readonly text: string | ((element: string, problem: string) => string)
}

/**
 * What IAM says of the first problem it finds. The words are known from public reports of what AWS
 * answers. Unknown in AWS: the words for every other malformed policy; a sentence of
 * our own.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html
 */
export function malformation(problems: readonly PolicyProblem[], kind: DocumentKind): string {
  const found = (kind === 'trust' ? trustWordings : identityWordings).flatMap((wording) => {
    const problem = problems.find((one) => applies(wording, one))
    return problem === undefined ? [] : [say(wording, problem)]
  })
  const [first] = problems
  const own = first === undefined ? '' : `${first.at}: ${first.problem}`
  return found[0] ?? own
}

const applies = ({ at, problem }: Wording, one: PolicyProblem): boolean =>
  at.test(one.at) && (problem === undefined || problem.test(one.problem))

const say = ({ text }: Wording, { at, problem }: PolicyProblem): string =>
  typeof text === 'string' ? text : text(at.replace(/^.*\./, ''), problem)

const prohibited = (element: string): string => `Has prohibited field ${element}`
const missing = (element: string): string => `Missing required field ${element}`
const unknown = (element: string): string => `Unknown field ${element}`

const trustWordings: readonly Wording[] = [
  { at: /^Statement$/, text: missing },
  { at: /(^|\.)\w+$/, problem: /is not an element/, text: unknown },
  { at: /\.(NotPrincipal|Resource|NotResource)$/, problem: /not allowed/, text: prohibited },
  { at: /\.(Principal|Action)$/, problem: /missing/, text: missing },
  // The sentence is AWS's already.
  { at: /\.Principal$/, problem: /^Invalid principal in policy/, text: (_at, problem) => problem },
  {
    at: /\.(Not)?Action$/,
    problem: /STS/,
    text: 'AssumeRole policy may only specify STS AssumeRole actions.'
  }
]

const SYNTAX = 'Syntax errors in policy.'

const identityWordings: readonly Wording[] = [
  { at: /\.(Not)?Principal$/, text: 'Policy document should not specify a principal.' },
  { at: /^(Statement|Version|Id)$/, text: SYNTAX },
  { at: /./, problem: /is not an element|cannot stand beside|must be an object/, text: SYNTAX },
  { at: /Condition|\.Effect$/, text: SYNTAX },
  {
    at: /\.Sid$/,
    problem: /unique/,
    text: 'Statement IDs (SID) in a single policy must be unique.'
  },
  {
    at: /\.(Not)?Action$/,
    problem: /missing|empty/,
    text: 'Policy statement must contain actions.'
  },
  {
    at: /\.(Not)?Resource$/,
    problem: /missing|empty/,
    text: 'Policy statement must contain resources.'
  },
  {
    at: /\.(Not)?Resource$/,
    problem: /wildcards/,
    text: 'Resource vendor must be fully qualified and cannot contain regexes.'
  },
  {
    at: /\.(Not)?Action$/,
    problem: /SERVICE/,
    text: 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'
  }
]
