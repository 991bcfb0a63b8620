import type { BackUpService } from '../../services/back-up/back-up-service.ts'
import type { Restored } from '../../services/back-up/restored-mark.ts'
import type { WrittenFiles } from '../../services/files/written-files.ts'
import type { Handlers } from '../register.ts'

export const backUpHandlers = ({
  backUps,
  files,
  openFolder,
  restored,
  accept,
}: {
  readonly backUps: BackUpService
  readonly files: Pick<WrittenFiles, 'written'>
  readonly openFolder: (path: string) => Promise<void>
  readonly restored: () => Restored | null
  readonly accept: () => Promise<void>
}) =>
  ({
    'backUp.status': () => backUps.status(),
    'backUp.setAutomatic': ({ isOn }) => backUps.setAutomatic(isOn),
    'backUp.chooseFolder': () => backUps.chooseFolder(),
    'backUp.resetFolder': () => backUps.resetFolder(),
    'backUp.openFolder': () => openFolder(backUps.folder()),
    'backUp.makeNow': () => backUps.makeNow(),
    'backUp.make': async ({ password }) => files.written(await backUps.make(password)),
    'restore.choose': async () => ({ found: await backUps.choose() }),
    'restore.look': ({ backUpId, password }) => backUps.look(backUpId, password),
    'restore.leave': () => backUps.leave(),
    'restore.begin': ({ backUpId }) => backUps.begin(backUpId),
    'restore.unasked': () => ({ restored: restored() }),
    'restore.accept': () => accept(),
  }) satisfies Partial<Handlers>
