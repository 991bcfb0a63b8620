import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** A real keyring of its own, on a message bus of its own. Linux with gnome-keyring and dbus only. */
export type KeyringSession = {
  /** To be added to the environment of the program that shall find this keyring and no other. */
  readonly env: {
    readonly DBUS_SESSION_BUS_ADDRESS: string
    readonly HOME: string
    readonly XDG_DATA_HOME: string
    readonly XDG_CONFIG_HOME: string
    readonly XDG_CACHE_HOME: string
    readonly XDG_RUNTIME_DIR: string
  }
  /** Ends the processes that were started and removes their folder. */
  readonly close: () => Promise<void>
}

export type KeyringOptions = {
  /** Folder that keeps the keyring's content; the same one gives the same keyring again. Default: a new one, removed on closing. */
  readonly home?: string
  readonly password?: string
}

const keyringName = 'org.freedesktop.secrets'

/** No service folders: nothing may be started on this bus but by us, so that everything can be ended. */
const busConfig = (socket: string): string => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

/** Two sessions at a time are two computers: what one keyring encrypted, the other can't open. */
export async function startKeyringSession(options: KeyringOptions = {}): Promise<KeyringSession> {
  // A socket's path has room for a hundred characters only, so it never stands in the caller's folder.
  const folder = await mkdtemp(join(tmpdir(), 'zhanggui-keyring-'))
  const home = options.home ?? join(folder, 'home')
  const runtime = join(folder, 'run')
  await mkdir(home, { recursive: true })
  await mkdir(runtime, { mode: 0o700 })
  const running: ChildProcess[] = []
  // A test run that breaks off closes nothing; its daemons must not outlive it.
  const endAll = (): void => {
    for (const child of running) child.kill()
  }
  process.once('exit', endAll)
  const close = async (): Promise<void> => {
    process.off('exit', endAll)
    for (const child of running.toReversed()) await end(child)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const configFile = join(folder, 'bus.conf')
    await writeFile(configFile, busConfig(join(runtime, 'bus')))
    const bus = spawn('dbus-daemon', ['--nofork', `--config-file=${configFile}`, '--print-address=1'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.push(bus)
    const address = await output(bus, bus.stdout, /^(.+)\n/)

    const env = {
      DBUS_SESSION_BUS_ADDRESS: address,
      HOME: home,
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_RUNTIME_DIR: runtime,
    }
    // The daemon says nothing when it is ready; the bus tells those who listen that its name has an owner.
    const rule = `type='signal',member='NameOwnerChanged',arg0='${keyringName}'`
    const monitor = spawn('dbus-monitor', ['--address', address, rule], { stdio: ['ignore', 'pipe', 'pipe'] })
    running.push(monitor)
    // On becoming a monitor a connection loses its own name: from then on it hears everything.
    await output(monitor, monitor.stdout, /member=NameLost/)

    const owned = output(monitor, monitor.stdout, /member=NameOwnerChanged/)
    const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    running.push(keyring)
    const failed = failure(keyring, keyring.stderr)
    // A daemon that can't be started has a broken stdin as well; `failed` tells why.
    keyring.stdin.on('error', () => undefined)
    keyring.stdin.end(options.password ?? 'a password for tests')
    await Promise.race([owned, failed])
    await end(monitor)
    return { env, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Resolves with what the pattern finds in the output; rejects when the program ends before that. */
async function output(child: ChildProcess, stream: Readable, pattern: RegExp): Promise<string> {
  let text = ''
  const found = new Promise<string>(resolve => {
    const read = (chunk: unknown): void => {
      text += String(chunk)
      const match = pattern.exec(text)
      if (match === null) return
      stream.off('data', read)
      resolve(match[1] ?? match[0])
    }
    stream.on('data', read)
  })
  return Promise.race([found, failure(child, child.stderr)])
}

/** Rejects when the program can't be started or ends. */
async function failure(child: ChildProcess, stderr: Readable | null): Promise<never> {
  let text = ''
  stderr?.on('data', chunk => {
    text += String(chunk)
  })
  const [code, signal] = await once(child, 'exit')
  throw new Error(`${child.spawnfile} ended with ${code ?? signal}: ${text}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
