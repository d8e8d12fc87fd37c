import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeAwsBenches, identityXml, openAwsBench, sessionXml } from '../../support/aws-bench.js'
import { xmlError } from '../../support/aws-stub-server.js'
import { thrownBy } from '../../support/aws-thrown.js'

const saved = { ...process.env }
let folder: string

// The SDK reads the process environment itself, and each file once: a folder for each test.
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'profile-'))
  process.env = {
    PATH: saved['PATH'],
    HOME: folder,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials')
  }
  writeFileSync(
    join(folder, 'credentials'),
    '[base]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = profile-secret\n'
  )
  writeFileSync(
    join(folder, 'config'),
    [
      '[profile chained]\nrole_arn = arn:aws:iam::222222222222:role/ci\nsource_profile = base',
      '[profile guarded]\nrole_arn = arn:aws:iam::222222222222:role/ci\nsource_profile = base\nmfa_serial = arn:aws:iam::222222222222:mfa/me',
      '[profile talking]\ncredential_process = echo no-json-but-a-secret',
      '[profile failing]\ncredential_process = ls /no-json-but-a-secret'
    ].join('\n')
  )
})
afterEach(async () => {
  process.env = { ...saved }
  rmSync(folder, { recursive: true, force: true })
  await closeAwsBenches()
})

const profile = (name: string) => ({ kind: 'profile', name }) as const

test('fixed keys are taken as they stand, and masked', async () => {
  const { aws, stub, masked } = await openAwsBench()
  await aws.caller(profile('base'))
  expect(stub.requests.map(({ accessKeyId }) => accessKeyId)).toEqual(['AKIAPROFILE'])
  expect(masked).toEqual(expect.arrayContaining(['AKIAPROFILE', 'profile-secret']))
})

test('a role of a profile is assumed once, through the transport of the run', async () => {
  const { aws, stub, masked } = await openAwsBench()
  stub.script('AssumeRole', sessionXml())
  stub.script('GetRole', xmlError(404, 'NoSuchEntity', 'none'))
  const { roles } = await aws.primary(profile('chained'))
  await roles.observe('sender' as never).catch(() => undefined)
  const asked = stub.requests.map(({ operation, accessKeyId }) => [operation, accessKeyId])
  expect(asked[0]).toEqual(['AssumeRole', 'AKIAPROFILE'])
  expect(asked.filter(([operation]) => operation === 'AssumeRole')).toHaveLength(1)
  expect(asked.slice(1).map(([, key]) => key)).not.toContain('AKIAPROFILE')
  expect(stub.requests[0]?.scope).toBe('us-west-2/sts')
  expect(stub.requests[0]?.input).toMatchObject({ DurationSeconds: '3600' })
  expect(masked).toEqual(expect.arrayContaining(['ASIASESSION', 'session-secret']))
})

test('two profiles are two identities', async () => {
  const { aws, stub } = await openAwsBench()
  stub.script('AssumeRole', sessionXml())
  stub.script('GetCallerIdentity', ({ accessKeyId }) =>
    identityXml(
      accessKeyId === 'AKIAPROFILE' ? '111111111111' : '222222222222',
      'arn:aws:iam::1:user/a'
    )
  )
  const callers = await Promise.all([aws.caller(profile('base')), aws.caller(profile('chained'))])
  expect(callers.map(({ account }) => account)).toEqual(['111111111111', '222222222222'])
})

test('a role that AWS refuses to a profile is told as refused', async () => {
  const { aws, stub } = await openAwsBench()
  stub.script('AssumeRole', xmlError(403, 'AccessDenied', 'not authorized'))
  const error = await thrownBy(aws.caller(profile('chained')))
  expect(error.code).toBe('CREDENTIALS_ROLE_REFUSED')
  expect(error.message).toBe(
    'the profile chained gives no usable AWS credentials: AccessDenied: not authorized'
  )
})

test.each([
  ['nowhere', 'Could not resolve credentials using profile: [nowhere]'],
  ['guarded', 'requires multi-factor authentication'],
  ['talking', 'invalid JSON'],
  ['failing', 'its credential_process failed']
])('the profile %s gives no keys, and is named', async (name, why) => {
  const { aws, stub } = await openAwsBench()
  const error = await thrownBy(aws.caller(profile(name)))
  expect(error.code).toBe('CREDENTIALS_MISSING')
  expect(error.message).toMatch(new RegExp(`^the profile ${name} gives no usable`))
  expect(error.message).toContain(why)
  expect(error.message).not.toContain('no-json-but-a-secret')
  expect(stub.requests).toEqual([])
})

test('AWS_PROFILE stands before keys in the environment, and is named where it gives none', async () => {
  process.env['AWS_PROFILE'] = 'nowhere'
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true'
  const { aws } = await openAwsBench({ AWS_PROFILE: 'nowhere' })
  const error = await thrownBy(aws.caller({ kind: 'ambient' }))
  expect(error.code).toBe('CREDENTIALS_MISSING')
  expect(error.message).toMatch(
    /^the job’s environment, whose AWS_PROFILE names the profile nowhere in the place of any keys, gives no usable AWS credentials: /
  )
})

test('settings that leave no endpoint are no fault of this action', async () => {
  process.env['AWS_USE_FIPS_ENDPOINT'] = 'true'
  const { aws, stub } = await openAwsBench()
  const error = await thrownBy(aws.caller({ kind: 'ambient' }))
  expect(error.code).toBe('NETWORK_UNREACHABLE')
  expect(error.message).toContain('FIPS and custom endpoint are not supported')
  expect(stub.requests).toEqual([])
})
