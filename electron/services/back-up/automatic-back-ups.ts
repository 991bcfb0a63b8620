import { existsSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { BackUpTrouble } from '../../../shared/domain/back-up.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { shanghaiDay, shanghaiStamp } from '../../../shared/time/shanghai.ts'
import type { Clock } from '../time/clock.ts'
import type { BackUpChoice } from './back-up-choice.ts'
import {
  backUpName,
  keptIn,
  newestFirst,
  ownFolder,
  prune,
  removeLeftOver,
  removeMadeBefore,
  snapshotName,
} from './back-up-folder.ts'
import { databaseName } from './back-up-format.ts'
import type { BackUpThread } from './back-up-thread.ts'
import { troubleOf } from './disk-trouble.ts'

/** Late enough not to slow down the start of the window. */
const firstLookMs = 90_000
const lookAgainMs = 15 * 60_000
/** Space that a back-up must leave free on the disk. */
const spareBytes = 64 * 1024 ** 2

/** A folder by its real path, however it is spelled. */
const placeOf = (folder: string): string => (existsSync(folder) ? realpathSync(folder) : folder)

export type AutomaticBackUps = ReturnType<typeof createAutomaticBackUps>

/**
 * While the app is used, makes one back-up a day (China time) if something has changed, and keeps the newest ones
 * (back-up-folder.ts). When somebody was forgotten, older back-ups are removed and a new one is made.
 */
export function createAutomaticBackUps(options: {
  readonly userData: string
  readonly appVersion: string
  readonly choice: BackUpChoice
  readonly thread: BackUpThread
  readonly clock: Pick<Clock, 'now' | 'after'>
  /** When people were last forgotten, milliseconds since 1970; null: never. */
  readonly forgottenAt: () => number | null
  /** Called when a back-up can't be made; not again until one has succeeded. */
  readonly onTrouble: (trouble: BackUpTrouble, error: unknown) => void
  /** Called at start for what an earlier run left and that can't be removed. */
  readonly onLeftOver: (error: unknown) => void
  readonly onMade: (made: { readonly bytes: number; readonly removed: number }) => void
}) {
  const { userData, choice, thread, clock } = options
  let trouble: BackUpTrouble | null = null
  let looking: Promise<void> | null = null
  let making: Promise<void> | null = null
  let callOff: (() => void) | null = null
  let isOver = false

  const kept = async () => {
    const folder = choice.folder()
    const own = ownFolder(userData)
    const isOwn = placeOf(folder) === placeOf(own)
    const all = [...(await keptIn(folder)), ...(isOwn ? [] : await keptIn(own))]
    // Another computer may keep its back-ups in the same folder.
    const profile = choice.profile()
    const found = all.filter(({ header }) => header.profile === undefined || header.profile === profile)
    return found.toSorted(newestFirst(clock.now()))
  }

  const expectRoom = async (folder: string): Promise<void> => {
    const sizes = ['', '-wal'].map(
      end => statSync(join(userData, databaseName + end), { throwIfNoEntry: false })?.size ?? 0,
    )
    const needed = sizes.reduce((sum, size) => sum + size, spareBytes)
    for (const place of [folder, userData]) {
      const { bavail, bsize } = await statfs(place)
      if (bavail * bsize < needed) throw new AppError('disk-full')
    }
  }

  const make = async (folder: string, unlessContent: string | null): Promise<boolean> => {
    await expectRoom(folder)
    const madeAt = clock.now()
    const path = join(folder, backUpName('automatic', shanghaiStamp(madeAt)))
    const { appVersion } = options
    const made = await thread.run(remote =>
      remote.make({
        userData,
        path,
        kind: 'automatic',
        password: null,
        appVersion,
        madeAt,
        unlessContent,
        profile: choice.profile(),
      }),
    )
    if (made !== null) options.onMade({ bytes: made.bytes, removed: 0 })
    return made !== null
  }

  /** `always`: the owner asked for one, even if one was made today. Rejects with the error of the disk. */
  const once = async (always: boolean): Promise<void> => {
    const forgottenAt = options.forgottenAt()
    if (forgottenAt !== null) {
      const removed = removeMadeBefore(await kept(), forgottenAt)
      if (removed > 0) options.onMade({ bytes: 0, removed })
    }
    if (!choice.read().isOn && !always) return
    const folder = choice.folder()
    if (choice.isGone())
      throw new AppError('file-not-writable', { where: basename(folder), detail: 'ENOENT' })
    if (choice.read().folder === null) mkdirSync(folder, { recursive: true, mode: 0o700 })
    const newest = (await kept()).find(({ header }) => header.kind === 'automatic')
    const today = shanghaiDay(clock.now())
    const isDone = newest !== undefined && shanghaiDay(newest.header.madeAt) === today
    const isUnchanged = newest !== undefined && choice.read().unchangedOn === today
    if (!always && (isDone || isUnchanged)) return
    if (!(await make(folder, newest?.header.content ?? null))) choice.update({ unchangedOn: today })
    prune(await kept())
  }

  const look = (): Promise<void> => {
    looking ??= once(false)
      .then(
        () => {
          trouble = null
        },
        (error: unknown) => {
          if (isOver) return
          const found = troubleOf(error)
          if (found !== trouble) options.onTrouble(found, error)
          trouble = found
        },
      )
      .finally(() => {
        looking = null
      })
    return looking
  }
  const lookAfter = (ms: number): void => {
    callOff = clock.after(ms, () => void look().then(() => isOver || lookAfter(lookAgainMs)))
  }

  return {
    start(): void {
      removeLeftOver([choice.folder(), ownFolder(userData)], options.onLeftOver)
      rmSync(join(userData, snapshotName), { recursive: true, force: true })
      lookAfter(firstLookMs)
    },
    stop(): void {
      isOver = true
      callOff?.()
    },
    kept,
    look,
    /** Rejects with the error of the disk. */
    makeNow(): Promise<void> {
      // SECURITY: a second call meanwhile shares the same back-up, so that many calls can't fill the disk.
      making ??= (async () => {
        await looking
        await once(true)
        trouble = null
      })().finally(() => {
        making = null
      })
      return making
    },
    trouble: (): BackUpTrouble | null => (choice.isGone() ? 'folder-gone' : trouble),
  }
}
