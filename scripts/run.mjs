// Compiles the TypeScript, then becomes one of the compiled scripts: `node scripts/run.mjs NAME …`.
// One process from here on, so that a signal to npm reaches the script itself.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// npm's signal may not get through to here, and then whoever started this is gone: a script that
// begins afterwards could not tell that from a parent which was never there.
const parent = process.ppid
const root = new URL('../', import.meta.url)
const [name, ...rest] = process.argv.slice(2)
const compiler = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root))
const project = fileURLToPath(new URL('tsconfig.build.json', root))
const compiled = spawnSync(process.execPath, [compiler, '-p', project], {
  stdio: ['ignore', 2, 2]
})
const abandoned = process.env.npm_lifecycle_event !== undefined && process.ppid !== parent

if (abandoned) {
  process.exitCode = 143
} else if (compiled.status === 0) {
  const script = new URL(`build/scripts/${name}.js`, root)
  process.argv = [process.argv[0], fileURLToPath(script), ...rest]
  await import(script.href)
} else {
  console.error('The TypeScript does not compile.')
  process.exitCode = 1
}
