import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StepFailure } from './failure.mjs'
import { collectTool, root } from './run.mjs'

const sources = ['electron', 'renderer', 'shared', 'vite.config.ts', 'package-lock.json', 'package.json']

/** Path, size and time of every source file: it changes when the build's input may have changed. */
function fingerprint() {
  const hash = createHash('sha256')
  const add = path => {
    const stat = statSync(join(root, path))
    if (stat.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) add(join(path, name))
    } else {
      hash.update(`${path}\n${stat.size}\n${stat.mtimeMs}\n`)
    }
  }
  for (const path of sources) add(path)
  return hash.digest('hex')
}

/**
 * Builds renderer, main process and preload, unless the last build saw the same sources. `release`: what is packaged,
 * into a folder of its own.
 */
export async function ensureBuild({ force = false, release = false } = {}) {
  const stampPath = join(root, release ? 'release/build' : 'dist', '.sources')
  const feed = Object.entries(process.env).filter(([name]) => name.startsWith('ZHANGGUI_UPDATE_'))
  const now = fingerprint() + (release ? JSON.stringify(feed) : '')
  if (!force && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === now) return
  console.log('构建 / building …')
  // What is cut off from here on is built anew, also where the sources are then what they were.
  rmSync(stampPath, { force: true })
  const { code, output } = await collectTool(join('vite', 'bin', 'vite.js'), [
    'build',
    '--app',
    '--logLevel',
    'warn',
    ...(release ? ['--mode', 'release'] : []),
  ])
  process.stderr.write(output)
  if (code !== 0) throw new StepFailure('build', output)
  writeFileSync(stampPath, now)
}
