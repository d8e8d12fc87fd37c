import type { AssumeAsk } from '../../src/app/ports.js'
import type { SenderRequest } from '../../src/domain/request.js'
import { FakeAws } from '../support/fake-aws.js'
import { senderRequest, stranger } from '../support/requests.js'
import { run } from '../support/run.js'

const tags = { GitHub: 'Actions', Repository: 'octo-org/messages' }
const outsider = { kind: 'role', arn: `arn:aws:iam::${stranger}:role/outsider` as never } as const
const tagged = senderRequest({ mode: 'apply', sessionTags: tags, outsiders: [outsider] })

/** A refusal of every AssumeRole of this account, for want of an action. */
const wants = (account: string, action: string) => (call: string) =>
  call.startsWith(`AssumeRole ${account}`)
    ? ({
        kind: 'refused',
        code: 'AccessDenied',
        message: `User: arn:aws:sts::${account}:assumed-role/x/run is not authorized to perform: ${action} on resource: arn:aws:iam::111122223333:role/sms-10dlc-sender`
      } as const)
    : undefined

async function reasonOf(
  name: string,
  request: SenderRequest,
  fail: (call: string) => ReturnType<ReturnType<typeof wants>>
): Promise<readonly unknown[]> {
  const report = await run(new FakeAws({ fail }), request)
  const found = report.proofs.find((proof) => proof.name === name)
  return [found?.outcome, found?.reason]
}

test('every call of a secondary carries them, and no outsider’s', async () => {
  const aws = new FakeAws()
  await run(aws, tagged)
  const by = (purpose: string, asks: readonly AssumeAsk[]) =>
    asks.filter(({ sessionName }) => sessionName.startsWith(`sms-10dlc-${purpose}-`))
  expect(by('assume', aws.asked)[0]?.sessionTags).toEqual(tags)
  expect(by('external-id-required', aws.asked)).not.toEqual([])
  const outside = by('outsiders-refused', aws.asked)
  expect(outside).not.toEqual([])
  for (const ask of aws.asked) {
    expect(ask.sessionTags).toEqual(outside.includes(ask) ? undefined : tags)
  }
})

test('without send-session-tags nothing is tagged', async () => {
  const aws = new FakeAws()
  await run(aws, senderRequest({ mode: 'apply' }))
  expect(aws.asked.filter((ask) => 'sessionTags' in ask)).toEqual([])
})

test.each([
  ['sts:TagSession', tags, 'this run sends session tags'],
  ['sts:TagSession', {}, 'transitive tags of the caller’s own session'],
  ['sts:SetSourceIdentity', {}, 'carries a source identity']
])('a secondary refused for want of %s (sending %j) is told why', async (action, sent, why) => {
  const request = { ...tagged, sessionTags: sent }
  const found = await reasonOf('assume', request, wants('444455556666', action))
  expect(found).toEqual(['refuted', expect.stringContaining(`: ${action} is missing: `)])
  expect(found[1]).toContain(why)
})

test('a secondary refused for another reason is told nothing of tags', async () => {
  const found = await reasonOf('assume', tagged, wants('444455556666', 'sts:AssumeRole'))
  expect(found).toEqual(['refuted', expect.not.stringContaining('is missing')])
})

test('an outsider refused for what its session hands on is not shown to be kept out', async () => {
  const found = await reasonOf('outsiders-refused', tagged, wants(stranger, 'sts:TagSession'))
  expect(found).toEqual(['inconclusive', expect.stringContaining('for another matter')])
})
