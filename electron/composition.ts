import { buildBase } from './composition/base.ts'
import type { Opened } from './composition/opened.ts'
import { createWindowLink } from './composition/window-link.ts'
import { registerHandlers } from './ipc/register.ts'
import { openingFailure } from './services/storage/storage-trouble.ts'

/**
 * Puts the parts together, in two phases: what needs no database is there at once, so that the window can be opened;
 * the rest follows with `open`. Every call of the bridge is registered from the beginning: those of the second phase
 * wait for it, and are answered with `storage-unavailable` where the database can't be opened.
 */
export function compose(options: { readonly userData: string; readonly environment: NodeJS.ProcessEnv }) {
  const base = buildBase(options)
  const { log, settings } = base
  const window = createWindowLink()
  const opening = Promise.withResolvers<Opened>()
  // Whoever calls is told; nobody calling is no reason to end the app.
  opening.promise.catch(() => undefined)
  let opened: Opened | null = null
  let finished: Promise<void> = Promise.resolve()

  const openParts = async (): Promise<Opened> => {
    // SQLite and all that works on it are loaded when the window is on its way.
    const { openParts: open } = await import('./composition/opened.ts')
    return open(base, window)
  }

  registerHandlers(
    base.handlers,
    opening.promise.then(({ handlers }) => handlers),
    (channel, error) => log.error(`call failed: ${channel}`, error),
  )

  return {
    attach: window.attach,
    language: () => settings.get().language,
    isSending: (): boolean => opened?.sending.isSending() ?? false,
    /** The second phase: opens the database and builds what works on it. To be called once. */
    open(): void {
      finished = openParts().then(
        parts => {
          opened = parts
          opening.resolve(parts)
        },
        (error: unknown) => {
          log.error('the database could not be opened', error)
          opening.reject(openingFailure(error))
        },
      )
    },
    /** Begins no more messages, waits for the answers in flight, and closes everything. */
    async shutDown(): Promise<void> {
      await finished
      await opened?.close()
    },
  }
}
