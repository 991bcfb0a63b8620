import { Buffer } from 'node:buffer'
import { z } from 'zod'
import type { CredentialFile } from './credential-file.ts'

/** Encryption under a key that the operating system keeps. */
export type Cipher = {
  /** False where the system has no place for a key; on Linux `basic_text` counts as none. */
  readonly isAvailable: () => boolean
  readonly encrypt: (text: string) => Buffer
  /** Throws when another key encrypted it. */
  readonly decrypt: (ciphertext: Buffer) => string
}

export type Held<T> = { readonly value: T; readonly storage: 'encrypted' | 'session' }

/** One secret of the owner. */
export type SealedSecret<T> = {
  /** What is kept; `none`: nothing was entered; `unreadable`: it is there, and not of this computer's key. */
  readonly load: () => Held<T> | 'none' | 'unreadable'
  /** Keeps a new one in place of the old. Throws AppError `file-not-writable`; the old one then still stands. */
  readonly save: (value: T) => void
  /** Removes it from memory and disk, ciphertext that can't be read included. */
  readonly forget: () => void
}

const storedSchema = z.object({ version: z.literal(1), ciphertext: z.base64().min(1) })

/**
 * Keeps a secret. `onSeen` is told of every value that passes through, so that the log can strike it out.
 *
 * SECURITY: it reaches the disk only as ciphertext of the system's key. Without such a key it lives in memory until
 * the app closes.
 */
export function createSealedSecret<T>({
  store,
  cipher,
  schema,
  onSeen,
}: {
  readonly store: CredentialFile
  readonly cipher: Cipher
  readonly schema: z.ZodType<T>
  readonly onSeen: (value: T) => void
}): SealedSecret<T> {
  let held: Held<T> | null = null

  const remember = (next: Held<T>): void => {
    held = next
    onSeen(next.value)
  }

  return {
    // Ciphertext stays where it is when it can't be opened: the keyring may be back at the next start.
    load: () => {
      if (held !== null) return held
      const raw = store.get()
      if (raw === undefined) return 'none'
      const value = open(raw, cipher, schema)
      if (value === null) return 'unreadable'
      const loaded: Held<T> = { value, storage: 'encrypted' }
      remember(loaded)
      return loaded
    },
    save: input => {
      const value = schema.parse(input)
      if (cipher.isAvailable()) {
        const ciphertext = cipher.encrypt(JSON.stringify(value)).toString('base64')
        store.set({ version: 1, ciphertext })
        remember({ value, storage: 'encrypted' })
      } else {
        // Older ciphertext goes too, or the next start with a keyring would quietly bring an old one back.
        store.delete()
        remember({ value, storage: 'session' })
      }
    },
    forget: () => {
      store.delete()
      held = null
    },
  }
}

/** Null for everything that is not this computer's ciphertext of a well-formed value. */
function open<T>(raw: unknown, cipher: Cipher, schema: z.ZodType<T>): T | null {
  const stored = storedSchema.safeParse(raw)
  if (!stored.success || !cipher.isAvailable()) return null
  try {
    const text = cipher.decrypt(Buffer.from(stored.data.ciphertext, 'base64'))
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    // The error's text may quote what was decrypted, so nothing of it goes on; the status says `unreadable`.
    return null
  }
}
