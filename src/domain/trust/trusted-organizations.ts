import type { Json, PolicyDocument } from '../../policy/document/document.js'
import { globMatcher } from '../../policy/evaluate/match.js'
import {
  awsPrincipalsOf,
  isObject,
  letsAssume,
  listOf,
  statementsOf
} from './trusted-principals.js'

/**
 * The organizations and places in them whose principals a trust policy lets in, whatever their
 * account: `o-…`, or patterns of aws:PrincipalOrgPaths.
 */
export function trustedOrganizations(trust: PolicyDocument): readonly string[] {
  const found = statementsOf(trust)
    .filter((statement) => letsAssume(statement) && awsPrincipalsOf(statement).includes('*'))
    .flatMap(({ Condition }) => placesOf(Condition))
  return [...new Set(found)].sort()
}

/** The organizations and places that the observed trust lets in and the desired one does not. */
export function removedOrganizations(
  desired: PolicyDocument,
  observed: PolicyDocument
): readonly string[] {
  const wanted = trustedOrganizations(desired)
  return trustedOrganizations(observed).filter(
    (place) => !wanted.some((pattern) => covers(pattern, place))
  )
}

function placesOf(condition: Json | undefined): readonly string[] {
  const paths = demanded(condition, 'aws:principalorgpaths')
  return paths.length > 0 ? paths : demanded(condition, 'aws:principalorgid')
}

function demanded(condition: Json | undefined, wanted: string): readonly string[] {
  if (!isObject(condition)) return []
  return Object.entries(condition).flatMap(([operator, keys]) =>
    isPositive(operator) && isObject(keys)
      ? Object.entries(keys)
          .filter(([key]) => key.toLowerCase() === wanted)
          .flatMap(([, values]) => listOf(values).filter((value) => typeof value === 'string'))
      : []
  )
}

function isPositive(operator: string): boolean {
  return /^(foranyvalue:)?string(equals(ignorecase)?|like)(ifexists)?$/i.test(operator)
}

/** A whole organization covers every place in it; a pattern covers what it fits. */
function covers(pattern: string, place: string): boolean {
  if (!pattern.includes('/')) return place === pattern || place.startsWith(`${pattern}/`)
  const fits = globMatcher(pattern, { variables: false, wildcards: true })
  return fits(place, () => undefined)
}
