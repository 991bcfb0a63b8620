import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { causeOf, StepFailure } from './failure.mjs'
import { collect, root } from './run.mjs'

/** Electron's program inside its unpacked release, by platform. */
const programs = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }

/** @param {NodeJS.Platform} platform */
export const programIn = (folder, platform = process.platform) =>
  join(folder, programs[platform] ?? 'electron')

/** Path of the program of an official Electron that is already unpacked in node_modules, or null. */
export function officialElectron() {
  const folder = join(root, 'node_modules', 'electron')
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const pathFile = join(folder, 'path.txt')
  const versionFile = join(folder, 'dist', 'version')
  if (!existsSync(pathFile) || !existsSync(versionFile)) return null
  if (readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') !== version) return null
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : null
}

/** The variables in which Electron's installer looks for a mirror, the first that is set first. */
const mirrorVariables = /** @type {const} */ ([
  'npm_config_electron_mirror',
  'NPM_CONFIG_ELECTRON_MIRROR',
  'ELECTRON_MIRROR',
])

/**
 * A mirror's address as Electron's installer needs it, which puts the version right behind it: without the quotes and
 * blanks that `set` of Windows keeps, and with a slash at its end. One that ends in `/v` or in a query is meant so.
 * @param {string} typed
 */
export function mirrorAddress(typed) {
  const address = typed
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim()
  return address === '' || /\/v?$|[?#]/.test(address) ? address : `${address}/`
}

/**
 * The environment of Electron's own installer. A mirror (`ELECTRON_MIRROR`, or `electron_mirror` in npm's settings)
 * is passed on, and a proxy that npm uses is used here too.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function installerEnv(env) {
  const http = env.HTTP_PROXY || env.http_proxy || env.npm_config_proxy
  const https = env.HTTPS_PROXY || env.https_proxy || env.npm_config_https_proxy || http
  const kept = Object.entries(env).filter(
    // SECURITY: the archive is checked against the sums inside the installed package, never against sums that the
    // server of the archive hands out.
    ([name]) => !/^(npm_config_)?electron_use_remote_checksums$/i.test(name),
  )
  const mirrors = mirrorVariables.flatMap(name => (env[name] ? [[name, mirrorAddress(env[name])]] : []))
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(mirrors),
    ...(http && { ELECTRON_GET_USE_PROXY: '1', HTTP_PROXY: http }),
    ...(https && { ELECTRON_GET_USE_PROXY: '1', HTTPS_PROXY: https }),
  }
}

const mirrorAdvice = /** @type {const} */ ([
  [
    'Electron 默认从 GitHub 下载，在国内常常很慢或连不上。可以用环境变量 ELECTRON_MIRROR 改从镜像下载，再运行一次：',
    '  Windows 命令提示符（cmd）： set ELECTRON_MIRROR=镜像地址',
    '  Windows PowerShell：        $env:ELECTRON_MIRROR="镜像地址"',
    '  macOS、Linux：              export ELECTRON_MIRROR="镜像地址"',
    '中国可用的镜像地址写在 Electron 文档「安装指导」（Installation）的「镜像」（Mirror）一节：',
    '  https://www.electronjs.org/zh/docs/latest/tutorial/installation',
    '无论从哪里下载，都会与 electron 包自带的校验值核对，不符就不用。',
  ],
  [
    'Electron comes from GitHub unless the variable ELECTRON_MIRROR names another source; set it as shown above.',
    'The section "Mirror" of the page "Installation" in Electron\'s documentation names one for China:',
    '  https://www.electronjs.org/docs/latest/tutorial/installation#mirror',
    'Whatever arrives is compared with the checksums inside the electron package.',
  ],
])

/** Causes for which another source of the download may help. */
const helpedByMirror = new Set(['bad-address', 'network', 'not-served', 'certificate', 'proxy'])

/**
 * @param {string} output what Electron's installer wrote
 * @param {NodeJS.ProcessEnv} env
 */
function electronFailure(output, env) {
  const mirror = mirrorVariables.map(name => env[name]).find(Boolean)
  const source = mirror ? [`  ELECTRON_MIRROR=${mirror}`] : []
  const [chinese, english] = helpedByMirror.has(causeOf(output)) ? mirrorAdvice : [[], []]
  return new StepFailure('electron', output, [[...source, ...chinese], english])
}

/** @typedef {{ ok: true, program: string } | { ok: false, failure: StepFailure, output: string }} Download */

/**
 * Downloads and unpacks the official Electron by its own installer.
 * @returns {Promise<Download>}
 */
export async function downloadElectron() {
  console.log(
    '下载 Electron（约 120 MB，网慢时要十几分钟）/ downloading Electron (about 120 MB, minutes on a slow line) …',
  )
  const started = Date.now()
  const alive = setInterval(() => {
    const minutes = Math.round((Date.now() - started) / 60_000)
    console.log(`… 还在下载，已 ${minutes} 分钟 / still downloading, ${minutes} min`)
  }, 60_000)
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  const toldCauses = pathToFileURL(join(root, 'scripts', 'setup', 'told-causes.mjs')).href
  const { code, output } = await collect(process.execPath, ['--import', toldCauses, installer], {
    env: installerEnv(process.env),
  }).finally(() => clearInterval(alive))
  const program = code === 0 ? officialElectron() : null
  if (program !== null) return { ok: true, program }
  return { ok: false, failure: electronFailure(output, process.env), output }
}
