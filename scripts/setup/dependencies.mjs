import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runNpm } from './run.mjs'

const stampPath = join(root, 'node_modules', '.zhanggui-lock')

/**
 * Installs exactly what the lockfile says, unless that is what stands in node_modules already. No package's install
 * script is run: none is needed, and npm would otherwise compile better-sqlite3 beside the binary that it brings,
 * which fails on a computer without Python and a C++ compiler.
 */
export async function ensureDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === lock) return
  console.log('安装依赖 / installing dependencies …')
  const code = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) {
    throw new Error(
      '依赖没有装好，请检查网络后再运行一次。/ Dependencies could not be installed: check the network and run again.',
    )
  }
  writeFileSync(stampPath, lock)
}
