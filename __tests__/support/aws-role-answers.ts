import { xml, xmlError, type AwsStub, type StubAnswer } from './aws-stub-server.js'

export const trust = { Version: '2012-10-17', Statement: [] }
export const permissions = { Version: '2012-10-17', Statement: [{ Effect: 'Allow' }] }

/** What every managed policy says. */
export const managed = { Version: '2012-10-17', Statement: [{ Effect: 'Deny' }] }

/** As RFC 3986 says, which leaves fewer characters alone than encodeURIComponent. */
export function encoded(document: object): string {
  return encodeURIComponent(JSON.stringify(document)).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
  )
}

/** Members of GetRole's answer; `undefined` leaves one out. */
export function roleXml(changes: Readonly<Record<string, string | undefined>> = {}): StubAnswer {
  const members = {
    Path: '/',
    RoleName: 'sender',
    RoleId: 'AROAEXAMPLE',
    Arn: 'arn:aws:iam::111111111111:role/sender',
    CreateDate: '2026-11-01T00:00:00Z',
    AssumeRolePolicyDocument: encoded(trust),
    Description: 'Sends',
    MaxSessionDuration: '3600',
    ...changes
  }
  const texts = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [`<${name}>${value}</${name}>`]
  )
  return xml('GetRole', `<Role>${texts.join('')}</Role>`)
}

export function namesXml(names: readonly string[], marker?: string): StubAnswer {
  const members = names.map((name) => `<member>${name}</member>`).join('')
  return xml('ListRolePolicies', `<PolicyNames>${members}</PolicyNames>${truncation(marker)}`)
}

export function attachedXml(names: readonly string[], marker?: string): StubAnswer {
  const members = names.map(
    (name) =>
      `<member><PolicyName>${name}</PolicyName><PolicyArn>arn:aws:iam::aws:policy/${name}</PolicyArn></member>`
  )
  const list = `<AttachedPolicies>${members.join('')}</AttachedPolicies>`
  return xml('ListAttachedRolePolicies', `${list}${truncation(marker)}`)
}

export function inlineXml(name: string, document: object): StubAnswer {
  return xml(
    'GetRolePolicy',
    `<RoleName>sender</RoleName><PolicyName>${name}</PolicyName><PolicyDocument>${encoded(document)}</PolicyDocument>`
  )
}

/** GetPolicy's answer about a policy whose default version this is. */
export function policyXml(version = 'v3'): StubAnswer {
  return xml('GetPolicy', `<Policy><DefaultVersionId>${version}</DefaultVersionId></Policy>`)
}

export function versionXml(document: object): StubAnswer {
  const version = `<VersionId>v3</VersionId><Document>${encoded(document)}</Document>`
  return xml('GetPolicyVersion', `<PolicyVersion>${version}</PolicyVersion>`)
}

export const noSuchEntity = xmlError(404, 'NoSuchEntity', 'cannot be found')

/** A role with our policy and nothing else. */
export function scriptRole(stub: AwsStub): void {
  stub.script('GetRole', roleXml())
  stub.script('ListRolePolicies', namesXml(['sms-10dlc-send']))
  stub.script('ListAttachedRolePolicies', attachedXml([]))
  stub.script('GetRolePolicy', inlineXml('sms-10dlc-send', permissions))
  stub.script('GetPolicy', policyXml())
  stub.script('GetPolicyVersion', versionXml(managed))
}

function truncation(marker: string | undefined): string {
  return marker === undefined
    ? '<IsTruncated>false</IsTruncated>'
    : `<IsTruncated>true</IsTruncated><Marker>${marker}</Marker>`
}
