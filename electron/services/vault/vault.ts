import { type Credentials, credentialsSchema } from '../../../shared/domain/credentials.ts'
import type { CredentialStatus } from '../../../shared/domain/secret-status.ts'
import type { CredentialFile } from './credential-file.ts'
import { type Cipher, createSealedSecret } from './sealed-secret.ts'

export type { Cipher } from './sealed-secret.ts'

export type Vault = {
  /** Whether credentials are kept, readable or not; answered without asking the system for its key. */
  readonly isKept: () => boolean
  readonly status: () => Promise<CredentialStatus>
  /** Replaces the credentials. Rejects with AppError `file-not-writable`; the old ones are kept then. */
  readonly save: (credentials: Credentials) => Promise<CredentialStatus>
  /** Removes them from memory and disk, including unreadable ciphertext. */
  readonly forget: () => Promise<CredentialStatus>
  /** For the main process only. Null: none entered, or not readable with this computer's key. */
  readonly read: () => Promise<Credentials | null>
  /** Every secret seen since the app started, so that the log can remove them. Never written to disk. */
  readonly knownSecrets: () => readonly string[]
}

/** The last characters are shown only of a key that is much longer. */
const shortestKeyWithTail = 8

const tailOf = (accessKey: string): string | null =>
  accessKey.length < shortestKeyWithTail ? null : accessKey.slice(-4)

/**
 * Keeps the provider's credentials.
 *
 * SECURITY: a screen can learn the last four characters of the accessKey and nothing else.
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
