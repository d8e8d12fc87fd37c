import { neededPolicies } from '../../scripts/readme/permissions.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { documentation, filledIn, shownPolicies } from './documentation.js'
import type { DocumentedRole, Setting } from './documented-world.js'

/** The accounts of the documentation's examples. */
export const primary = '111111111111'
export const secondaries = ['222222222222', '333333333333'] as const
export const outsider = '444444444444'

/** What the workflows of the documentation call by a name: the worlds' own job, and its values. */
const words = {
  OWNER_ID: '987654',
  REPO_ID: '123456789',
  OWNER: 'example',
  REPO: 'messages',
  CALLER_EXTERNAL_ID: 'callers-own-id'
}

/** The variables of the repository that the workflows ask for. */
export const vars = {
  SMS_EXTERNAL_ID: 'example-external-id',
  CALLER_EXTERNAL_ID: words.CALLER_EXTERNAL_ID
}

const shown = shownPolicies(documentation('docs/credentials.md'))

/** A policy that docs/credentials.md shows, for an account of the examples. */
export function documentedPolicy(name: string, account: string): PolicyDocument {
  const policy = shown[name]
  if (policy === undefined) throw new Error(`docs/credentials.md shows no policy ${name}`)
  return filledIn(policy, { ...words, '222222222222': account })
}

const needed = (name: keyof typeof neededPolicies): PolicyDocument => neededPolicies[name].document
// Not for an account of its own: it names all of them.
const becomes = documentedPolicy('deploy-becomes', '222222222222')

const deploy = (trust: string, ...more: readonly PolicyDocument[]): DocumentedRole => ({
  account: primary,
  name: 'deploy',
  trust: documentedPolicy(trust, primary),
  policies: [needed('primary-apply'), ...more]
})

type TrustOf = (account: string) => PolicyDocument

const callers = (trustOf: TrustOf): readonly DocumentedRole[] =>
  secondaries.map((account) => ({
    account,
    name: 'sms-10dlc-caller',
    trust: trustOf(account),
    policies: [needed('secondary-caller')]
  }))

const stranger = (trustOf: TrustOf): DocumentedRole => ({
  account: outsider,
  name: 'sms-10dlc-outsider',
  trust: trustOf(outsider),
  policies: [needed('outsider')]
})

const ofDeploy: TrustOf = () => needed('caller-trust')
const ofToken: TrustOf = (account) => documentedPolicy('trust-own-audience', account)

const ofPrimary = { [primary]: ['sts.amazonaws.com'] }

/** What the documentation tells to make in the accounts, for each of its workflows. */
export const settings = {
  'One deploy role that reaches every account': {
    roles: [deploy('trust-by-names', becomes), ...callers(ofDeploy), stranger(ofDeploy)],
    audiences: ofPrimary
  },
  'GitHub’s token for every account': {
    roles: [deploy('trust-own-audience'), ...callers(ofToken), stranger(ofToken)],
    audiences: Object.fromEntries(
      [primary, ...secondaries, outsider].map((account) => [account, ['sms-10dlc']])
    )
  },
  'Profiles that the workflow writes': {
    roles: [
      deploy('trust-by-ids', becomes),
      ...callers((account) => documentedPolicy('caller-trust-external-id', account))
    ],
    audiences: ofPrimary
  },
  'A workflow to paste': {
    roles: [deploy('trust-by-names', becomes), ...callers(ofDeploy)],
    audiences: ofPrimary
  },
  'Proofs left to the secondaries': {
    roles: [deploy('trust-by-names')],
    audiences: ofPrimary
  }
} as const satisfies Readonly<Record<string, Setting>>
