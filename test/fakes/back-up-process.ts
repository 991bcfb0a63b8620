import { makeBackUp } from '../../electron/services/back-up/back-up-writer.ts'
import { finishRestore } from '../../electron/services/back-up/restore.ts'
import { carryOut } from '../../electron/services/storage/storage-task.ts'

/** Work on a whole profile in a process of its own, so that it can be killed in its midst as a power cut would. */

export type ProfileWork =
  | { readonly kind: 'back-up'; readonly userData: string; readonly path: string; readonly madeAt: number }
  | { readonly kind: 'restore'; readonly userData: string; readonly now: number }
  | { readonly kind: 'upgrade'; readonly path: string }

const carryOutWork = async (work: ProfileWork): Promise<unknown> => {
  switch (work.kind) {
    case 'back-up': {
      const { userData, path, madeAt } = work
      const more = { kind: 'automatic', password: null, appVersion: '0.1.0', unlessContent: null } as const
      return makeBackUp({ userData, path, madeAt, ...more })
    }
    case 'restore':
      return finishRestore({ userData: work.userData, appVersion: '0.1.0', now: () => work.now })
    case 'upgrade':
      return carryOut({ kind: 'upgrade', path: work.path })
  }
}

process.on('message', (work: ProfileWork) => {
  process.send?.('asked', () => void carryOutWork(work).then(() => process.send?.('done')))
})
process.on('disconnect', () => process.exit(0))
