import type { PolicyDocument } from '../policy/document.js'
import type { ExternalId } from './aws-ids.js'

/** Who a statement lets in: named by Sid, principals, and what is demanded of a caller. */
export interface Trusted {
  readonly sid: string
  /** Account roots, or `*` where the demands say who. */
  readonly principals: readonly string[]
  readonly demands: readonly Demand[]
}

/** One operator on one key of a condition. */
export type Demand<Operator extends string = string> = readonly [
  operator: Operator,
  key: string,
  values: readonly string[]
]

/** What callers may do beside assuming the role, each in statements of its own. */
export interface SessionGrants {
  /** None, one, or two: a statement of its own for each. */
  readonly externalIds: readonly ExternalId[]
  /** The only keys that session tags may have; absent: sessions take no tags. */
  readonly sessionTagKeys?: readonly string[]
  /** Absent: sessions take no source identity. */
  readonly sourceIdentity?: 'allowed'
}

interface Grant {
  readonly action: string
  readonly sidSuffix: string
  readonly demands: readonly Demand[]
}

/**
 * The statements for one group of callers: sts:AssumeRole, and where it is wanted sts:TagSession
 * and sts:SetSourceIdentity, for each external id.
 *
 * All three actions of one AssumeRole call are decided with the same context, so each demands the
 * external id: nobody can tag a session that it may not open.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function trustStatements(
  { sid, principals, demands }: Trusted,
  grants: SessionGrants
): readonly PolicyDocument[] {
  return externalIdDemands(grants).flatMap((externalId, index) =>
    grantsOf(grants).map(({ action, sidSuffix, demands: more }) => ({
      Sid: `${sid}${index === 0 ? '' : `Id${index + 1}`}${sidSuffix}`,
      Effect: 'Allow',
      Principal: { AWS: oneOrMany(principals) },
      Action: action,
      ...conditionOf([...demands, ...externalId, ...more])
    }))
  )
}

function externalIdDemands({ externalIds }: SessionGrants): readonly (readonly Demand[])[] {
  if (externalIds.length === 0) return [[]]
  return externalIds.map((id) => [['StringEquals', 'sts:ExternalId', [id]]])
}

function grantsOf({ sessionTagKeys, sourceIdentity }: SessionGrants): readonly Grant[] {
  return [
    { action: 'sts:AssumeRole', sidSuffix: '', demands: [] },
    ...(sessionTagKeys === undefined ? [] : [tagging(sessionTagKeys)]),
    ...(sourceIdentity === undefined
      ? []
      : [{ action: 'sts:SetSourceIdentity', sidSuffix: 'SourceIdentity', demands: [] }])
  ]
}

/** A call that passes no tags never asks for sts:TagSession, so ForAllValues needs no Null beside it. */
function tagging(keys: readonly string[]): Grant {
  const demand: Demand = ['ForAllValues:StringEquals', 'aws:TagKeys', keys]
  return { action: 'sts:TagSession', sidSuffix: 'Tags', demands: [demand] }
}

/** The Condition element of these demands; none for none. */
export function conditionOf(demands: readonly Demand[]): PolicyDocument {
  if (demands.length === 0) return {}
  const blocks = new Map<string, PolicyDocument>()
  for (const [operator, key, values] of demands) {
    blocks.set(operator, { ...blocks.get(operator), [key]: oneOrMany(values) })
  }
  return { Condition: Object.fromEntries(blocks) }
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 && values[0] !== undefined ? values[0] : values
}
