import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { shell } from 'electron'
import { z } from 'zod'
import { licenceSchema } from '../../shared/domain/licence.ts'
import { AppError } from '../../shared/ipc/result.ts'

/** Written by the build (scripts/package/licences.ts). */
const listed = fileURLToPath(new URL('../licences.json', import.meta.url))

/** Shipped with Electron: next to the program; on macOS in its resources. */
const ofChromium = (): string | undefined =>
  [dirname(process.execPath), process.resourcesPath]
    .map(folder => join(folder, 'LICENSES.chromium.html'))
    .find(existsSync)

/** The terms of third parties' software in the app. */
export const licences = {
  list: async () => z.array(licenceSchema).parse(JSON.parse(await readFile(listed, 'utf8'))),
  async openOfChromium(): Promise<void> {
    const path = ofChromium()
    const problem = path === undefined ? 'LICENSES.chromium.html' : await shell.openPath(path)
    if (problem !== '') throw new AppError('file-not-openable', { detail: problem })
  },
}
