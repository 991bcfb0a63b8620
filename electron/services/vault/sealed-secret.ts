import { Buffer } from 'node:buffer'
import { z } from 'zod'
import type { CredentialFile } from './credential-file.ts'

/** Encryption under a key that the operating system keeps. */
export type Cipher = {
  /** False where the system has no place for a key; on Linux `basic_text` counts as none. */
  readonly isAvailable: () => Promise<boolean>
  /** Rejects where there is no key. */
  readonly encrypt: (text: string) => Promise<Buffer>
  /** Rejects when another key encrypted it. `isDated`: the system has a newer key, and it is to be encrypted anew. */
  readonly decrypt: (ciphertext: Buffer) => Promise<{ readonly text: string; readonly isDated: boolean }>
}

export type Held<T> = { readonly value: T; readonly storage: 'encrypted' | 'session' }

/** One secret of the owner. */
export type SealedSecret<T> = {
  /** Whether anything is kept, be it readable or not: answered without opening it. */
  readonly isKept: () => boolean
  /** What is kept; `none`: nothing was entered; `unreadable`: it is there, and not of this computer's key. */
  readonly load: () => Promise<Held<T> | 'none' | 'unreadable'>
  /** Keeps a new one in place of the old. Rejects with AppError `file-not-writable`; the old one then still stands. */
  readonly save: (value: T) => Promise<void>
  /** Removes it from memory and disk, ciphertext that can't be read included. */
  readonly forget: () => Promise<void>
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
  let turn: Promise<unknown> = Promise.resolve()

  /** One after the other: what was being opened when the owner forgot it must not come back. */
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
    // Ciphertext stays where it is when it can't be opened: the keyring may be back at the next start.
    load: () =>
      inTurn(async () => {
        if (held !== null) return held
        const raw = store.get()
        if (raw === undefined) return 'none'
        const opened = await open(raw, cipher, schema)
        if (opened === null) return 'unreadable'
        const loaded: Held<T> = { value: opened.value, storage: 'encrypted' }
        remember(loaded)
        // What stands there can be read: where the newer key fails, the next start tries again.
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
          // Older ciphertext goes too, or the next start with a keyring would quietly bring an old one back.
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

/** Null for everything that is not this computer's ciphertext of a well-formed value. */
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
    // The error's text may quote what was decrypted, so nothing of it goes on; the status says `unreadable`.
    return null
  }
}
