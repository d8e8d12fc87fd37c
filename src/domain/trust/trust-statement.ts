import type { PolicyDocument } from '../../policy/document/document.js'
import type { ExternalId } from '../aws-ids.js'

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
 * The statements for one group of callers: sts:AssumeRole for each external id, and where it is
 * wanted sts:TagSession and sts:SetSourceIdentity.
 *
 * These two demand no external id, as in AWS's own example: a call that passes tags needs
 * sts:AssumeRole too, which does, and whether sts:ExternalId is there when they are decided AWS
 * does not say.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 */
export function trustStatements(
  { sid, principals, demands }: Trusted,
  grants: SessionGrants
): readonly PolicyDocument[] {
  return grantsOf(grants).map(({ action, sidSuffix, demands: more }) => ({
    Sid: `${sid}${sidSuffix}`,
    Effect: 'Allow',
    Principal: { AWS: oneOrMany(principals) },
    Action: action,
    ...conditionOf([...demands, ...more])
  }))
}

function grantsOf(grants: SessionGrants): readonly Grant[] {
  const { sessionTagKeys, sourceIdentity } = grants
  return [
    ...assuming(grants),
    ...(sessionTagKeys === undefined ? [] : [tagging(sessionTagKeys)]),
    ...(sourceIdentity === undefined
      ? []
      : [{ action: 'sts:SetSourceIdentity', sidSuffix: 'SourceIdentity', demands: [] }])
  ]
}

function assuming({ externalIds }: SessionGrants): readonly Grant[] {
  const action = 'sts:AssumeRole'
  if (externalIds.length === 0) return [{ action, sidSuffix: '', demands: [] }]
  return externalIds.map((id, index) => ({
    action,
    sidSuffix: index === 0 ? '' : `Id${index + 1}`,
    demands: [['StringEquals', 'sts:ExternalId', [id]]]
  }))
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
