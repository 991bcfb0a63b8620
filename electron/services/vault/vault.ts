import { type Credentials, credentialsSchema } from '../../../shared/domain/credentials.ts'
import type { CredentialStatus } from '../../../shared/domain/secret-status.ts'
import type { CredentialFile } from './credential-file.ts'
import { type Cipher, createSealedSecret } from './sealed-secret.ts'

export type { Cipher } from './sealed-secret.ts'

export type Vault = {
  /** Whether anything is kept, be it readable or not: answered without asking the system for its key. */
  readonly isKept: () => boolean
  readonly status: () => Promise<CredentialStatus>
  /** Keeps new credentials in place of the old. Rejects with AppError `file-not-writable`; the old ones then still stand. */
  readonly save: (credentials: Credentials) => Promise<CredentialStatus>
  /** Removes them from memory and disk, ciphertext that can't be read included. */
  readonly forget: () => Promise<CredentialStatus>
  /** For the main process only. Null: none entered, or not readable with this computer's key. */
  readonly read: () => Promise<Credentials | null>
  /** Every secret that passed through since the app started, so that the log can strike them out. Never touches disk. */
  readonly knownSecrets: () => readonly string[]
}

/** A tail is shown only of a key so long that the tail is a small part of it. */
const shortestKeyWithTail = 8

const tailOf = (accessKey: string): string | null =>
  accessKey.length < shortestKeyWithTail ? null : accessKey.slice(-4)

/**
 * Keeps the provider's credentials.
 *
 * SECURITY: of what is kept, a screen can learn the last four characters of the accessKey and nothing else.
 */
export function createVault({
  store,
  cipher,
}: {
  readonly store: CredentialFile
  readonly cipher: Cipher
}): Vault {
  let seen: readonly string[] = []
  const secret = createSealedSecret<Credentials>({
    store,
    cipher,
    schema: credentialsSchema,
    onSeen: credentials => {
      seen = [...new Set([...seen, ...Object.values(credentials)])]
    },
  })

  const status = async (): Promise<CredentialStatus> => {
    const loaded = await secret.load()
    const canEncrypt = await cipher.isAvailable()
    if (loaded === 'none' || loaded === 'unreadable') {
      return { storage: 'none', canEncrypt, accessKeyTail: null, unreadable: loaded === 'unreadable' }
    }
    return {
      storage: loaded.storage,
      canEncrypt,
      accessKeyTail: tailOf(loaded.value.accessKey),
      unreadable: false,
    }
  }

  return {
    isKept: secret.isKept,
    status,
    save: async credentials => {
      await secret.save(credentials)
      return status()
    },
    forget: async () => {
      await secret.forget()
      return status()
    },
    read: async () => {
      const loaded = await secret.load()
      return loaded === 'none' || loaded === 'unreadable' ? null : loaded.value
    },
    knownSecrets: () => seen,
  }
}
