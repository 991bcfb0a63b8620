import { startKeeper } from '../../electron/services/campaigns/keeper.ts'
import type { Chore, ResendChoice } from '../../electron/services/send-log/chore-marks.ts'
import { createRightOfWay } from '../../electron/services/storage/right-of-way.ts'

/** The keeper in a process of its own, so that it can be killed in the midst of a long write as a power cut would. */

export type LongWrite =
  | { readonly name: 'chore'; readonly chore: Chore; readonly statuses: readonly string[] }
  | { readonly name: 'resend'; readonly choice: ResendChoice }

export type KeeperOrder = {
  readonly databasePath: string
  readonly campaignId: number
  readonly write: LongWrite
}

process.on('message', ({ databasePath, campaignId, write }: KeeperOrder) => {
  const rightOfWay = createRightOfWay()
  // As beside a campaign that is being sent: with small pieces and rests, so that there is much to be cut.
  rightOfWay.setBusy(true)
  const keeper = startKeeper({
    scriptUrl: new URL('../../electron/services/campaigns/keeper-worker.ts', import.meta.url),
    databasePath,
    rightOfWay: rightOfWay.memory,
    onFailure: error => {
      throw error
    },
  })
  const work =
    write.name === 'chore'
      ? keeper.carryOut(campaignId, write.chore, write.statuses)
      : keeper.resend(campaignId, write.choice)
  process.send?.('asked')
  void work.then(() => process.send?.('done'))
})
process.on('disconnect', () => process.exit(0))
