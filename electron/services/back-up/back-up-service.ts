import { mkdirSync } from 'node:fs'
import { basename } from 'node:path'
import type { BackUpFigures, BackUpHead, BackUpStatus } from '../../../shared/domain/back-up.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { shanghaiStamp } from '../../../shared/time/shanghai.ts'
import type { Confirm } from '../consent/consent.ts'
import type { Clock } from '../time/clock.ts'
import type { AutomaticBackUps } from './automatic-back-ups.ts'
import type { BackUpChoice } from './back-up-choice.ts'
import { backUpName } from './back-up-folder.ts'
import type { BackUpThread } from './back-up-thread.ts'
import { asTold } from './disk-trouble.ts'
import { type BackUpFile, readHeader } from './header-reader.ts'
import { clearRestore, writePlan } from './restore-plan.ts'

export type BackUpService = ReturnType<typeof createBackUpService>

/**
 * The owner's actions on back-ups. SECURITY: the window never names a path, only a number that was given to it
 * here.
 */
export function createBackUpService(options: {
  readonly userData: string
  readonly appVersion: string
  readonly choice: BackUpChoice
  readonly automatic: AutomaticBackUps
  readonly thread: BackUpThread
  readonly clock: Pick<Clock, 'now'>
  /** Each resolves to null when the owner cancels. */
  readonly ask: {
    readonly savePath: (suggestedName: string) => Promise<string | null>
    readonly folder: (now: string) => Promise<string | null>
    readonly file: () => Promise<string | null>
  }
  /** Asks the owner outside the page; rejects with `owner-declined`. */
  readonly confirm: Confirm
  readonly isSending: () => boolean
  /** Ends the app and starts it again. */
  readonly restart: () => void
}) {
  const { userData, appVersion, choice, automatic, thread, clock, ask } = options
  const paths: string[] = []
  let isAsking = false
  /** The back-up that was unpacked beside the profile. */
  let looking: Promise<unknown> | null = null
  let looked: { readonly backUpId: number; readonly madeAt: number } | null = null

  const headOf = (path: string, { header, bytes }: BackUpFile): BackUpHead => {
    if (!paths.includes(path)) paths.push(path)
    const { kind, madeAt, appVersion: version, seal } = header
    return {
      backUpId: paths.indexOf(path) + 1,
      fileName: basename(path),
      kind,
      madeAt,
      appVersion: version,
      bytes,
      isSealed: seal !== null,
    }
  }

  const status = async (): Promise<BackUpStatus> => ({
    isOn: choice.read().isOn,
    folder: choice.folder(),
    isChosen: choice.read().folder !== null,
    trouble: automatic.trouble(),
    kept: (await automatic.kept()).map(file => headOf(file.path, file)),
  })

  /** One system dialog at a time; null while another one is open. */
  const asking = async (question: () => Promise<string | null>): Promise<string | null> => {
    if (isAsking) return null
    isAsking = true
    try {
      return await question()
    } finally {
      isAsking = false
    }
  }

  const telling = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw asTold(error)
    }
  }

  const expectLooked = (backUpId: number) => {
    if (looked?.backUpId !== backUpId || looking !== null) throw new AppError('wrong-state')
    if (options.isSending()) throw new AppError('another-campaign-is-sending')
    return looked
  }

  return {
    status,

    async setAutomatic(isOn: boolean): Promise<BackUpStatus> {
      choice.update({ isOn })
      return status()
    },

    /** The owner chooses where automatic back-ups go. */
    async chooseFolder(): Promise<BackUpStatus> {
      const folder = await asking(() => ask.folder(choice.folder()))
      if (folder !== null) choice.update({ folder, unchangedOn: null })
      return status()
    },

    /** Back to the folder in the profile. */
    async resetFolder(): Promise<BackUpStatus> {
      choice.update({ folder: null, unchangedOn: null })
      return status()
    },

    /** The folder of automatic back-ups; created if it is the one in the profile. */
    folder(): string {
      const folder = choice.folder()
      if (choice.read().folder === null) mkdirSync(folder, { recursive: true, mode: 0o700 })
      return folder
    },

    /** Makes an automatic one now. Rejects with `disk-full` or `file-not-writable`. */
    makeNow: (): Promise<BackUpStatus> =>
      telling(async () => {
        await automatic.makeNow()
        return status()
      }),

    /** Asks for a path, and writes a back-up there. All fields are null when the owner cancels. */
    make: (
      password: string | null,
    ): Promise<{
      readonly path: string | null
      readonly bytes: number
      readonly figures: BackUpFigures | null
    }> =>
      telling(async () => {
        const madeAt = clock.now()
        const path = await asking(() => ask.savePath(backUpName('manual', shanghaiStamp(madeAt))))
        if (path === null) return { path: null, bytes: 0, figures: null }
        const made = await thread.run(remote =>
          remote.make({ userData, path, kind: 'manual', password, appVersion, madeAt, unlessContent: null }),
        )
        return made ?? { path: null, bytes: 0, figures: null }
      }),

    /** The owner chooses a file; null when the owner cancels. Rejects where it is not a back-up of this app. */
    async choose(): Promise<BackUpHead | null> {
      const path = await asking(ask.file)
      return path === null ? null : headOf(path, await readHeader(path))
    },

    /**
     * Unpacks a back-up beside the profile, and returns the figures of the back-up and of the present profile.
     * Rejects where the back-up is damaged.
     */
    look(
      backUpId: number,
      password: string | null,
    ): Promise<{ readonly figures: BackUpFigures; readonly present: BackUpFigures }> {
      // SECURITY: one at a time, because each writes a whole database to the disk.
      if (looking !== null) return Promise.reject(new AppError('wrong-state'))
      const found = telling(async () => {
        const path = paths[backUpId - 1]
        if (path === undefined) throw new AppError('not-found', { detail: 'no such back-up' })
        looked = null
        const { manifest, present } = await thread.run(async remote => ({
          manifest: await remote.unpack(userData, path, password),
          present: await remote.figures(userData),
        }))
        looked = { backUpId, madeAt: manifest.madeAt }
        return { figures: manifest.figures, present }
      }).finally(() => {
        looking = null
      })
      looking = found.catch(() => undefined)
      return found
    },

    /** The owner cancels the restore. */
    async leave(): Promise<void> {
      await looking
      looked = null
      clearRestore(userData)
    },

    /**
     * Plans the restore; it is carried out at the next start of the app. Rejects with `owner-declined` when the
     * owner cancels. SECURITY: no page can replace the data by an old back-up.
     */
    async begin(backUpId: number): Promise<void> {
      const { madeAt } = expectLooked(backUpId)
      await options.confirm({ kind: 'restore', madeAt })
      // While the owner was asked, another back-up may have been opened, or a campaign started.
      expectLooked(backUpId)
      writePlan(userData, { stage: 'asked', madeAt, askedAt: clock.now() })
      options.restart()
    },
  }
}
