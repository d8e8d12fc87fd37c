/** Actions and condition keys in AWS's spelling; the policy engine compares them in lower case. */
const spellings = [
  ...['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity', 'sts:AssumeRoleWithWebIdentity'],
  ...['sts:AssumeRoleWithSAML', 'sts:GetCallerIdentity', 'sts:GetFederationToken'],
  ...['sms-voice:SendTextMessage', 'sms-voice:SendMediaMessage', 'sms-voice:SendVoiceMessage'],
  ...['sms-voice:DescribePhoneNumbers', 'sms-voice:ReleasePhoneNumber'],
  ...['sms-voice:UpdatePhoneNumber', 'sms-voice:PutResourcePolicy'],
  ...['mobiletargeting:SendMessages', 'mobiletargeting:SendUsersMessages'],
  ...['mobiletargeting:GetApp', 'mobiletargeting:GetApps', 'mobiletargeting:PhoneNumberValidate'],
  ...['sns:Publish', 'sns:Subscribe', 'ses:SendEmail', 'ses:SendRawEmail', 'sqs:SendMessage'],
  ...['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:DeleteObject', 'kms:Decrypt'],
  ...['iam:GetRole', 'iam:PassRole', 'iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'],
  ...['iam:UpdateAssumeRolePolicy', 'iam:CreateAccessKey', 'iam:CreateUser'],
  ...['lambda:InvokeFunction', 'secretsmanager:GetSecretValue', 'ssm:GetParameter'],
  ...['dynamodb:GetItem', 'dynamodb:PutItem', 'logs:PutLogEvents', 'events:PutEvents'],
  ...['sts:ExternalId', 'sts:RoleSessionName', 'sts:SourceIdentity', 'sts:TransitiveTagKeys'],
  ...['aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'],
  ...['aws:PrincipalType', 'aws:PrincipalIsAWSService', 'aws:SourceAccount', 'aws:SourceArn'],
  ...['aws:SourceIp', 'aws:SourceIdentity', 'aws:SourceVpc', 'aws:SourceVpce', 'aws:TagKeys'],
  ...['aws:MultiFactorAuthPresent', 'aws:MultiFactorAuthAge', 'aws:CurrentTime', 'aws:EpochTime'],
  ...['aws:TokenIssueTime', 'aws:SecureTransport', 'aws:RequestedRegion', 'aws:ViaAWSService'],
  ...['aws:ResourceAccount', 'aws:ResourceOrgID', 'aws:UserAgent', 'aws:userid', 'aws:username']
]

const byLowerCase: ReadonlyMap<string, string> = new Map(
  spellings.map((spelling) => [spelling.toLowerCase(), spelling])
)

/** An action or a condition key in AWS's spelling where it is a common one, else as it is. */
export function policyName(name: string): string {
  return byLowerCase.get(name.toLowerCase()) ?? name
}
