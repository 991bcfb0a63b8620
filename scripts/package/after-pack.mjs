import { rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * electron-builder's hook before the fuses: takes away what is left of Electron's own start page where the runtime came
 * as a folder. The app never looks for it (`onlyLoadAppFromAsar`).
 * @param {{ appOutDir: string, electronPlatformName: string, packager: { getResourcesDir: (folder: string) => string } }} context
 */
export default function afterPack({ appOutDir, packager }) {
  for (const path of [
    join(packager.getResourcesDir(appOutDir), 'default_app.asar'),
    join(appOutDir, 'version'),
  ])
    rmSync(path, { force: true })
}
