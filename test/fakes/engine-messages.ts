import type { ClientTimeouts } from '../../electron/services/provider/client.ts'
import type { RunLimits } from '../../electron/services/sending/send-job.ts'
import type { Progress } from '../../shared/domain/campaign.ts'
import type { CampaignStatus, Pause } from '../../shared/domain/states.ts'

/** What an engine in a process of its own is made of. Times are milliseconds of its clock. */
export type EngineConfiguration = {
  readonly databasePath: string
  readonly url: string
  readonly limits: RunLimits
  readonly timeouts: ClientTimeouts
  /** How many times as fast its clock runs; 1 where left out. */
  readonly clockFactor?: number
}

/** What it is told, and whether that was possible; 'idle' is answered when it has come to rest. */
export type EngineCommand =
  | { readonly name: 'open'; readonly configuration: EngineConfiguration }
  | { readonly name: 'start' | 'resume' | 'pause' | 'cancel' | 'progress'; readonly campaignId: number }
  | { readonly name: 'sleep' | 'wake' | 'idle' | 'close' }

export type EngineAnswer = {
  readonly status: CampaignStatus | null
  readonly pause: Pause | null
  readonly progress: Progress | null
  /** How many stood as being sent when it opened the database: what the end of the one before left unknown. */
  readonly recovered: number
  /** What the log could not write, as text. */
  readonly failures: readonly string[]
}

export type EngineQuestionMessage = { readonly id: number; readonly command: EngineCommand }
export type EngineReplyMessage =
  | { readonly id: number; readonly answer: EngineAnswer }
  | { readonly id: number; readonly problem: string }
