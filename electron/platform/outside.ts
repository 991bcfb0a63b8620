import { shell } from 'electron'
import { AppError } from '../../shared/ipc/result.ts'
import { consoleUrl } from '../../shared/provider/request.ts'
import { isLoopbackUrl } from '../services/endpoint/endpoint.ts'
import { isAllowedOutside } from '../services/endpoint/outside.ts'

async function openOutside(address: string): Promise<void> {
  if (!isAllowedOutside(address)) throw new AppError('bad-input', { where: 'address' })
  await shell.openExternal(address)
}

/** Everything that opens another program of the system. SECURITY: the window names no address and no path. */
export const outside = {
  /** A page whose origin the caller has looked at. SECURITY: http only to this computer itself. */
  async page(address: string): Promise<void> {
    const url = URL.parse(address)
    if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackUrl(address))))
      throw new AppError('bad-input', { where: 'address' })
    await shell.openExternal(address)
  },
  console: (): Promise<void> => openOutside(consoleUrl),
  async folder(path: string): Promise<void> {
    const problem = await shell.openPath(path)
    if (problem !== '') throw new AppError('file-not-openable', { detail: problem })
  },
}
