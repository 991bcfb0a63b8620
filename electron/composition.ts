import type { Settings } from '../shared/domain/settings.ts'
import { buildBase } from './composition/base.ts'
import type { Opened } from './composition/opened.ts'
import { createProblems, threadEnded } from './composition/problems.ts'
import { createWindowLink } from './composition/window-link.ts'
import { createAnswer } from './ipc/answer.ts'
import { windowHandlers } from './ipc/handlers/app-handlers.ts'
import type { Stake } from './platform/quit-gate.ts'
import type { RestoreOutcome } from './services/back-up/restore.ts'
import { startReader } from './services/reading/reader.ts'
import { openingFailure } from './services/storage/storage-trouble.ts'

/**
 * Puts the parts together, in two phases: what needs no database is there at once, the rest follows with `open`. Calls
 * of the bridge that need the second phase wait for it, and are answered with `storage-unavailable` where the database
 * can't be opened.
 */
export function compose(options: {
  readonly userData: string
  readonly environment: NodeJS.ProcessEnv
  /** What came of a restore that the owner had asked for; null: none was asked for. */
  readonly restored: RestoreOutcome | null
  /** Ends the app, whatever is at stake, and starts it again. */
  readonly restart: () => void
}) {
  const window = createWindowLink()
  const base = buildBase({ ...options, ask: window.ask })
  const { log, settings } = base
  const problems = createProblems(window, base.clock)
  let work = false
  let onPageLost: (reason: string) => void = () => undefined
  const opening = Promise.withResolvers<Opened>()
  const later = opening.promise.then(({ handlers }) => handlers)
  // Every call that needs `later` reports the failure itself; without a call nothing is wrong.
  later.catch(() => undefined)
  let opened: Opened | null = null
  let finished: Promise<void> = Promise.resolve()

  const openParts = async (): Promise<Opened> => {
    const reader = startReader({
      scriptUrl: new URL('./reader-worker.js', import.meta.url),
      databasePath: base.databasePath,
      onFailure: threadEnded(log, problems, 'the reader'),
    })
    // SQLite and all that works on it are loaded when the window is on its way.
    const { openParts: open } = await import('./composition/opened.ts')
    return open(base, reader, window, problems, options)
  }

  log.info('the app starts', base.versions)
  if (options.restored !== null) {
    const isDone = options.restored.kind === 'restored'
    log[isDone ? 'info' : 'error']('a back-up was asked to be restored', options.restored)
    problems.add(isDone ? 'restored' : 'restore-undone')
  }
  if (base.movedAside.length > 0) problems.add('moved-aside')
  for (const problem of settings.problems) log.warn('the settings file', problem)
  settings.onChange((now, before) => {
    if (now.endpoint !== before.endpoint) window.tell('endpoint-changed', base.endpoint())
  })
  const answer = createAnswer(
    {
      ...base.handlers,
      ...windowHandlers({
        problems: problems.list,
        putAway: problems.putAway,
        pageFailed: ({ message, fatal }) => {
          log.error('uncaught error of the page', message)
          if (fatal) onPageLost('the page failed')
          else problems.add('page')
        },
        setWork: present => {
          work = present
        },
      }),
    },
    later,
    (channel, error) => log.error(`call failed: ${channel}`, error),
  )

  return {
    answer,
    attach: window.attach,
    language: () => settings.get().language,
    onLanguage: (listener: (language: Settings['language']) => void): void => {
      settings.onChange((now, before) => {
        if (now.language !== before.language) listener(now.language)
      })
    },
    textSize: () => settings.get().textSize,
    /** Where the settings can't be written, the size stays as it was. */
    setTextSize(textSize: Settings['textSize']): void {
      try {
        settings.update({ textSize })
        window.tell('settings-changed', settings.get())
      } catch (error) {
        log.error('the text size could not be kept', error)
      }
    },
    onTextSize: (listener: (textSize: Settings['textSize']) => void): void => {
      settings.onChange((now, before) => {
        if (now.textSize !== before.textSize) listener(now.textSize)
      })
    },
    /** What closing the app now would interrupt or lose. */
    stake: (): Stake => ({
      sending: opened?.sending.isSending() ?? false,
      scheduledAt: opened?.sending.nextStartAt() ?? null,
      work,
    }),
    /** An uncaught error of the main process: written to the log, and shown in the window. */
    reportFault(message: string, error: unknown): void {
      log.error(message, error)
      problems.add('main')
    },
    /** The window was opened again after a crash; what was in it is lost. */
    windowCrashed(reason: string): void {
      log.error('the window crashed', reason)
      work = false
      opened?.windowGone()
      problems.add('window')
    },
    /** Called when the page reports that nothing is on screen any more. */
    whenPageLost(listener: (reason: string) => void): void {
      onPageLost = listener
    },
    logFolder: base.logFolder,
    /** The second phase: opens the database and builds what works on it. To be called once, when the first frame is shown. */
    open(): void {
      log.info('the first frame is shown')
      finished = openParts().then(
        parts => {
          opened = parts
          opening.resolve(parts)
        },
        (error: unknown) => {
          log.error('the database could not be opened', error)
          opening.reject(openingFailure(error, settings.get().language))
        },
      )
    },
    /** Starts no more messages, waits for the answers in flight, and closes everything. */
    async shutDown(): Promise<void> {
      log.info('the app closes')
      await finished
      try {
        await opened?.close()
        log.info('the app has closed')
      } catch (error) {
        log.error('the app could not close everything', error)
      }
    },
  }
}
