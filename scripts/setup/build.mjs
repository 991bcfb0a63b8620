import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupFailure, StepFailure } from './failure.mjs'
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
 * Vite takes what follows a # or a ? in a path for no part of it, and its own words tell nobody what to do.
 * @param {string} folder
 */
export function expectPlainFolder(folder) {
  const mark = /[#?]/.exec(folder)?.[0]
  if (mark === undefined) return
  throw new SetupFailure(
    `项目文件夹的路径里有「${mark}」，不能构建：${folder}\n请把文件夹改名，或移到路径里没有 # 和 ? 的地方，再运行一次。\n` +
      `The path of the project's folder contains "${mark}", and the app can't be built there: rename or move it, and run the command again.`,
  )
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
  expectPlainFolder(root)
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
