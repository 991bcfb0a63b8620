import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLog } from '../../electron/services/logging/log.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import type { Credentials } from '../../shared/domain/credentials.ts'
import type { CredentialStatus } from '../../shared/domain/secret-status.ts'
import { type KeyringSession, startKeyringSession } from '../fakes/keyring-session.ts'
import { searchProfile } from '../fakes/profile-search.ts'

/** The vault in a real Electron, with the encryption that the operating system really has. */

const credentials: Credentials = {
  accessKey: 'AK-1f0e2d3c4b5a6978',
  accessSecret: 'AS-a1b2c3d4e5f60718293a4b5c6d7e8f90',
  packageCode: 'TC-0011223344556677',
}

type Found = {
  readonly backend: string
  readonly status: CredentialStatus
  readonly credentials: Credentials | null
}

const isLinux = process.platform === 'linux'
const probe = fileURLToPath(new URL('../fakes/vault-probe.ts', import.meta.url))
/** No display is needed, a keyring is; on macOS a stand-in for it, or the system would ask the person at the screen. */
const switches = isLinux ? ['--no-sandbox', '--ozone-platform=headless'] : ['--use-mock-keychain']

let folder: string
let open: KeyringSession[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-secrets-'))
  open = []
})
afterEach(async () => {
  for (const session of open) await session.close()
  rmSync(folder, { recursive: true, force: true })
})

const profile = () => join(folder, 'profile')

/** Where the program looks for a keyring. Never in the session of the person who runs the tests. */
type Surroundings = { readonly passwordStore: string; readonly env: Readonly<Record<string, string>> }

const inSession = (session: KeyringSession | null): Surroundings => ({
  passwordStore: 'gnome-libsecret',
  env: session?.env ?? {},
})

/** Starts the app's own vault as its main process does, lets it save, and tells what it then holds. */
async function openVault({ passwordStore, env }: Surroundings, save?: Credentials): Promise<Found> {
  const { ELECTRON_RUN_AS_NODE: _asNode, NODE_OPTIONS: _options, ...environment } = process.env
  const answer = join(folder, 'answer.json')
  const electron = spawn(process.execPath, [...switches, `--password-store=${passwordStore}`, probe], {
    env: {
      ...environment,
      ...env,
      VAULT_PROBE_PROFILE: profile(),
      VAULT_PROBE_ANSWER: answer,
      ...(save === undefined ? {} : { VAULT_PROBE_SAVE: JSON.stringify(save) }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  electron.stderr.on('data', chunk => {
    errors += String(chunk)
  })
  // Its helpers hold the pipe too: it closes when the last of them has left the profile alone.
  const [code] = await once(electron, 'close')
  expect(code, errors).toBe(0)
  const found: Found = JSON.parse(readFileSync(answer, 'utf8'))
  rmSync(answer)
  return found
}

async function keyring(home?: string): Promise<KeyringSession | null> {
  if (!isLinux) return null
  const session = await startKeyringSession(home === undefined ? {} : { home: join(folder, home) })
  open.push(session)
  return session
}

const hitsInProfile = async () =>
  (await Promise.all(Object.values(credentials).map(secret => searchProfile(profile(), secret)))).flat()

test('saved credentials come back after a restart, and the profile holds them in no readable form', async () => {
  const saved = await openVault(inSession(await keyring('one')), credentials)
  if (isLinux) expect(saved.backend).toBe('gnome_libsecret')
  expect(saved.status).toEqual({
    storage: 'encrypted',
    canEncrypt: true,
    accessKeyTail: '6978',
    unreadable: false,
  })
  for (const session of open.splice(0)) await session.close()

  const log = createLog({
    directory: join(profile(), 'logs'),
    clock: systemClock,
    secrets: () => Object.values(credentials),
  })
  log.error(`refused: ${JSON.stringify(credentials)}`, new Error(`for ${credentials.accessSecret}`))

  expect((await openVault(inSession(await keyring('one')))).credentials).toEqual(credentials)
  expect(await hitsInProfile()).toEqual([])
})

if (isLinux) {
  test('what the app wrote with the calls that Electron has given up is read', async () => {
    // A keyring and a profile as they stood then.
    const earlier = (name: string): string =>
      fileURLToPath(new URL(`../fixtures/vault/${name}`, import.meta.url))
    const keyrings = join(folder, 'one', 'data', 'keyrings')
    mkdirSync(keyrings, { recursive: true })
    mkdirSync(profile())
    copyFileSync(earlier('login.keyring'), join(keyrings, 'login.keyring'))
    copyFileSync(earlier('credentials.json'), join(profile(), 'credentials.json'))
    const found = await openVault(inSession(await keyring('one')))
    expect(found.credentials).toEqual(credentials)
    expect(found.status).toMatchObject({ storage: 'encrypted', unreadable: false })
  })

  test('with another keyring the same profile yields nothing and asks again, and the first one still opens it', async () => {
    const first = await keyring('one')
    await openVault(inSession(first), credentials)

    const other = await openVault(inSession(await keyring('two')))
    expect(other.credentials).toBeNull()
    expect(other.status).toEqual({ storage: 'none', canEncrypt: true, accessKeyTail: null, unreadable: true })

    expect((await openVault(inSession(first))).credentials).toEqual(credentials)
  })

  test.each<[string, string, Readonly<Record<string, string>>]>([
    ['no keyring is installed', 'basic', {}],
    ['no keyring answers', 'gnome-libsecret', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' }],
  ])(
    'where %s, credentials last for the session and leave nothing on disk',
    async (_why, passwordStore, env) => {
      const bare = await openVault({ passwordStore, env }, credentials)
      expect(bare.status).toMatchObject({ storage: 'session', canEncrypt: false })
      expect(bare.credentials).toEqual(credentials)
      expect(await hitsInProfile()).toEqual([])
      expect((await openVault({ passwordStore, env })).status).toMatchObject({
        storage: 'none',
        unreadable: false,
      })
    },
  )
}
