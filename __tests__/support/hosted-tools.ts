import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What `curl --fail … --header NAME:VALUE URL` and `jq --raw-output .NAME` do, in Node. */
const tools = {
  curl: `
    const { values, positionals } = require('node:util').parseArgs({
      allowPositionals: true,
      options: {
        silent: { type: 'boolean' }, 'show-error': { type: 'boolean' }, fail: { type: 'boolean' },
        header: { type: 'string', multiple: true, default: [] }
      }
    })
    const headers = values.header.map((header) => header.split(/:\\s*/))
    fetch(positionals[0], { headers }).then(async (response) => {
      if (!response.ok) process.exit(22)
      process.stdout.write(await response.text())
    }, () => process.exit(6))`,
  jq: `
    const [option, filter] = process.argv.slice(2)
    if (option !== '--raw-output' || !/^\\.\\w+$/.test(filter)) process.exit(2)
    const text = require('node:fs').readFileSync(0, 'utf8')
    if (text.trim() !== '') console.log(JSON.parse(text)[filter.slice(1)])`
} as const

/**
 * Puts down, under a folder, the tools of a hosted runner that this machine may lack.
 *
 * @returns their own folder
 */
export function putHostedTools(folder: string): string {
  const place = join(folder, 'tools')
  mkdirSync(place)
  for (const [name, script] of Object.entries(tools)) {
    writeFileSync(join(place, name), `#!${process.execPath}\n${script}\n`, { mode: 0o755 })
  }
  return place
}

/** A PATH on which this machine's own tools come first. */
export function withHostedTools(folder: string): string {
  return [process.env['PATH'], putHostedTools(folder)].join(delimiter)
}
