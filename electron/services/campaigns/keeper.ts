import type { ReportUnreadable, UnreadableNote } from '../storage/rows.ts'
import type { Remote } from '../threads/calls.ts'
import { openThread } from '../threads/open-thread.ts'
import type { KeeperMethods, KeeperStart } from './keeper-worker.ts'

/**
 * Carries out writes that concern many recipients on a thread of its own, so that neither the window nor the sender
 * waits (docs/architecture.md, "Threads").
 */
export type Keeper = Omit<Remote<KeeperMethods>, 'close'> & { readonly close: () => Promise<void> }

export type KeeperOptions = KeeperStart & {
  /** The script of keeper-worker. */
  readonly scriptUrl: URL
  readonly onUnreadable?: ReportUnreadable
  /** Called once when the thread ends unexpectedly. */
  readonly onFailure: (error: unknown) => void
}

/** The thread begins with its first call. */
export function startKeeper({ scriptUrl, onUnreadable, onFailure, ...start }: KeeperOptions): Keeper {
  const { remote, close } = openThread<KeeperMethods>({
    scriptUrl,
    workerData: start,
    onMessage: message => {
      const { table, row, problem } = message as UnreadableNote
      onUnreadable?.(table, row, problem)
    },
    onFailure,
  })
  return {
    create: remote.create,
    addRecipients: remote.addRecipients,
    createTest: remote.createTest,
    schedule: remote.schedule,
    recentChecked: remote.recentChecked,
    rename: remote.rename,
    carryOut: remote.carryOut,
    resend: remote.resend,
    finish: remote.finish,
    tidy: remote.tidy,
    campaignsOf: remote.campaignsOf,
    countOlder: remote.countOlder,
    forget: remote.forget,
    eraseOlder: remote.eraseOlder,
    // A chore that is under way has its mark and is finished at the next start.
    close,
  }
}
