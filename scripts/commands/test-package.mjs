import { join } from 'node:path'
import { canWatch, inWatchedNetwork } from '../package/watched-network.mjs'
import { runPlaywright } from '../setup/playwright.mjs'
import { setUp } from '../setup/setup.mjs'
import { command as makePackages } from './package.mjs'

/**
 * `npm run test:package`: packages the app as it is, and drives the packages. `-- --long`: ten minutes of it under
 * watch, and Windows' folder too. `-- --packaged`: what was packaged before. `-- installed`: this spec alone.
 */
export async function command(args) {
  const isLong = args.includes('--long')
  const electron = await setUp({ needs: 'tests' })
  if (!args.includes('--packaged')) {
    const code = await makePackages([process.platform === 'linux' ? '--only=deb' : '--only=dir'])
    if (code !== 0) return code
  }
  const named = args.filter(arg => !arg.startsWith('--'))
  const chosen =
    named.length > 0 ? named : ['contents', 'installed', ...(isLong ? ['windows'] : []), 'network']
  const drive = (specs, around) =>
    runPlaywright(
      electron,
      ['--config', join('test', 'package.config.ts'), ...specs.map(name => `${name}\\.spec\\.ts$`)],
      isLong ? { ZHANGGUI_TEST_LONG: '1' } : {},
      around,
    )
  const plain = chosen.filter(name => name !== 'network')
  const code = plain.length === 0 ? 0 : await drive(plain)
  if (code !== 0 || !chosen.includes('network')) return code
  if (canWatch()) return drive(['network'], inWatchedNetwork)
  console.log(
    '没有检查网络：要 Linux、root 和 iproute2 / the network was not watched: that takes Linux, root and iproute2',
  )
  return 0
}
