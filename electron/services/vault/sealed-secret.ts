import { Buffer } from 'node:buffer'
import { z } from 'zod'
import type { CredentialFile } from './credential-file.ts'

/** Encryption under a key that the operating system keeps. */
export type Cipher = {
  /** False where the system can't keep a key; on Linux `basic_text` counts as none. */
  readonly isAvailable: () => Promise<boolean>
  /** Rejects where there is no key. */
  readonly encrypt: (text: string) => Promise<Buffer>
  /** Rejects when another key encrypted it. `isDated`: the system has a newer key, and it is to be encrypted anew. */
  readonly decrypt: (ciphertext: Buffer) => Promise<{ readonly text: string; readonly isDated: boolean }>
}

export type Held<T> = { readonly value: T; readonly storage: 'encrypted' | 'session' }

/** One secret of the owner. */
export type SealedSecret<T> = {
  /** Whether a secret is kept, readable or not; answered without decrypting it. */
  readonly isKept: () => boolean
  /**
   * The secret; `none`: nothing was entered; `unreadable`: it was encrypted with a key that this computer does not
   * have.
   */
  readonly load: () => Promise<Held<T> | 'none' | 'unreadable'>
  /** Replaces the secret. Rejects with AppError `file-not-writable`; the old one is kept then. */
  readonly save: (value: T) => Promise<void>
  /** Removes the secret from memory and disk, including unreadable ciphertext. */
  readonly forget: () => Promise<void>
}

const storedSchema = z.object({ version: z.literal(1), ciphertext: z.base64().min(1) })

/**
 * Keeps a secret. `onSeen` is called with every value, so that the log can remove it.
 *
 * SECURITY: it reaches the disk only encrypted with the system's key. Without such a key it stays in memory until
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
  let turn: Promise<unknown> = Promise.resolve()

  /** One call after another: a secret that was being decrypted when the owner deleted it must not come back. */
  const inTurn = <R>(work: () => Promise<R>): Promise<R> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  const remember = (next: Held<T>): void => {
    held = next
    onSeen(next.value)
  }

  const write = async (value: T): Promise<void> => {
    const ciphertext = await cipher.encrypt(JSON.stringify(value))
    store.set({ version: 1, ciphertext: ciphertext.toString('base64') })
  }

  return {
    isKept: () => held !== null || store.get() !== undefined,
    // Unreadable ciphertext is kept: the keyring may be available at the next start.
    load: () =>
      inTurn(async () => {
        if (held !== null) return held
        const raw = store.get()
        if (raw === undefined) return 'none'
        const opened = await open(raw, cipher, schema)
        if (opened === null) return 'unreadable'
        const loaded: Held<T> = { value: opened.value, storage: 'encrypted' }
        remember(loaded)
        // The old ciphertext is still readable: if re-encrypting fails, the next start tries again.
        if (opened.isDated) await write(opened.value).catch(() => undefined)
        return loaded
      }),
    save: input =>
      inTurn(async () => {
        const value = schema.parse(input)
        if (await cipher.isAvailable()) {
          await write(value)
          remember({ value, storage: 'encrypted' })
        } else {
          // Old ciphertext is removed too, or the next start with a keyring would bring the old secret back.
          store.delete()
          remember({ value, storage: 'session' })
        }
      }),
    forget: () =>
      inTurn(async () => {
        store.delete()
        held = null
      }),
  }
}

/** Null unless it is ciphertext of this computer's key and holds a well-formed value. */
async function open<T>(
  raw: unknown,
  cipher: Cipher,
  schema: z.ZodType<T>,
): Promise<{ readonly value: T; readonly isDated: boolean } | null> {
  const stored = storedSchema.safeParse(raw)
  if (!stored.success) return null
  try {
    const { text, isDated } = await cipher.decrypt(Buffer.from(stored.data.ciphertext, 'base64'))
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? { value: parsed.data, isDated } : null
  } catch {
    // The error's text may quote the secret, so it is dropped; the status says `unreadable`.
    return null
  }
}
