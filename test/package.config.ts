import { defineConfig } from '@playwright/test'

/** The release build, installed from its package and driven (`npm run test:package`, scripts/commands/test-package.mjs). */
export default defineConfig({
  testDir: './package',
  outputDir: '../test-output/package',
  workers: 1,
  retries: 0,
  // Two builds and, in the long run, ten minutes of the app stand in one test.
  timeout: 900_000,
  forbidOnly: true,
  reporter: [['list']],
  expect: { timeout: 20_000 },
})
