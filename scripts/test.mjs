import { join } from 'node:path'
import { check } from './check.mjs'
import { ensureBuild } from './setup/build.mjs'
import { runPlaywright } from './setup/playwright.mjs'
import { root, run } from './setup/run.mjs'
import { main, setUp } from './setup/setup.mjs'

/** `npm test`: every check. `npm run test:long` (`--long`): the same with the full counts of the searches. */
main(async () => {
  const electron = await setUp({ forTests: true })
  const long = process.argv.includes('--long') ? { ZHANGGUI_TEST_LONG: '1' } : {}
  const vitest = args =>
    run(
      electron,
      [
        join(root, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '--config',
        join('test', 'vitest.config.ts'),
        ...args,
      ],
      { env: { ...process.env, ...long, ELECTRON_RUN_AS_NODE: '1' } },
    )
  const steps = {
    check,
    build: () => ensureBuild().then(() => 0),
    vitest: () => vitest(['--exclude', 'test/setup/**']),
    // By itself, because it installs every dependency anew and would make the other tests wait.
    'set-up': () => vitest(['test/setup/']),
    'end-to-end': () => runPlaywright(electron, ['--config', join('test', 'playwright.config.ts')], long),
  }
  for (const [name, step] of Object.entries(steps)) {
    console.log(`\n── ${name}`)
    const code = await step()
    if (code !== 0) return code
  }
  return 0
})
