import { identify, identifyPrimary, type Identities } from '../../src/app/identify.js'
import type { Aws, Caller } from '../../src/app/ports.js'
import { parseRegion } from '../../src/domain/aws-ids.js'
import type { CredentialSource, SenderRequest } from '../../src/domain/request.js'
import { ActionError } from '../../src/errors.js'
import { FakeAws } from '../support/fake-aws.js'
import {
  primary,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  valid
} from '../support/requests.js'

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

/** Every identity of a run, the primary's first. */
async function resolveAll(request: SenderRequest, aws: Aws): Promise<Identities> {
  return identify(request, await identifyPrimary(request, aws), aws)
}

test('every identity that fails is told, in configured order, whichever fails first', async () => {
  const failure = await resolveAll(both, refusingLastFirst()).then(
    () => undefined,
    (thrown: unknown) => ActionError.from(thrown)
  )
  expect(failure).toMatchObject({ code: 'CREDENTIALS_ROLE_REFUSED' })
  expect(failure?.message.split('\n')).toEqual([
    expect.stringContaining(secondary),
    expect.stringContaining(secondSecondary)
  ])
})

describe('an identity of another partition', () => {
  const region = valid(parseRegion('us-gov-west-1'))
  const gov = { partition: 'aws-us-gov', region } as const
  const inGov = (account: string) =>
    ({ kind: 'role', arn: `arn:aws-us-gov:iam::${account}:role/a` as never }) as const

  test.each([
    ['primary-credentials', senderRequest({ ...gov })],
    ['secondary-credentials', senderRequest({ ...gov, primaryCredentials: inGov(primary) })],
    [
      'outsider-credentials',
      senderRequest({
        ...gov,
        primaryCredentials: inGov(primary),
        secondaries: [{ account: secondary, callers: [], credentials: inGov(secondary) }],
        outsiders: [{ kind: 'ambient' }]
      })
    ]
  ])('is refused as one of %s, although its account is right', async (input, request) => {
    const failure = await resolveAll(request, new FakeAws()).then(
      () => undefined,
      (thrown: unknown) => ActionError.from(thrown)
    )
    expect(failure?.code).toBe('PARTITION_DIFFERS')
    expect(failure?.message).toMatch(new RegExp(`^${input} speak for arn:aws:sts::.*aws-us-gov$`))
  })

  test('is nobody’s matter where all are in the Region’s', async () => {
    const all = senderRequest({
      ...gov,
      primaryCredentials: inGov(primary),
      secondaries: [{ account: secondary, callers: [], credentials: inGov(secondary) }]
    })
    expect((await resolveAll(all, new FakeAws())).secondaries).toHaveLength(1)
  })
})
