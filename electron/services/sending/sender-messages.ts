import type { Progress } from '../../../shared/domain/campaign.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { CarriedError } from '../threads/thread-errors.ts'

/** The data that the thread is started with. */
export type SenderStart = {
  readonly databasePath: string
  readonly sendingWindow: Settings['sendingWindow']
  /** Shared with the keeper (storage/right-of-way.ts). */
  readonly rightOfWay: SharedArrayBuffer
}

/** Messages that the thread sends by itself; calls and their answers are those of threads/calls.ts. */
export type SenderMessage =
  | { readonly kind: 'progress'; readonly progress: Progress; readonly ended: boolean }
  | { readonly kind: 'log-failure'; readonly error: CarriedError }
