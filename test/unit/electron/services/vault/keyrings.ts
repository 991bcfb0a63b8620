import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Cipher } from '../../../../../electron/services/vault/vault.ts'

/** Encrypts for real, under a key that lives as long as the object: two of them are two computers. */
export const keyring = (): Cipher => {
  const key = randomBytes(32)
  return {
    isAvailable: async () => true,
    encrypt: async text => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    decrypt: async ciphertext => {
      const decipher = createDecipheriv('aes-256-gcm', key, ciphertext.subarray(0, 12))
      decipher.setAuthTag(ciphertext.subarray(12, 28))
      const text = Buffer.concat([decipher.update(ciphertext.subarray(28)), decipher.final()]).toString(
        'utf8',
      )
      return { text, isDated: false }
    },
  }
}

/** A computer without a keyring, where nothing may be encrypted. */
export const noKeyring: Cipher = {
  isAvailable: async () => false,
  encrypt: async () => {
    throw new Error('encrypt called without a keyring')
  },
  decrypt: async () => {
    throw new Error('decrypt called without a keyring')
  },
}
