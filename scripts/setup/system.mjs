import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SetupFailure, StepFailure } from './failure.mjs'
import { collect } from './run.mjs'

/** @typedef {'window' | 'tests'} Purpose what is set up for; tests need what the window needs, and more */

/**
 * What must be there on Linux, by what it is for: how it is called, the sign of its absence, and Debian's packages for
 * it. Debian installs what these depend on. A package whose name ends in t64 on newer systems is named without it.
 */
const components = [
  {
    purposes: ['window', 'tests'],
    // Electron's program is linked against GTK 3, NSS, ALSA and GBM, and against what these depend on.
    name: 'GTK 3, NSS, ALSA, GBM',
    isMissing: electron => finds('ldd', [electron])?.includes('not found') ?? false,
    packages: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'],
  },
  {
    purposes: ['window', 'tests'],
    name: 'Xvfb',
    isMissing: () => !hasDisplay() && !has('Xvfb'),
    packages: ['xvfb'],
  },
  {
    purposes: ['window', 'tests'],
    name: '中文字体 / Chinese fonts',
    isMissing: () => (finds('fc-list', [':lang=zh']) ?? '').trim() === '',
    packages: ['fontconfig', 'fonts-wqy-zenhei', 'fonts-liberation'],
  },
  {
    purposes: ['tests'],
    name: 'GNOME Keyring, D-Bus',
    isMissing: () => !(has('gnome-keyring-daemon') && has('dbus-daemon') && has('dbus-monitor')),
    packages: ['gnome-keyring', 'dbus-x11'],
  },
]

/** What a program writes, or null where it fails or isn't there. */
function finds(program, args) {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' })
  return status === 0 ? stdout : null
}

const has = program =>
  (process.env.PATH ?? '').split(delimiter).some(folder => existsSync(join(folder, program)))

/** @param {Purpose} purpose */
export const componentsFor = purpose => components.filter(({ purposes }) => purposes.includes(purpose))

const missing = (electron, purpose) => componentsFor(purpose).filter(({ isMissing }) => isMissing(electron))

/** Whether a window can be shown here without a display of our own making. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** The name that this system's package lists have for a package: newer ones end in t64 where time stamps grew. */
const packageName = name =>
  finds('apt-cache', ['show', '--no-all-versions', `${name}t64`]) ? `${name}t64` : name

const installArgs = packages => ['install', '-y', '--no-install-recommends', ...packages]

/**
 * What somebody is told who must install the missing components by hand.
 * @param {readonly { name: string }[]} gaps
 * @param {readonly string[] | null} packages Debian's packages for them, or null where there is no apt-get
 */
export function adviceForComponents(gaps, packages) {
  const names = gaps.map(({ name }) => name).join('; ')
  if (packages === null) {
    return (
      `缺少系统组件：${names}。请用系统的软件包管理器安装，然后再试一次。\n` +
      `System components are missing: ${names}. Install them with the system's package manager and try again.`
    )
  }
  return [
    `缺少系统组件：${names}。请运行下面的命令，然后再试一次：`,
    `System components are missing: ${names}. Run this and try again:`,
    `  sudo apt-get update && sudo apt-get ${installArgs(packages).join(' ')}`,
  ].join('\n')
}

/**
 * Linux only: installs the system components that are missing, where we may; else says which command does.
 * @param {string} electron the path of Electron's program
 * @param {Purpose} purpose
 */
export async function ensureSystemLibraries(electron, purpose) {
  if (process.platform !== 'linux') return
  const gaps = missing(electron, purpose)
  if (gaps.length === 0) return
  const wanted = gaps.flatMap(({ packages }) => packages)
  if (!has('apt-get')) throw new SetupFailure(adviceForComponents(gaps, null))
  if (process.getuid() !== 0) throw new SetupFailure(adviceForComponents(gaps, wanted.map(packageName)))

  console.log(`安装系统组件 / installing system components: ${gaps.map(({ name }) => name).join('; ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // A bare system has no package lists yet; where they can't be renewed, the old ones may do.
  const update = await collect('apt-get', ['update'], { env })
  const install = await collect('apt-get', installArgs(wanted.map(packageName)), { env })
  const left = missing(electron, purpose)
  if (install.code === 0 && left.length === 0) return
  process.stderr.write(install.code === 0 ? '' : update.output + install.output)
  if (install.code !== 0) throw new StepFailure('system-libraries', install.output + update.output)
  throw new SetupFailure(adviceForComponents(left, left.flatMap(({ packages }) => packages).map(packageName)))
}
