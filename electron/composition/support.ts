import { homedir } from 'node:os'
import { shanghaiStamp } from '../../shared/time/shanghai.ts'
import { supportHandlers } from '../ipc/handlers/support-handlers.ts'
import type { BackUpService } from '../services/back-up/back-up-service.ts'
import type { BackUpThread } from '../services/back-up/back-up-thread.ts'
import { writeAtomically } from '../services/files/atomic-file.ts'
import { createCleanse } from '../services/logging/cleanse.ts'
import { logTail } from '../services/logging/log-tail.ts'
import { supportText } from '../services/logging/support-text.ts'
import type { Base } from './base.ts'
import type { Problems } from './problems.ts'
import type { Storage } from './storage.ts'
import type { WindowLink } from './window-link.ts'

/** About two thousand lines; nobody reads more. */
const longestLog = 200_000

/** The support text: the owner reads it first, then hands it to somebody who helps. */
export function buildSupport(
  { settings, clock, databasePath, logFolder, versions, files, secrets }: Base,
  { status }: Storage,
  backUps: Pick<BackUpService, 'status'>,
  thread: BackUpThread,
  window: WindowLink,
  problems: Pick<Problems, 'list'>,
) {
  const gather = async (): Promise<string> => {
    const { isOn, isChosen, folder, trouble, kept } = await backUps.status()
    const { warnWords, ...rest } = settings.get()
    const figures = await thread
      .run(remote => remote.integrity(databasePath))
      .catch((error: unknown) => ({ check: String(error) }))
    return supportText(
      {
        nowMs: clock.now(),
        language: settings.get().language,
        versions,
        storage: status(),
        figures,
        settings: { ...rest, warnWords: warnWords.length },
        backUps: { isOn, isChosen, folder, trouble, kept: kept.length },
        problems: problems.list(),
        log: await logTail(logFolder, longestLog),
        homeFolder: homedir(),
      },
      createCleanse(secrets()),
    )
  }
  let gathering: Promise<string> | null = null
  /** A second call meanwhile shares the same look at the database. */
  const collect = (): Promise<string> => {
    gathering ??= gather().finally(() => {
      gathering = null
    })
    return gathering
  }
  return {
    handlers: supportHandlers({
      collect,
      askPath: () => window.askPath(`zhanggui-support-${shanghaiStamp(clock.now())}.txt`),
      write: writeAtomically,
      files,
    }),
  }
}
