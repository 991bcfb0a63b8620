import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCredentialFile } from '../../../../../electron/services/vault/credential-file.ts'
import { type Cipher, createVault } from '../../../../../electron/services/vault/vault.ts'

const credentials = { accessKey: 'AK-0123456789-wxyz', accessSecret: 'as-98765', packageCode: '套餐-1' }
const clock = { now: () => Date.UTC(2025, 10, 22, 7, 23) }

/** Encrypts for real, under a key that lives as long as the object: two of them are two computers. */
const keyring = (): Cipher => {
  const key = randomBytes(32)
  return {
    isAvailable: () => true,
    encrypt: text => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    decrypt: ciphertext => {
      const decipher = createDecipheriv('aes-256-gcm', key, ciphertext.subarray(0, 12))
      decipher.setAuthTag(ciphertext.subarray(12, 28))
      return Buffer.concat([decipher.update(ciphertext.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}

const noKeyring: Cipher = {
  isAvailable: () => false,
  encrypt: () => {
    throw new Error('encrypt called without a keyring')
  },
  decrypt: () => {
    throw new Error('decrypt called without a keyring')
  },
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-vault-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const vaultWith = (cipher: Cipher) =>
  createVault({ store: createCredentialFile({ cwd: folder, clock }), cipher })
const path = () => join(folder, 'credentials.json')

describe('with a keyring', () => {
  test('nothing entered: says so and leaves the disk alone', () => {
    const vault = vaultWith(keyring())
    expect(vault.status()).toEqual({
      storage: 'none',
      canEncrypt: true,
      accessKeyTail: null,
      unreadable: false,
    })
    expect(vault.read()).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  test('saved credentials are there after a restart, trimmed, and only their tail is told', () => {
    const cipher = keyring()
    vaultWith(cipher).save({ ...credentials, accessKey: `  ${credentials.accessKey} ` })
    const next = vaultWith(cipher)
    expect(next.status()).toEqual({
      storage: 'encrypted',
      canEncrypt: true,
      accessKeyTail: 'wxyz',
      unreadable: false,
    })
    expect(next.read()).toEqual(credentials)
  })

  test('a short key shows no tail', () => {
    const status = vaultWith(keyring()).save({ ...credentials, accessKey: 'abcdefg' })
    expect(status).toMatchObject({ storage: 'encrypted', accessKeyTail: null })
  })

  test('the file is for its owner alone', () => {
    vaultWith(keyring()).save(credentials)
    if (process.platform !== 'win32') expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect(readFileSync(path(), 'utf8')).not.toContain('as-98765')
  })

  test('forgotten credentials leave no file, put-aside copies included', () => {
    const cipher = keyring()
    vaultWith(cipher).save(credentials)
    writeFileSync(path(), readFileSync(path(), 'utf8').slice(0, -5))
    const vault = vaultWith(cipher)
    expect(readdirSync(folder)).toEqual(['credentials.json.corrupt-20251122-152300'])
    vault.save(credentials)
    expect(vault.forget()).toMatchObject({ storage: 'none', unreadable: false })
    expect(vault.read()).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  test('what was replaced or forgotten stays known to the log', () => {
    const vault = vaultWith(keyring())
    expect(vault.knownSecrets()).toEqual([])
    vault.save(credentials)
    vault.save({ ...credentials, accessSecret: 'as-new' })
    vault.forget()
    expect(new Set(vault.knownSecrets())).toEqual(new Set([...Object.values(credentials), 'as-new']))
  })

  test('a write that the disk refuses leaves the old credentials in force', () => {
    const cwd = join(folder, 'profile')
    const vault = createVault({ store: createCredentialFile({ cwd, clock }), cipher: keyring() })
    vault.save(credentials)
    // A file in the folder's place refuses every write, whoever the user is.
    rmSync(cwd, { recursive: true })
    writeFileSync(cwd, '')
    expect(() => vault.save({ ...credentials, packageCode: 'p2' })).toThrowError(
      expect.objectContaining({ code: 'file-not-writable', where: 'credentials.json' }),
    )
    expect(vault.read()).toEqual(credentials)
  })

  test('what is no credentials is refused', () => {
    expect(() => vaultWith(keyring()).save({ ...credentials, accessSecret: ' ' })).toThrow()
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('with another keyring', () => {
  test('ciphertext is unreadable, kept, and readable again when the keyring is back', () => {
    const cipher = keyring()
    vaultWith(cipher).save(credentials)
    const before = readFileSync(path(), 'utf8')

    const elsewhere = vaultWith(keyring())
    expect(elsewhere.status()).toEqual({
      storage: 'none',
      canEncrypt: true,
      accessKeyTail: null,
      unreadable: true,
    })
    expect(elsewhere.read()).toBeNull()
    expect(readFileSync(path(), 'utf8')).toBe(before)

    expect(vaultWith(cipher).read()).toEqual(credentials)
  })

  test('saving new ones replaces what could not be read', () => {
    vaultWith(keyring()).save(credentials)
    const cipher = keyring()
    expect(vaultWith(cipher).save({ ...credentials, packageCode: 'p2' })).toMatchObject({ unreadable: false })
    expect(vaultWith(cipher).read()).toEqual({ ...credentials, packageCode: 'p2' })
  })

  test.each([
    ['an object of another shape', '{"version":2,"ciphertext":"AAAA"}'],
    ['an empty object', '{}'],
    ['ciphertext that is no base64', '{"version":1,"ciphertext":"?"}'],
    ['ciphertext of nothing', '{"version":1,"ciphertext":"AAAA"}'],
  ])('%s is unreadable and stays', (_name, text) => {
    writeFileSync(path(), text)
    const vault = vaultWith(keyring())
    expect(vault.status()).toMatchObject({ storage: 'none', unreadable: true })
    expect(readFileSync(path(), 'utf8')).toBe(text)
  })

  test.each([
    ['not JSON', 'not JSON'],
    ['no text', ''],
    ['a list', '[1]'],
    ['null', 'null'],
  ])('a file with %s is put aside, never overwritten', (_name, text) => {
    writeFileSync(path(), text)
    const vault = vaultWith(keyring())
    expect(vault.status()).toMatchObject({ storage: 'none', unreadable: false })
    vault.save(credentials)
    expect(readFileSync(join(folder, 'credentials.json.corrupt-20251122-152300'), 'utf8')).toBe(text)
  })

  test('a second damaged file of the same second gets a name of its own', () => {
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
  test('credentials last for the session and nothing is on disk', () => {
    const vault = vaultWith(noKeyring)
    expect(vault.save(credentials)).toEqual({
      storage: 'session',
      canEncrypt: false,
      accessKeyTail: 'wxyz',
      unreadable: false,
    })
    expect(vault.read()).toEqual(credentials)
    expect(readdirSync(folder)).toEqual([])
    expect(vaultWith(noKeyring).read()).toBeNull()
  })

  test('saved ciphertext is unreadable and kept until something is saved', () => {
    vaultWith(keyring()).save(credentials)
    const vault = vaultWith(noKeyring)
    expect(vault.status()).toMatchObject({ storage: 'none', canEncrypt: false, unreadable: true })
    expect(readdirSync(folder)).toEqual(['credentials.json'])
    vault.save(credentials)
    expect(readdirSync(folder)).toEqual([])
  })
})
