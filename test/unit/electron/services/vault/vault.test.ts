import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCredentialFile } from '../../../../../electron/services/vault/credential-file.ts'
import { type Cipher, createVault } from '../../../../../electron/services/vault/vault.ts'
import { keyring, noKeyring } from './keyrings.ts'

const credentials = { accessKey: 'AK-0123456789-wxyz', accessSecret: 'as-98765', packageCode: '套餐-1' }
const clock = { now: () => Date.UTC(2025, 10, 22, 7, 23) }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-vault-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const vaultWith = (cipher: Cipher) =>
  createVault({ store: createCredentialFile({ cwd: folder, clock }), cipher })
const path = () => join(folder, 'credentials.json')

describe('with a keyring', () => {
  test('nothing entered: says so and leaves the disk alone', async () => {
    const vault = vaultWith(keyring())
    expect(await vault.status()).toEqual({
      storage: 'none',
      canEncrypt: true,
      accessKeyTail: null,
      unreadable: false,
    })
    expect(await vault.read()).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  test('saved credentials are there after a restart, trimmed, and only their tail is told', async () => {
    const cipher = keyring()
    await vaultWith(cipher).save({ ...credentials, accessKey: `  ${credentials.accessKey} ` })
    const next = vaultWith(cipher)
    expect(await next.status()).toEqual({
      storage: 'encrypted',
      canEncrypt: true,
      accessKeyTail: 'wxyz',
      unreadable: false,
    })
    expect(await next.read()).toEqual(credentials)
  })

  test('a short key shows no tail', async () => {
    const status = await vaultWith(keyring()).save({ ...credentials, accessKey: 'abcdefg' })
    expect(status).toMatchObject({ storage: 'encrypted', accessKeyTail: null })
  })

  test('the file is for its owner alone', async () => {
    await vaultWith(keyring()).save(credentials)
    if (process.platform !== 'win32') expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect(readFileSync(path(), 'utf8')).not.toContain('as-98765')
  })

  test('forgotten credentials leave no file, put-aside copies included', async () => {
    const cipher = keyring()
    await vaultWith(cipher).save(credentials)
    writeFileSync(path(), readFileSync(path(), 'utf8').slice(0, -5))
    const vault = vaultWith(cipher)
    expect(readdirSync(folder)).toEqual(['credentials.json.corrupt-20251122-152300'])
    await vault.save(credentials)
    expect(await vault.forget()).toMatchObject({ storage: 'none', unreadable: false })
    expect(await vault.read()).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  test('what was replaced or forgotten stays known to the log', async () => {
    const vault = vaultWith(keyring())
    expect(vault.knownSecrets()).toEqual([])
    await vault.save(credentials)
    await vault.save({ ...credentials, accessSecret: 'as-new' })
    await vault.forget()
    expect(new Set(vault.knownSecrets())).toEqual(new Set([...Object.values(credentials), 'as-new']))
  })

  test('a write that the disk refuses leaves the old credentials in force', async () => {
    const cwd = join(folder, 'profile')
    const vault = createVault({ store: createCredentialFile({ cwd, clock }), cipher: keyring() })
    await vault.save(credentials)
    // A file in the folder's place refuses every write, whoever the user is.
    rmSync(cwd, { recursive: true })
    writeFileSync(cwd, '')
    await expect(vault.save({ ...credentials, packageCode: 'p2' })).rejects.toThrowError(
      expect.objectContaining({ code: 'file-not-writable', where: 'credentials.json' }),
    )
    expect(await vault.read()).toEqual(credentials)
  })

  test('what is no credentials is refused', async () => {
    await expect(vaultWith(keyring()).save({ ...credentials, accessSecret: ' ' })).rejects.toThrow()
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('opened only when it is needed', () => {
  /** Counts what the system is asked for. */
  const counted = (cipher: Cipher) => {
    const asked: string[] = []
    const tell =
      <A extends unknown[], R>(name: string, work: (...input: A) => R) =>
      (...input: A): R => {
        asked.push(name)
        return work(...input)
      }
    const counting: Cipher = {
      isAvailable: tell('isAvailable', cipher.isAvailable),
      encrypt: tell('encrypt', cipher.encrypt),
      decrypt: tell('decrypt', cipher.decrypt),
    }
    return { asked, cipher: counting }
  }

  test('whether anything is kept is known without the system’s key', async () => {
    const cipher = keyring()
    expect(vaultWith(cipher).isKept()).toBe(false)
    await vaultWith(cipher).save(credentials)
    const { asked, cipher: counting } = counted(cipher)
    const vault = vaultWith(counting)
    expect(vault.isKept()).toBe(true)
    expect(vaultWith(keyring()).isKept()).toBe(true)
    expect(asked).toEqual([])
    await vault.read()
    await vault.read()
    expect(asked).toEqual(['decrypt'])
  })

  test('a key that the system has replaced: read, and encrypted anew under the new one', async () => {
    const old = keyring()
    const next = keyring()
    await vaultWith(old).save(credentials)
    const both: Cipher = {
      ...next,
      decrypt: async ciphertext => {
        try {
          return await next.decrypt(ciphertext)
        } catch {
          return { ...(await old.decrypt(ciphertext)), isDated: true }
        }
      },
    }
    expect(await vaultWith(both).read()).toEqual(credentials)
    expect(await vaultWith(next).read()).toEqual(credentials)
    expect(await vaultWith(old).read()).toBeNull()
  })

  test('where the new key fails, what was read is used, and what stands on disk stays', async () => {
    const old = keyring()
    await vaultWith(old).save(credentials)
    const before = readFileSync(path(), 'utf8')
    const failing: Cipher = {
      ...noKeyring,
      decrypt: async ciphertext => ({ ...(await old.decrypt(ciphertext)), isDated: true }),
    }
    expect(await vaultWith(failing).read()).toEqual(credentials)
    expect(readFileSync(path(), 'utf8')).toBe(before)
  })

  test('what was being opened when it was forgotten does not come back', async () => {
    const cipher = keyring()
    await vaultWith(cipher).save(credentials)
    const vault = vaultWith(cipher)
    const reading = vault.read()
    const forgetting = vault.forget()
    expect(await reading).toEqual(credentials)
    expect(await forgetting).toMatchObject({ storage: 'none' })
    expect(await vault.read()).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('with another keyring', () => {
  test('ciphertext is unreadable, kept, and readable again when the keyring is back', async () => {
    const cipher = keyring()
    await vaultWith(cipher).save(credentials)
    const before = readFileSync(path(), 'utf8')

    const elsewhere = vaultWith(keyring())
    expect(await elsewhere.status()).toEqual({
      storage: 'none',
      canEncrypt: true,
      accessKeyTail: null,
      unreadable: true,
    })
    expect(await elsewhere.read()).toBeNull()
    expect(readFileSync(path(), 'utf8')).toBe(before)

    expect(await vaultWith(cipher).read()).toEqual(credentials)
  })

  test('saving new ones replaces what could not be read', async () => {
    await vaultWith(keyring()).save(credentials)
    const cipher = keyring()
    expect(await vaultWith(cipher).save({ ...credentials, packageCode: 'p2' })).toMatchObject({
      unreadable: false,
    })
    expect(await vaultWith(cipher).read()).toEqual({ ...credentials, packageCode: 'p2' })
  })

  test.each([
    ['an object of another shape', '{"version":2,"ciphertext":"AAAA"}'],
    ['an empty object', '{}'],
    ['ciphertext that is no base64', '{"version":1,"ciphertext":"?"}'],
    ['ciphertext of nothing', '{"version":1,"ciphertext":"AAAA"}'],
  ])('%s is unreadable and stays', async (_name, text) => {
    writeFileSync(path(), text)
    const vault = vaultWith(keyring())
    expect(await vault.status()).toMatchObject({ storage: 'none', unreadable: true })
    expect(readFileSync(path(), 'utf8')).toBe(text)
  })

  test.each([
    ['not JSON', 'not JSON'],
    ['no text', ''],
    ['a list', '[1]'],
    ['null', 'null'],
  ])('a file with %s is put aside, never overwritten', async (_name, text) => {
    writeFileSync(path(), text)
    const vault = vaultWith(keyring())
    expect(await vault.status()).toMatchObject({ storage: 'none', unreadable: false })
    await vault.save(credentials)
    expect(readFileSync(join(folder, 'credentials.json.corrupt-20251122-152300'), 'utf8')).toBe(text)
  })

  test('a second damaged file of the same second gets a name of its own', async () => {
    for (const text of ['one', 'two']) {
      writeFileSync(path(), text)
      vaultWith(keyring())
    }
    expect(readdirSync(folder).toSorted()).toEqual([
      'credentials.json.corrupt-20251122-152300',
      'credentials.json.corrupt-20251122-152300-2',
    ])
  })
})

describe('without a keyring', () => {
  test('credentials last for the session and nothing is on disk', async () => {
    const vault = vaultWith(noKeyring)
    expect(await vault.save(credentials)).toEqual({
      storage: 'session',
      canEncrypt: false,
      accessKeyTail: 'wxyz',
      unreadable: false,
    })
    expect(await vault.read()).toEqual(credentials)
    expect(readdirSync(folder)).toEqual([])
    expect(await vaultWith(noKeyring).read()).toBeNull()
  })

  test('saved ciphertext is unreadable and kept until something is saved', async () => {
    await vaultWith(keyring()).save(credentials)
    const vault = vaultWith(noKeyring)
    expect(await vault.status()).toMatchObject({ storage: 'none', canEncrypt: false, unreadable: true })
    expect(readdirSync(folder)).toEqual(['credentials.json'])
    await vault.save(credentials)
    expect(readdirSync(folder)).toEqual([])
  })
})
