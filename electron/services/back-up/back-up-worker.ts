import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import type { BackUpFigures } from '../../../shared/domain/back-up.ts'
import { integrityOf } from '../storage/integrity.ts'
import { answerCall } from '../threads/calls.ts'
import { databaseName, type Manifest } from './back-up-format.ts'
import { unpackBackUp } from './back-up-reader.ts'
import { makeBackUp } from './back-up-writer.ts'
import { figuresIn } from './figures.ts'
import { finishRestore } from './restore.ts'
import { contentsFolder } from './restore-folder.ts'
import { adoptDatabase } from './restored-database.ts'

/** The thread on which back-ups are made and read. Whole files are read and written nowhere else. */
if (parentPort === null) throw new Error('back-ups are made on a thread of their own')
const port = parentPort

const methods = {
  make: makeBackUp,

  /** Unpacks a back-up beside the present profile and makes sure that it can replace it. */
  async unpack(userData: string, path: string, password: string | null): Promise<Manifest> {
    const contents = contentsFolder(userData)
    const manifest = await unpackBackUp(path, password, contents)
    adoptDatabase(join(contents, databaseName))
    return manifest
  },

  /** The figures of the present profile. */
  figures: (userData: string): Promise<BackUpFigures> => figuresIn(userData),

  /** The results of a look at the whole database. */
  integrity: integrityOf,

  finish: (userData: string, appVersion: string) => finishRestore({ userData, appVersion, now: Date.now }),
}
export type BackUpMethods = typeof methods

port.on('message', message => {
  void answerCall(
    message,
    () => methods,
    answer => port.postMessage(answer),
  )
})
