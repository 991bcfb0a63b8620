import { defineConfig } from '@playwright/test'

/** End-to-end tests in the real window. Started by scripts/test.mjs, which sets ZHANGGUI_ELECTRON and a display. */
export default defineConfig({
  testDir: './e2e',
  outputDir: '../test-output/e2e',
  // Every test has its own profile and ports, and waits most of its time: two cores carry four windows.
  workers: 4,
  fullyParallel: true,
  retries: 0,
  // Patience for a machine that is slow or busy: whoever passes waits for none of it.
  timeout: 240_000,
  forbidOnly: true,
  reporter: [['list']],
  expect: { timeout: 30_000 },
})
