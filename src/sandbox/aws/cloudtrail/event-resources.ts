/** CloudTrail's names of kinds of resources, by service and kind in an ARN. */
const types: Readonly<Record<string, string>> = {
  'iam:role': 'AWS::IAM::Role',
  'iam:user': 'AWS::IAM::User',
  'iam:group': 'AWS::IAM::Group',
  'iam:policy': 'AWS::IAM::Policy',
  'iam:instance-profile': 'AWS::IAM::InstanceProfile',
  'sms-voice:phone-number': 'AWS::SMSVOICE::PhoneNumber',
  'sms-voice:pool': 'AWS::SMSVOICE::Pool',
  'sms-voice:opt-out-list': 'AWS::SMSVOICE::OptOutList',
  'sms-voice:configuration-set': 'AWS::SMSVOICE::ConfigurationSet',
  'mobiletargeting:apps': 'AWS::Pinpoint::App'
}

/**
 * The resources of an event: each by its ARN and by its name.
 *
 * Unknown in AWS: whether an event tells names or ARNs; here it is both, so that either finds it.
 */
export function resourcesOf(arns: readonly string[]) {
  return arns.flatMap((arn) => {
    const [, , service = '', , , ...rest] = arn.split(':')
    const [kind = '', ...path] = rest.join(':').split('/')
    const ResourceType = types[`${service}:${kind}`]
    const name = service === 'mobiletargeting' ? path[0] : path.at(-1)
    if (ResourceType === undefined || name === undefined || /^\*?$/.test(name)) return []
    return [
      { ResourceType, ResourceName: arn },
      { ResourceType, ResourceName: name }
    ]
  })
}
