import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCredentialFile } from '../../../../../electron/services/vault/credential-file.ts'
import { createProxyLoginVault } from '../../../../../electron/services/vault/proxy-login.ts'
import type { Cipher } from '../../../../../electron/services/vault/sealed-secret.ts'
import { contract } from '../../../../../shared/ipc/contract.ts'
import { keyring, noKeyring } from './keyrings.ts'

const login = { proxy: 'https://proxy.shop:3128', user: 'zhang', password: 'gui-5566:x', mayBeRead: false }

/** The keyring of this computer. */
const own = keyring()

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-proxy-login-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const vaultWith = (cipher: Cipher) =>
  createProxyLoginVault({
    store: createCredentialFile({ cwd: folder, clock: { now: () => 0 }, name: 'proxy-login' }),
    cipher,
  })

test('kept as ciphertext in a file of its own, and there again after a restart', async () => {
  await vaultWith(own).save(login)
  expect(readdirSync(folder)).toEqual(['proxy-login.json'])
  expect(readFileSync(join(folder, 'proxy-login.json'), 'utf8')).not.toContain('5566')
  const vault = vaultWith(own)
  expect(await vault.status()).toEqual({
    storage: 'encrypted',
    canEncrypt: true,
    proxy: login.proxy,
    unreadable: false,
  })
  expect(await vault.read('https://proxy.shop:3128')).toEqual(login)
  expect(vault.knownSecrets()).toEqual(['zhang', 'gui-5566:x'])
})

test('no other proxy gets it: not another port of the same computer, nor the same one reached without TLS', async () => {
  const vault = vaultWith(own)
  await vault.save(login)
  for (const other of [
    'https://proxy.shop:3129',
    'http://proxy.shop:3128',
    'proxy.shop:3128',
    'https://evil.example:3128',
    '',
  ]) {
    expect(await vault.read(other)).toBeNull()
  }
})

test('with another key it is unreadable, and stays', async () => {
  await vaultWith(own).save(login)
  const vault = vaultWith(keyring())
  expect(await vault.status()).toEqual({ storage: 'none', canEncrypt: true, proxy: null, unreadable: true })
  expect(await vault.read(login.proxy)).toBeNull()
  expect(readdirSync(folder)).toEqual(['proxy-login.json'])
})

test('without a keyring it lasts for the session, and nothing is on disk', async () => {
  const vault = vaultWith(noKeyring)
  await vault.save(login)
  expect(await vault.status()).toMatchObject({ storage: 'session', proxy: login.proxy })
  expect(await vault.read(login.proxy)).toEqual(login)
  expect(readdirSync(folder)).toEqual([])
  expect(await vaultWith(noKeyring).status()).toMatchObject({ storage: 'none', unreadable: false })
})

test('forgotten: nothing is left but what the log strikes out', async () => {
  const vault = vaultWith(own)
  await vault.save(login)
  await vault.forget()
  expect(await vault.status()).toMatchObject({ storage: 'none', proxy: null })
  expect(await vault.read(login.proxy)).toBeNull()
  expect(readdirSync(folder)).toEqual([])
  expect(vault.knownSecrets()).toContain('gui-5566:x')
})

test.each([
  [{ ...login, proxy: 'proxy.shop:3128' }, false],
  [{ ...login, proxy: 'https://proxy.shop' }, false],
  [{ ...login, proxy: 'https://[fd00::1]:3128' }, true],
  // In the clear only where the owner was told.
  [{ ...login, proxy: 'http://proxy.shop:1' }, false],
  [{ ...login, proxy: 'http://proxy.shop:1', mayBeRead: true }, true],
  [{ ...login, user: 'a:b' }, false],
  [{ ...login, user: '' }, false],
  [{ ...login, user: 'a\r\nX: y' }, false],
  [{ ...login, password: 'a\nb' }, false],
  [{ ...login, password: '' }, true],
  [{ ...login, password: '密码 🙂' }, true],
])('%j', (input, isGood) => expect(contract['proxy.saveLogin'].input.safeParse(input).success).toBe(isGood))
