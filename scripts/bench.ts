import { benchSandbox } from './bench/sandbox.js'

// `npm run bench -- sandbox [SECONDS]`: prints numbers, judges nothing.
const benches: Readonly<Record<string, (seconds: number) => Promise<void>>> = {
  sandbox: benchSandbox
}

const [name = '', seconds = '5'] = process.argv.slice(2)
const bench = benches[name]
if (bench === undefined || !/^[1-9]\d{0,2}$/.test(seconds)) {
  console.error(`Usage: npm run bench -- ${Object.keys(benches).join('|')} [SECONDS]`)
  process.exitCode = 2
} else {
  await bench(Number(seconds))
}
