import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Runs on Electron's own Node (scripts/test.mjs), so that tests meet the runtime that the app has. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/{unit,integration,security,setup}/**/*.test.ts'],
    pool: 'forks',
    // Half of the long ones wait most of their time: on two processors a file each.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
})
