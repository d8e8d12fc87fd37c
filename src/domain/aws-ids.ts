import { invalid, type Invalid } from './invalid.js'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** Twelve digits. Only `parseAccountId` makes one, so holding one is proof. */
export type AccountId = Branded<'AccountId'>
/** A Region's name, such as `us-east-1`. */
export type Region = Branded<'Region'>
/** 1 to 64 characters of `[\w+=,.@-]`. */
export type RoleName = Branded<'RoleName'>
/** `/`, or a text that begins and ends with it. */
export type RolePath = Branded<'RolePath'>
/** `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`. */
export type RoleArn = Branded<'RoleArn'>
/** 2 to 1,224 characters of `[\w+=,.@:/-]`. No secret, but never shown. */
export type ExternalId = Branded<'ExternalId'>
/** The partitions that have 10DLC numbers. */
export type Partition = 'aws' | 'aws-us-gov'

/** @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export function parseAccountId(text: string): AccountId | Invalid {
  return /^\d{12}$/.test(text)
    ? (text as AccountId)
    : invalid(`"${text}" is not a 12-digit AWS account id`)
}

/** Accepts what looks like a Region of a partition that has 10DLC numbers. */
export function parseRegion(text: string): Region | Invalid {
  if (!/^[a-z]{2}(-[a-z]+)+-\d+$/.test(text)) return invalid(`"${text}" is not an AWS Region`)
  if (/^(cn|us-iso|us-isob|eu-isoe|us-isof|eusc)-/.test(text)) {
    return invalid(
      `"${text}" has no 10DLC numbers; they exist in the partitions aws and aws-us-gov`
    )
  }
  return text as Region
}

/** The partition a Region belongs to. */
export function partitionOf(region: Region): Partition {
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export function parseRoleName(text: string): RoleName | Invalid {
  return /^[\w+=,.@-]{1,64}$/.test(text)
    ? (text as RoleName)
    : invalid(`"${text}" is not a role name: 1 to 64 letters, digits or any of _+=,.@-`)
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export function parseRolePath(text: string): RolePath | Invalid {
  return text.length <= 512 && /^(\/|\/[\x21-\x7e]+\/)$/.test(text)
    ? (text as RolePath)
    : invalid(
        `"${text}" is not a role path: "/", or text of at most 512 characters between slashes`
      )
}

/** Reads a role's ARN; the parts are in `roleArnParts`. */
export function parseRoleArn(text: string): RoleArn | Invalid {
  return /^arn:(aws|aws-us-gov):iam::\d{12}:role\/([\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/.test(text)
    ? (text as RoleArn)
    : invalid(`"${text}" is not a role ARN (arn:aws:iam::ACCOUNT:role/NAME)`)
}

/** The ARN of a role from its parts. */
export function roleArn(
  partition: Partition,
  account: AccountId,
  role: { readonly path: RolePath; readonly name: RoleName }
): RoleArn {
  return `arn:${partition}:iam::${account}:role${role.path}${role.name}` as RoleArn
}

/** The account, partition, path and name inside a role's ARN. */
export function roleArnParts(arn: RoleArn): {
  readonly partition: Partition
  readonly account: AccountId
  readonly path: RolePath
  readonly name: RoleName
} {
  const [, partition, , , account, resource = ''] = arn.split(':')
  const cut = resource.lastIndexOf('/')
  return {
    partition: partition as Partition,
    account: account as AccountId,
    path: resource.slice('role'.length, cut + 1) as RolePath,
    name: resource.slice(cut + 1) as RoleName
  }
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function parseExternalId(text: string): ExternalId | Invalid {
  // The text is not quoted back: an external id is shown in no face.
  return /^[\w+=,.@:/-]{2,1224}$/.test(text)
    ? (text as ExternalId)
    : invalid(
        `a value of ${text.length} characters is not an external id: 2 to 1,224 letters, digits or any of _+=,.@:/-`
      )
}
