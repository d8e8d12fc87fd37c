import { partitionOf, type Region } from '../../domain/aws-ids.js'

/** What is wrong with an ARN that is in another partition than the Region; undefined when nothing is. */
export function wrongPartition(arn: string, region: Region): string | undefined {
  const partition = partitionOf(region)
  return arn.startsWith(`arn:${partition}:`)
    ? undefined
    : `"${arn}" is in another partition than region ${region}, whose ARNs begin arn:${partition}:`
}
