import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'

/** The window's icon on Linux, where programs carry none. */
export function windowIcon(): string | undefined {
  if (process.platform !== 'linux') return undefined
  return app.isPackaged
    ? join(process.resourcesPath, 'icon.png')
    : fileURLToPath(new URL('../../scripts/resources/icons/256x256.png', import.meta.url))
}
