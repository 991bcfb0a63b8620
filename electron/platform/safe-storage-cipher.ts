import { Buffer } from 'node:buffer'
import { setTimeout as sleep } from 'node:timers/promises'
import { safeStorage } from 'electron'
import type { Cipher } from '../services/vault/vault.ts'

/**
 * Chromium's mark on ciphertext whose password is the same on every Linux computer: it uses that where it finds no
 * keyring. On other systems the same mark means the system's own key.
 */
const fixedPasswordMark = Buffer.from('v10')

const askAgainMs = 10
const longestWaitMs = 5_000

/**
 * Electron 43 and later answer once the keyring has; 42 says false until then, and crashes if something is
 * encrypted before.
 */
async function keyringAnswered(): Promise<boolean> {
  for (let waitedMs = 0; waitedMs <= longestWaitMs; waitedMs += askAgainMs) {
    if (await safeStorage.isAsyncEncryptionAvailable()) return true
    await sleep(askAgainMs)
  }
  return false
}

/** SECURITY: ciphertext that everybody can open counts as not encrypted. */
const isSealed = (ciphertext: Buffer): boolean =>
  process.platform !== 'linux' || !ciphertext.subarray(0, fixedPasswordMark.length).equals(fixedPasswordMark)

/** Null where the fixed key is the only one. */
async function seal(text: string): Promise<Buffer | null> {
  if (!(await keyringAnswered())) return null
  const ciphertext = await safeStorage.encryptStringAsync(text)
  return isSealed(ciphertext) ? ciphertext : null
}

/** The operating system's encryption, asked for at first use: a locked keyring asks its owner for a password. */
export const safeStorageCipher: Cipher = {
  isAvailable: async () => (await seal('is there a key?')) !== null,
  encrypt: async text => {
    const ciphertext = await seal(text)
    if (ciphertext === null) throw new Error('there is no key to encrypt with')
    return ciphertext
  },
  decrypt: async ciphertext => {
    if (!isSealed(ciphertext) || !(await keyringAnswered()))
      throw new Error('there is no key to decrypt with')
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(ciphertext)
    return { text: result, isDated: shouldReEncrypt }
  },
}
