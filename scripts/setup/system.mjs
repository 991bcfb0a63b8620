import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, run, runTool } from './run.mjs'

const finds = (program, args) => {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' })
  return status === 0 ? stdout : null
}

const has = program => finds('which', [program]) !== null

/** What is missing for a window on this Linux machine, in words. */
function missing(electron, { forTests }) {
  const gaps = []
  if (finds('ldd', [electron])?.includes('not found')) gaps.push('libraries')
  if (!hasDisplay() && !has('Xvfb')) gaps.push('Xvfb')
  if ((finds('fc-list', [':lang=zh']) ?? '').trim() === '') gaps.push('fonts')
  if (forTests && !(has('gnome-keyring-daemon') && has('dbus-daemon'))) gaps.push('keyring')
  return gaps
}

/** Whether a window can be shown here without a display of our own making. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Linux only: installs the system libraries that Electron needs, where we may; else says which command does. */
export async function ensureSystemLibraries(electron, { forTests }) {
  if (process.platform !== 'linux' || missing(electron, { forTests }).length === 0) return
  const keyring = 'apt-get install -y --no-install-recommends gnome-keyring dbus-x11'
  if (process.getuid() !== 0 || !has('apt-get')) {
    throw new Error(
      `缺少系统组件，请运行 / system libraries are missing, run:\n  sudo npx playwright install-deps chromium firefox && sudo ${keyring}`,
    )
  }
  console.log('安装系统组件 / installing system libraries …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await runTool(join('@playwright', 'test', 'cli.js'), ['install-deps', 'chromium', 'firefox'], {
    env,
    output: 'on-failure',
  })
  const [program, ...args] = keyring.split(' ')
  await run(program, args, { env, output: 'on-failure' })
  const gaps = missing(electron, { forTests })
  if (gaps.length > 0)
    throw new Error(`still missing after the installation: ${gaps.join(', ')} (in ${root})`)
}
