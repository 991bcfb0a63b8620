import { safeStorage } from 'electron'
import type { Cipher } from '../services/vault/vault.ts'

/** The operating system's encryption. On Linux, `basic_text` is a fixed password and counts as none. */
export const safeStorageCipher: Cipher = {
  isAvailable: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' ||
      !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())),
  encrypt: text => safeStorage.encryptString(text),
  decrypt: ciphertext => safeStorage.decryptString(ciphertext),
}
