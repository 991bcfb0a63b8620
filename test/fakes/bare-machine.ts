import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { npmScript } from '../../scripts/setup/run.mjs'

const execute = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

/** All that a computer must have installed, and the few basic programs that every system brings. */
const programs = ['node', 'npm', 'git', 'sh', 'env', 'cat', 'cp', 'ls', 'mkdir', 'mv', 'rm', 'uname']

/** How this computer reaches the registry and what it has loaded from it already. None of it can compile anything. */
const network = ['cache', 'registry', 'cafile', 'proxy', 'https-proxy', 'strict-ssl'] as const

/** A run that has not ended by then is killed. */
const runTimeoutMs = 600_000

const isWindows = process.platform === 'win32'

const onPath = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap(folder =>
      isWindows ? [join(folder, `${name}.exe`), join(folder, `${name}.cmd`)] : join(folder, name),
    )
    .find(path => existsSync(path))

/** The Node.js of this computer; the tests themselves run on Electron's. */
const node = () => process.env['npm_node_execpath'] ?? onPath('node') ?? 'node'

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export type BareMachine = ReturnType<typeof createBareMachine>

/**
 * A fresh copy of what sets the project up, in a surrounding as on a computer that nobody has developed on: an empty
 * home folder, no environment, and a PATH that leads to Node.js, npm, git and nothing that compiles.
 */
export function createBareMachine() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'zhanggui-bare-')))
  const project = join(folder, 'project')
  const home = join(folder, 'home')
  for (const path of [project, home]) mkdirSync(path)
  for (const name of ['package.json', 'package-lock.json', '.npmrc', 'scripts']) {
    cpSync(join(root, name), join(project, name), { recursive: true })
  }
  const env: NodeJS.ProcessEnv = isWindows
    ? {
        PATH: [dirname(node()), join(process.env['SystemRoot'] ?? '', 'System32')].join(delimiter),
        SystemRoot: process.env['SystemRoot'],
        USERPROFILE: home,
        APPDATA: join(home, 'AppData', 'Roaming'),
        LOCALAPPDATA: join(home, 'AppData', 'Local'),
        TEMP: folder,
      }
    : { PATH: linked(join(folder, 'bin')), HOME: home, TMPDIR: folder }
  const run = async (args: readonly string[], extraEnv: NodeJS.ProcessEnv = {}): Promise<Ended> => {
    try {
      const options = {
        cwd: project,
        env: { ...env, ...extraEnv },
        maxBuffer: 1 << 26,
        timeout: runTimeoutMs,
      }
      return { code: 0, ...(await execute(node(), args, options)) }
    } catch (error) {
      const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string }
      if (typeof code !== 'number') throw error
      return { code, stdout, stderr }
    }
  }
  return {
    project,
    /** Runs Node.js in the project's folder to its end. */
    node: run,
    /** Runs npm there, as somebody who types `npm …`. */
    npm: (args: readonly string[], extraEnv?: NodeJS.ProcessEnv) =>
      run([npmScript(realpathSync(node())), ...args], extraEnv),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A folder with links to the programs alone. */
function linked(folder: string): string {
  mkdirSync(folder)
  for (const name of programs) {
    const found = name === 'node' ? node() : onPath(name)
    if (found !== undefined) symlinkSync(realpathSync(found), join(folder, name))
  }
  return folder
}

/** npm's settings that lead to the registry, as environment; what was loaded before is not loaded again. */
export async function registryAccess(): Promise<NodeJS.ProcessEnv> {
  const npm = npmScript(realpathSync(node()))
  const { stdout } = await execute(node(), [npm, 'config', 'list', '--json'], { cwd: root })
  const settings = JSON.parse(stdout) as Record<string, unknown>
  const told = network.flatMap(name => {
    const value = settings[name]
    return value === null || value === undefined
      ? []
      : [[`npm_config_${name.replace('-', '_')}`, String(value)]]
  })
  return { ...Object.fromEntries(told), npm_config_prefer_offline: 'true' }
}
