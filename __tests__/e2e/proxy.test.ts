import { jest } from '@jest/globals'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:tls'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadWorld } from '../../scripts/load-world.js'
import { findNode24, hostNode, versionOf } from '../../scripts/node-24.js'
import { projectRoot } from '../../scripts/project-root.js'
import { runStep, type StepResult } from '../../scripts/step-runner.js'
import { listen, type Listening } from '../../src/sandbox/server/listen.js'
import { startConnectProxy, type ConnectProxy } from '../support/connect-proxy.js'
import { oidcCaller, oidcDeploy, withGitHub } from '../support/oidc-world.js'
import { codesOf, inputs, type Inputs } from '../support/sandbox-step.js'
import { selfSigned } from '../support/self-signed.js'

jest.setTimeout(120_000)

const github = 'tokens.actions.example'
/** AWS's own hosts, as the SDK's rules make them; nothing leads there but the proxy. */
const hosts = [
  'iam.amazonaws.com',
  'pinpoint.us-east-1.amazonaws.com',
  'sms-voice.us-east-1.amazonaws.com',
  'sts.us-east-1.amazonaws.com',
  github
]
const nodes = [...new Set([findNode24().path, hostNode()])].map(
  (path) => [versionOf(path) ?? 'a Node that does not run', path] as const
)

let folder: string
let aws: Listening
let front: Server
beforeAll(async () => {
  // The bundle alone: nothing else of the project is near it.
  folder = mkdtempSync(join(tmpdir(), 'proxy-'))
  mkdirSync(join(folder, 'home'))
  cpSync(join(projectRoot, 'dist'), join(folder, 'dist'), { recursive: true })
  cpSync(join(projectRoot, 'action.yml'), join(folder, 'action.yml'))
  const identity = selfSigned(hosts)
  writeFileSync(join(folder, 'certificate.pem'), identity.cert)
  aws = await listen({
    port: 0,
    world: withGitHub({ ...loadWorld('in-sync'), authorizationDelay: 0 })
  })
  front = await startFront(identity, Number(new URL(aws.endpoint).port))
})
afterAll(async () => {
  front.close()
  await aws.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Speaks TLS in the name of every host, and hands what it hears to the embedded AWS. */
async function startFront(
  identity: { readonly key: string; readonly cert: string },
  port: number
): Promise<Server> {
  const server = createServer(identity, (socket) => {
    const far = connect(port, '127.0.0.1')
    for (const end of [socket, far]) end.on('error', () => end.destroy())
    socket.pipe(far).pipe(socket)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return server
}

interface Through {
  readonly node: string
  readonly proxy: ConnectProxy
  readonly env?: Inputs
}

/** A step whose every identity comes from GitHub's token. */
function step({ node, proxy, env = {} }: Through): Promise<StepResult> {
  const { requestUrl, requestToken } = aws.oidc
  return runStep({
    action: folder,
    node,
    inputs: { ...inputs, 'primary-credentials': oidcDeploy, 'secondary-credentials': oidcCaller },
    env: {
      HOME: join(folder, 'home'),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_REGION: 'us-east-1',
      NODE_EXTRA_CA_CERTS: join(folder, 'certificate.pem'),
      ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl.replace(aws.endpoint, `https://${github}`),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
      HTTPS_PROXY: `http://user:pass-word@${proxy.name}`,
      ...env
    }
  })
}

async function through<T>(
  course: Parameters<typeof startConnectProxy>[0],
  play: (proxy: ConnectProxy) => Promise<T>
): Promise<T> {
  const proxy = await startConnectProxy(course)
  try {
    return await play(proxy)
  } finally {
    await proxy.close()
  }
}

const targets = ({ seen }: ConnectProxy): readonly string[] =>
  [...new Set(seen.map(({ target }) => target))].sort()

test.each(nodes)(
  'under Node %s every call to AWS, and that for GitHub’s token, goes through the proxy',
  async (_version, node) => {
    const { port } = front.address() as AddressInfo
    await through({ port }, async (proxy) => {
      const result = await step({ node, proxy })
      expect([codesOf(result), result.outputs['verdict']]).toEqual([[], 'in-sync'])
      expect(targets(proxy)).toEqual(hosts.map((host) => `${host}:443`))
      const basic = `Basic ${Buffer.from('user:pass-word').toString('base64')}`
      expect(new Set(proxy.seen.map(({ headers }) => headers['proxy-authorization']))).toEqual(
        new Set([basic])
      )
      expect(result.log).not.toContain('ENDPOINT_OVERRIDDEN')
    })
  }
)

// How either Node fails is transport.test.ts's matter.
const node = findNode24().path

test('a proxy that refuses is named, without its password', async () => {
  await through({ refuse: 502 }, async (proxy) => {
    const result = await step({ node, proxy })
    expect(codesOf(result)).toEqual(['NETWORK_UNREACHABLE'])
    expect(result.exitCode).toBe(1)
    const told = JSON.stringify(result)
    expect(told).toContain(`the proxy ${proxy.name} opens no tunnel to ${github}:443 (502)`)
    expect(told).not.toContain('pass-word')
    expect(targets(proxy)).toEqual([`${github}:443`])
  })
})

test('a host of NO_PROXY is reached without it', async () => {
  await through({ refuse: 502 }, async (proxy) => {
    const result = await step({
      node,
      proxy,
      env: {
        NO_PROXY: 'other.example, nowhere.invalid',
        ACTIONS_ID_TOKEN_REQUEST_URL: aws.oidc.requestUrl,
        AWS_ENDPOINT_URL_STS: 'https://sts.nowhere.invalid'
      }
    })
    expect(codesOf(result)).toEqual(['NETWORK_UNREACHABLE'])
    expect(JSON.stringify(result)).toContain('sts.nowhere.invalid cannot be reached')
    expect(proxy.seen).toEqual([])
  })
})
