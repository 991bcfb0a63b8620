import { Buffer } from 'node:buffer'
import { z } from 'zod'
import { type CredentialStatus, type Credentials, credentialsSchema } from '../../../shared/ipc/contract.ts'
import type { CredentialFile } from './credential-file.ts'

/** Encryption under a key that the operating system keeps. */
export type Cipher = {
  /** False where the system has no place for a key; on Linux `basic_text` counts as none. */
  readonly isAvailable: () => boolean
  readonly encrypt: (text: string) => Buffer
  /** Throws when another key encrypted it. */
  readonly decrypt: (ciphertext: Buffer) => string
}

export type Vault = {
  readonly status: () => CredentialStatus
  /** Keeps new credentials in place of the old. Throws AppError `file-not-writable`; the old ones then still stand. */
  readonly save: (credentials: Credentials) => CredentialStatus
  /** Removes them from memory and disk, ciphertext that can't be read included. */
  readonly forget: () => CredentialStatus
  /** For the main process only. Null: none entered, or not readable with this computer's key. */
  readonly read: () => Credentials | null
  /** Every secret that passed through since the app started, so that the log can strike them out. Never touches disk. */
  readonly knownSecrets: () => readonly string[]
}

const storedSchema = z.object({ version: z.literal(1), ciphertext: z.base64().min(1) })

/** A tail is shown only of a key so long that the tail is a small part of it. */
const shortestKeyWithTail = 8

const tailOf = (accessKey: string): string | null =>
  accessKey.length < shortestKeyWithTail ? null : accessKey.slice(-4)

type Held = { readonly credentials: Credentials; readonly storage: 'encrypted' | 'session' }

/**
 * Keeps the provider's credentials.
 *
 * SECURITY: they reach the disk only as ciphertext of the system's key. Without such a key they live in memory until
 * the app closes. Of what is kept, a screen can learn the last four characters of the accessKey and nothing else.
 */
export function createVault({
  store,
  cipher,
}: {
  readonly store: CredentialFile
  readonly cipher: Cipher
}): Vault {
  let held: Held | null = null
  let seen: readonly string[] = []

  const remember = (next: Held): void => {
    held = next
    seen = [...new Set([...seen, ...Object.values(next.credentials)])]
  }

  /** Ciphertext stays where it is when it can't be opened: the keyring may be back at the next start. */
  const load = (): Held | 'none' | 'unreadable' => {
    if (held !== null) return held
    const raw = store.get()
    if (raw === undefined) return 'none'
    const credentials = open(raw, cipher)
    if (credentials === null) return 'unreadable'
    const loaded: Held = { credentials, storage: 'encrypted' }
    remember(loaded)
    return loaded
  }

  const status = (): CredentialStatus => {
    const loaded = load()
    const canEncrypt = cipher.isAvailable()
    if (loaded === 'none' || loaded === 'unreadable') {
      return { storage: 'none', canEncrypt, accessKeyTail: null, unreadable: loaded === 'unreadable' }
    }
    return {
      storage: loaded.storage,
      canEncrypt,
      accessKeyTail: tailOf(loaded.credentials.accessKey),
      unreadable: false,
    }
  }

  return {
    status,
    save: input => {
      const credentials = credentialsSchema.parse(input)
      if (cipher.isAvailable()) {
        const ciphertext = cipher.encrypt(JSON.stringify(credentials)).toString('base64')
        store.set({ version: 1, ciphertext })
        remember({ credentials, storage: 'encrypted' })
      } else {
        // Older ciphertext goes too, or the next start with a keyring would quietly bring an old account back.
        store.delete()
        remember({ credentials, storage: 'session' })
      }
      return status()
    },
    forget: () => {
      store.delete()
      held = null
      return status()
    },
    read: () => {
      const loaded = load()
      return loaded === 'none' || loaded === 'unreadable' ? null : loaded.credentials
    },
    knownSecrets: () => seen,
  }
}

/** Null for everything that is not this computer's ciphertext of well-formed credentials. */
function open(raw: unknown, cipher: Cipher): Credentials | null {
  const stored = storedSchema.safeParse(raw)
  if (!stored.success || !cipher.isAvailable()) return null
  try {
    const text = cipher.decrypt(Buffer.from(stored.data.ciphertext, 'base64'))
    return credentialsSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    // The error's text may quote what was decrypted, so nothing of it goes on; the status says `unreadable`.
    return null
  }
}
