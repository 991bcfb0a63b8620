import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { officialElectron } from '../setup/official-electron.mjs'
import { ensureRuntime } from '../setup/runtime.mjs'

/** @typedef {{ official: true } | { official: false, folder: string, version: string }} PackagedRuntime */

/**
 * The Electron that is packaged. The official one is fetched and checked by electron-builder itself, for each system and
 * processor; any other is a folder, and what is made of it is not for release.
 * @returns {Promise<PackagedRuntime>}
 */
export async function packagedRuntime() {
  const program = await ensureRuntime()
  if (program === officialElectron()) return { official: true }
  const folder = dirname(program)
  return {
    official: false,
    folder,
    version: readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, ''),
  }
}

/** What electron-builder is told of it. @param {PackagedRuntime} runtime */
export const runtimeArgs = runtime =>
  runtime.official
    ? []
    : [`--config.electronDist=${runtime.folder}`, `--config.electronVersion=${runtime.version}`]
