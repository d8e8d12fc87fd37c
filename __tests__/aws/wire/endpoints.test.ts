import { endpointFor, foreignEndpoints, isOfAws } from '../../../src/aws/wire/endpoints.js'
import { closeAwsBenches, openAwsBench } from '../../support/aws-bench.js'

afterEach(closeAwsBenches)

test.each([
  ['https://sts.us-east-1.amazonaws.com', true],
  ['https://iam.cn-north-1.amazonaws.com.cn', true],
  ['https://sms-voice.us-east-1.api.aws:443/x', true],
  ['https://amazonaws.com.evil.example', false],
  ['https://evilamazonaws.com', false],
  ['https://evil.example/?amazonaws.com', false],
  ['https://user:amazonaws.com@evil.example', false],
  ['http://127.0.0.1:4566', false],
  ['nonsense', false]
])('%s is of AWS: %s', (url, expected) => {
  expect(isOfAws(url)).toBe(expected)
})

test('foreign endpoints are named by their variables', () => {
  expect(
    foreignEndpoints({
      AWS_ENDPOINT_URL: 'http://localhost:4566',
      AWS_ENDPOINT_URL_IAM: 'https://iam.amazonaws.com',
      AWS_ENDPOINT_URL_STS: '',
      AWS_ENDPOINT_URL_PINPOINT: 'http://a.example',
      AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: 'http://b.example',
      AWS_ENDPOINT_URL_S3: 'http://c.example'
    })
  ).toEqual([
    'AWS_ENDPOINT_URL=http://localhost:4566',
    'AWS_ENDPOINT_URL_PINPOINT=http://a.example',
    'AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2=http://b.example'
  ])
})

test('a service’s own variable goes before the common one', () => {
  const env = { AWS_ENDPOINT_URL: 'http://all.example', AWS_ENDPOINT_URL_STS: 'http://sts.example' }
  expect([endpointFor('sts', env), endpointFor('iam', env), endpointFor('iam', {})]).toEqual([
    'http://sts.example',
    'http://all.example',
    undefined
  ])
})

test('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS takes them all away', () => {
  const env = {
    AWS_ENDPOINT_URL: 'http://all.example',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true'
  }
  expect([endpointFor('sts', env), foreignEndpoints(env)]).toEqual([undefined, []])
})

test.each(['ftp://x.example', 'localhost:1', '//x'])('%s is no endpoint', (url) => {
  expect(() => endpointFor('sts', { AWS_ENDPOINT_URL: url })).toThrow(
    `AWS_ENDPOINT_URL is not an http or https URL: "${url}"`
  )
})

test('the gateways name the endpoint they speak to once', async () => {
  const { aws, stub } = await openAwsBench()
  await aws.caller({ kind: 'ambient' })
  expect(aws.foreignEndpoints).toEqual([`AWS_ENDPOINT_URL=${stub.url}`])
})
