import { backUpHandlers } from '../ipc/handlers/back-up-handlers.ts'
import { askBackUpFile, askFolder } from '../platform/open-dialog.ts'
import { outside } from '../platform/outside.ts'
import { createAutomaticBackUps } from '../services/back-up/automatic-back-ups.ts'
import { createBackUpChoice } from '../services/back-up/back-up-choice.ts'
import { createBackUpService } from '../services/back-up/back-up-service.ts'
import { createBackUpThread } from '../services/back-up/back-up-thread.ts'
import { createJsonStore } from '../services/files/json-store.ts'
import { readForgottenAt } from '../services/send-log/erasures.ts'
import type { Base } from './base.ts'
import type { Problems } from './problems.ts'
import type { buildSending } from './sending.ts'
import type { Storage } from './storage.ts'
import type { WindowLink } from './window-link.ts'

/** How a restore restarts the app. */
export type Leaving = { readonly restart: () => void }

const problemOf = {
  'folder-gone': 'back-up-folder',
  'disk-full': 'back-up-space',
  failed: 'back-up-failed',
} as const

/** Automatic back-ups, back-ups by hand, and restores. */
export function buildBackUps(
  { userData, clock, log, files, versions, confirm }: Base,
  { meta, restoredUnasked, acceptRestored }: Storage,
  sending: Pick<ReturnType<typeof buildSending>, 'isSending'>,
  window: WindowLink,
  problems: Problems,
  leaving: Leaving,
) {
  const appVersion = versions.app
  const choice = createBackUpChoice(createJsonStore({ cwd: userData, name: 'back-up', clock }), userData)
  const thread = createBackUpThread(new URL('./back-up-worker.js', import.meta.url))
  const automatic = createAutomaticBackUps({
    userData,
    appVersion,
    choice,
    thread,
    clock,
    forgottenAt: () => readForgottenAt(meta),
    onTrouble: (trouble, error) => {
      log.error('an automatic back-up could not be made', error)
      problems.add(problemOf[trouble])
    },
    onLeftOver: error => log.error('an unfinished back-up could not be removed', error),
    onMade: made => log.info('automatic back-ups', made),
  })
  automatic.start()
  const backUps = createBackUpService({
    userData,
    appVersion,
    choice,
    automatic,
    thread,
    clock,
    ask: {
      savePath: window.askPath,
      folder: now => askFolder(window.current(), now),
      file: () => askBackUpFile(window.current()),
    },
    confirm,
    isSending: sending.isSending,
    restart: leaving.restart,
  })
  return {
    backUps,
    thread,
    /** People were deleted from the database: older back-ups that hold them are removed too. */
    forgotten: (): void => void automatic.look(),
    handlers: backUpHandlers({
      backUps,
      files,
      openFolder: outside.folder,
      restored: restoredUnasked,
      accept: acceptRestored,
    }),
    async close(): Promise<void> {
      automatic.stop()
      await thread.end()
    },
  }
}
