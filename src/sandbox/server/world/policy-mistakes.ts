import type { PolicyDocument } from '../../../policy/document/document.js'
import { validatePolicy } from '../../../policy/document/validate.js'
import type { DocumentKind } from '../../../policy/document/validate.js'
import { organizationMistakes } from './organization-mistakes.js'
import type { World } from './world-schema.js'

/** What IAM would refuse to store of a world's documents, each with its place. */
export function policyMistakes({ accounts, organizations }: World): readonly string[] {
  const inAccounts = accounts.flatMap(({ id, managedPolicies, groups, users, roles }) => [
    ...inlineMistakes(`account ${id}: managed policies`, managedPolicies),
    ...groups.flatMap(({ name, policies }) =>
      inlineMistakes(`account ${id}: group ${name}`, policies)
    ),
    ...users.flatMap(({ name, policies }) =>
      inlineMistakes(`account ${id}: user ${name}`, policies)
    ),
    ...roles.flatMap(({ name, policies, trust }) => {
      const owner = `account ${id}: role ${name}`
      return [...trustMistakes(owner, trust), ...inlineMistakes(owner, policies)]
    })
  ])
  const accountIds = accounts.map(({ id }) => id)
  return [...inAccounts, ...organizationMistakes(organizations, accountIds)]
}

function inlineMistakes(
  owner: string,
  policies: Readonly<Record<string, PolicyDocument>>
): readonly string[] {
  return Object.entries(policies).flatMap(([name, document]) =>
    mistakesOf(`${owner}: policy ${name}`, document, 'identity')
  )
}

function trustMistakes(
  owner: string,
  trust: readonly string[] | PolicyDocument
): readonly string[] {
  return isList(trust) ? [] : mistakesOf(`${owner}: trust`, trust, 'trust')
}

function mistakesOf(
  place: string,
  document: PolicyDocument,
  kind: DocumentKind
): readonly string[] {
  return validatePolicy(document, kind).map(({ at, problem }) => `${place}: ${at}: ${problem}`)
}

const isList = (trust: readonly string[] | PolicyDocument): trust is readonly string[] =>
  Array.isArray(trust)
