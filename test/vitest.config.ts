import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** What takes longest begins first, so that nothing is waited for at the end; projects begin in the order of their names. */
const longest = [
  'test/setup/bare-machine.test.ts',
  'test/integration/{keeper-kills,workbooks,sender,engine-model,hostile-files,storage-trouble,sleep-wake}.test.ts',
]

/** Runs on Electron's own Node (scripts/test.mjs), so that tests meet the runtime that the app has. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    pool: 'forks',
    // Most of the long ones wait more than they work: two processors carry five files.
    maxWorkers: '250%',
    projects: [
      // Pure rules leave nothing behind, so that one process serves many files.
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'longest', include: longest } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/{integration,security,setup}/**/*.test.ts'],
          exclude: longest,
        },
      },
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
})
