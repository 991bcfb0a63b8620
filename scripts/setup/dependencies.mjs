import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StepFailure } from './failure.mjs'
import { collectNpm, root } from './run.mjs'

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
  console.log('安装依赖（第一次要几分钟）/ installing dependencies (minutes, the first time) …')
  // What is cut off from here on is begun anew, whatever the lockfile says then.
  rmSync(stampPath, { force: true })
  // With --json npm's standard output holds the error's code, while its progress and words go to standard error.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--json']
  const { code, output } = await collectNpm(args, { errors: 'shown' })
  if (code !== 0) throw new StepFailure('dependencies', output)
  writeFileSync(stampPath, lock)
}
