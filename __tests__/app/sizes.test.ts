import { parseAccountId } from '../../src/domain/aws-ids.js'
import { trustForms } from '../../src/domain/trust/trust-document.js'
import { policySize } from '../../src/policy/document/validate.js'
import { FakeAws } from '../support/fake-aws.js'
import { secondary, secondaryOf, senderRequest, valid } from '../support/requests.js'
import { run } from '../support/run.js'

const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    secondaryOf(valid(parseAccountId(String(200_000_000_000 + index))))
  )

test('a trust policy that fits in no form is refused before any secondary is resolved', async () => {
  const aws = new FakeAws()
  const request = senderRequest({ mode: 'apply', secondaries: many(300) })
  const report = await run(aws, request)
  expect(report.failure).toMatchObject({ code: 'POLICY_TOO_LARGE' })
  expect(report.failure?.message).toMatch(
    /^the trust policy for 300 secondaries needs \d+ characters, \d+ in its compact form; the account's quota is 2048\. Ways out: trust the organization \(organization-id or organization-paths\), raise the quota \(Service Quotas, IAM, L-C07B4B0D, in us-east-1\), or use several sender roles$/
  )
  expect(aws.calls).toEqual(['sizeLimits'])
  expect(report.sizes).toMatchObject({
    trust: { form: 'neither', limit: 2048, moreSecondaries: { plain: 0, compact: 0 } }
  })
})

test('callers that come to two statements of one Sid are refused before any is resolved', async () => {
  const aws = new FakeAws()
  const secondaries = [secondaryOf(secondary), secondaryOf(secondary)]
  const report = await run(aws, senderRequest({ mode: 'apply', secondaries }))
  expect(report.failure).toMatchObject({
    code: 'POLICY_REJECTED',
    message:
      'IAM would refuse the trust policy: Statement[1].Sid is not unique. Nothing was written'
  })
  expect(aws.calls).toEqual(['sizeLimits'])
})

test('the sizes and the room left are in the report', async () => {
  const request = senderRequest()
  const { plain, compact } = trustForms(request)
  const report = await run(new FakeAws(), request)
  expect(report.sizes).toEqual({
    trust: {
      limit: 2048,
      from: 'account',
      plain: policySize(plain),
      compact: policySize(compact),
      characters: policySize(plain),
      form: 'plain',
      moreSecondaries: { plain: 9, compact: 55 }
    },
    inline: {
      limit: 10_240,
      from: 'default',
      characters: expect.any(Number) as number,
      policies: 1
    }
  })
})

test('all inline policies of the role count', async () => {
  const aws = new FakeAws()
  await run(aws, senderRequest({ mode: 'apply' }))
  if (!aws.role.exists) throw new Error('the apply creates the role')
  const other = {
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action: 's3:*', Resource: `arn:aws:s3:::${'x'.repeat(8_500)}` }
  }
  const role = { ...aws.role, inlinePolicies: { ...aws.role.inlinePolicies, other } }
  const report = await run(new FakeAws({ role }), senderRequest())
  const ours = aws.role.inlinePolicies['sms-10dlc-send'] ?? {}
  expect(report.sizes?.inline).toMatchObject({
    characters: policySize(ours) + policySize(other),
    policies: 2
  })
  expect(report.findings.map(({ code }) => code)).toContain('QUOTA_NEARLY_USED')
})

test('a configured quota counts where the account’s own may not be read', async () => {
  const secondaries = many(60)
  const unreadable = { quotasUnreadable: true } as const
  const refused = await run(new FakeAws(unreadable), senderRequest({ secondaries }))
  expect(refused.failure?.code).toBe('POLICY_TOO_LARGE')
  expect(refused.findings.map(({ code }) => code)).toEqual(['QUOTA_UNKNOWN'])
  const quotas = { trust: 4096, inline: 10_240 }
  const taken = await run(new FakeAws(unreadable), senderRequest({ secondaries, quotas }))
  expect(taken.failure).toBeUndefined()
  expect(taken.sizes?.trust).toMatchObject({ limit: 4096, from: 'input', form: 'compact' })
})

test('the account’s own answer wins over a configured quota, and that is told', async () => {
  const request = senderRequest({ secondaries: many(60), quotas: { trust: 4096 } })
  const report = await run(new FakeAws(), request)
  expect(report.failure?.code).toBe('POLICY_TOO_LARGE')
  expect(report.findings.map(({ code }) => code)).toEqual(['QUOTA_DIFFERS'])
})

test('a compact form that was written stays when the quota grows: nothing to change, no drift', async () => {
  const request = senderRequest({ mode: 'apply', secondaries: many(20) })
  const aws = new FakeAws()
  const first = await run(aws, request)
  expect(first.sizes?.trust.form).toBe('compact')
  const second = await run(new FakeAws({ role: aws.role, trustLimit: 8_192 }), request)
  expect(second).toMatchObject({ drift: false, changes: [], sizes: { trust: { form: 'compact' } } })
})
