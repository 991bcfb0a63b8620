import { Buffer } from 'node:buffer'
import { setTimeout as sleep } from 'node:timers/promises'
import { safeStorage } from 'electron'
import type { Cipher } from '../services/vault/vault.ts'

/**
 * How Chromium marks what stands under a password that is the same on every Linux computer: it takes that where it
 * finds no keyring. Elsewhere the same mark stands for the system's own key.
 */
const fixedPasswordMark = Buffer.from('v10')

const askAgainMs = 10
const longestWaitMs = 5_000

/**
 * Electron 43 and later answer once the keyring has; 42 says false until then, and ends the process of whoever
 * encrypts before.
 */
async function keyringAnswered(): Promise<boolean> {
  for (let waitedMs = 0; waitedMs <= longestWaitMs; waitedMs += askAgainMs) {
    if (await safeStorage.isAsyncEncryptionAvailable()) return true
    await sleep(askAgainMs)
  }
  return false
}

/** SECURITY: what everybody can open counts as not encrypted. */
const isSealed = (ciphertext: Buffer): boolean =>
  process.platform !== 'linux' || !ciphertext.subarray(0, fixedPasswordMark.length).equals(fixedPasswordMark)

/** Null where there is no key but the fixed one. */
async function seal(text: string): Promise<Buffer | null> {
  if (!(await keyringAnswered())) return null
  const ciphertext = await safeStorage.encryptStringAsync(text)
  return isSealed(ciphertext) ? ciphertext : null
}

/** The operating system's encryption. It is looked for when it is first needed: a locked keyring asks its owner. */
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
