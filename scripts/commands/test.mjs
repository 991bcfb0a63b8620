import { join } from 'node:path'
import { ensureBuild } from '../setup/build.mjs'
import { chosenTests } from '../setup/chosen-tests.mjs'
import { inStep } from '../setup/failure.mjs'
import { runPlaywright } from '../setup/playwright.mjs'
import { root, run } from '../setup/run.mjs'
import { setUp } from '../setup/setup.mjs'
import { check } from './check.mjs'
import { command as testPackages } from './test-package.mjs'

/**
 * `npm test`: every check. `npm test -- <path> …`: the tests of these files or folders alone. `npm run test:long`
 * (`--long`): with the full counts of the searches, and the packages.
 */
export async function command(args) {
  const chosen = chosenTests(args, { root, cwd: process.env.INIT_CWD ?? process.cwd() })
  const electron = await setUp({ needs: 'tests' })
  const long = chosen.isLong ? { ZHANGGUI_TEST_LONG: '1' } : {}
  const asNode = {
    ...process.env,
    ...long,
    ELECTRON_RUN_AS_NODE: '1',
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled-tests'),
  }
  const vitest = async vitestArgs => {
    const config = ['run', '--config', join('test', 'vitest.config.ts'), ...vitestArgs]
    return (
      (await run(electron, [join('test', 'warm-up.mjs')], { env: asNode })) ||
      run(electron, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...config], { env: asNode })
    )
  }
  const playwright = filters =>
    runPlaywright(electron, ['--config', join('test', 'playwright.config.ts'), ...filters], long)
  const build = () => inStep('build', ensureBuild).then(() => 0)

  const everything = {
    check,
    build,
    vitest: () => vitest([]),
    'end-to-end': () => playwright([]),
    ...(chosen.isLong && { packages: () => testPackages(['--long']) }),
  }
  const few = {
    ...(chosen.vitest.length > 0 && { vitest: () => vitest(chosen.vitest) }),
    ...(chosen.playwright.length > 0 && {
      build,
      'end-to-end': () => playwright(chosen.playwright.map(asPattern)),
    }),
  }
  return inTurn(Object.keys(few).length > 0 ? few : everything)
}

/** Runs steps until one fails, and resolves with its exit code, or 0. */
async function inTurn(steps) {
  for (const [name, step] of Object.entries(steps)) {
    console.log(`\n── ${name}`)
    const code = await step()
    if (code !== 0) return code
  }
  return 0
}

/** Playwright takes patterns, not paths; on Windows its paths have backslashes. */
const asPattern = path => path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('/', '[\\\\/]')
