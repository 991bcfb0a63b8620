import { buildBase } from './composition/base.ts'
import { buildCampaigns } from './composition/campaigns.ts'
import { buildPeople } from './composition/people.ts'
import { buildSending } from './composition/sending.ts'
import { buildStorage } from './composition/storage.ts'
import { createWindowLink, type WindowLink } from './composition/window-link.ts'
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
      finished = openParts(base, window).then(
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

type Opened = Awaited<ReturnType<typeof openParts>>

/** Everything that works on the database, from the ground up. */
async function openParts(base: ReturnType<typeof buildBase>, window: WindowLink) {
  const storage = await buildStorage(base)
  const { database } = storage
  const campaigns = buildCampaigns(base, database, window)
  const sending = buildSending(base, storage, campaigns, window)
  const people = buildPeople(base, database, window)
  return {
    sending,
    handlers: { ...storage.handlers, ...sending.handlers, ...people.handlers },
    async close(): Promise<void> {
      await sending.close()
      await people.close()
      storage.close()
    },
  }
}
