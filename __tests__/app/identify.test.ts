import { identify } from '../../src/app/identify.js'
import type { Aws, Caller } from '../../src/app/ports.js'
import type { CredentialSource } from '../../src/domain/request.js'
import { ActionError } from '../../src/errors.js'
import { FakeAws } from '../support/fake-aws.js'
import { secondary, secondaryOf, secondSecondary, senderRequest } from '../support/requests.js'

const both = senderRequest({ secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)] })

/** An AWS that refuses every role, the last one asked for first. */
function refusingLastFirst(): Aws {
  const aws = new FakeAws()
  let release: () => void = () => undefined
  const lastAsked = new Promise<void>((resolve) => {
    release = resolve
  })
  return {
    foreignEndpoints: [],
    primary: (source) => aws.primary(source),
    caller: async (source: CredentialSource): Promise<Caller> => {
      const arn = source.kind === 'role' ? source.arn : source.kind
      if (arn.includes(secondSecondary)) release()
      else await lastAsked
      throw new ActionError('CREDENTIALS_ROLE_REFUSED', `may not assume ${arn}`)
    }
  }
}

test('every identity that fails is told, in configured order, whichever fails first', async () => {
  const failure = await identify(both, refusingLastFirst()).then(
    () => undefined,
    (thrown: unknown) => ActionError.from(thrown)
  )
  expect(failure).toMatchObject({ code: 'CREDENTIALS_ROLE_REFUSED' })
  expect(failure?.message.split('\n')).toEqual([
    expect.stringContaining(secondary),
    expect.stringContaining(secondSecondary)
  ])
})
