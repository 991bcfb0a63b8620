import { join } from 'node:path'
import { runPlaywright } from '../setup/playwright.mjs'
import { setUp } from '../setup/setup.mjs'
import { command as makePackages } from './package.mjs'

/**
 * `npm run test:package`: packages the app as it is, and drives the packages. `-- --long`: ten minutes of it under
 * watch, and Windows' folder too. `-- --packaged`: what was packaged before. Further arguments choose specs.
 */
export async function command(args) {
  const isLong = args.includes('--long')
  const electron = await setUp({ needs: 'tests' })
  if (!args.includes('--packaged')) {
    const code = await makePackages([process.platform === 'linux' ? '--only=deb' : '--only=dir'])
    if (code !== 0) return code
  }
  const chosen = args.filter(arg => !arg.startsWith('--'))
  return runPlaywright(
    electron,
    ['--config', join('test', 'package.config.ts'), ...chosen],
    isLong ? { ZHANGGUI_TEST_LONG: '1' } : {},
  )
}
