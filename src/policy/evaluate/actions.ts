/** Whether only callers with a token of an identity provider can ask for the action. */
export function isFederatedAction(action: string): boolean {
  return /^sts:assumerolewith(?:saml|webidentity)$/i.test(action)
}

/** Whether a role's trust policy decides the action. */
export function isTrustAction(action: string): boolean {
  return /^sts:(?:assumerole(?:with(?:saml|webidentity))?|tagsession|setsourceidentity|setcontext)$/i.test(
    action
  )
}

const RCP_SERVICES: ReadonlySet<string> = new Set([
  ...['s3', 'sts', 'sqs', 'kms', 'secretsmanager', 'ecr', 'dynamodb', 'aoss', 'logs'],
  ...['cognito-identity', 'cognito-idp']
])

/**
 * Whether resource control policies reach the action's service.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function isRcpService(action: string): boolean {
  return RCP_SERVICES.has(action.slice(0, action.indexOf(':')).toLowerCase())
}
