import { shell } from 'electron'
import { AppError } from '../../shared/ipc/result.ts'
import { consoleUrl } from '../../shared/provider/request.ts'
import { isAllowedOutside } from '../services/endpoint/outside.ts'

async function openOutside(address: string): Promise<void> {
  if (!isAllowedOutside(address)) throw new AppError('bad-input', { where: 'address' })
  await shell.openExternal(address)
}

/** What of the app leads out of it, into programs of the system. SECURITY: the window names no address and no path. */
export const outside = {
  console: (): Promise<void> => openOutside(consoleUrl),
  async folder(path: string): Promise<void> {
    const problem = await shell.openPath(path)
    if (problem !== '') throw new AppError('file-not-openable', { detail: problem })
  },
}
