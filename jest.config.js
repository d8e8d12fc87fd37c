import { availableParallelism } from 'node:os'

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Tests end to end wait more than they compute: with a worker a core the cores would idle.
  maxWorkers: Math.max(6, availableParallelism()),
  // Nothing here measures time, and a loaded machine is slow.
  testTimeout: 30_000,
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // TypeScript's ESM imports name the emitted .js file; jest resolves the .ts beside it.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true }] }
}
