import { defineConfig } from '@playwright/test'

/** The guided demo (`npm start -- --demo`): one run through the whole job in practice mode. */
export default defineConfig({
  testDir: './demo',
  testMatch: '*.ts',
  outputDir: '../test-output/demo',
  workers: 1,
  retries: 0,
  timeout: 180_000,
  reporter: [['./demo/plain-reporter.ts']],
})
