import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { unpacked } from '../../scripts/package/targets.mjs'

export const root = join(import.meta.dirname, '..', '..')

/** The Node.js of this computer, which packages are made with; the tests themselves run on Electron's. */
export const node = process.env['npm_node_execpath'] ?? 'node'

/** Folder of the newest packages: those that may be handed out, else those that may not. */
export const packagesFolder = (): string => {
  const folder = ['packages', 'not-for-release'].map(name => join(root, 'release', name)).find(existsSync)
  if (folder === undefined) throw new Error('nothing is packaged: npm run package comes first')
  return folder
}

/** The package whose name ends so. */
export function packageNamed(ending: string): string {
  const name = readdirSync(packagesFolder()).find(entry => entry.endsWith(ending))
  if (name === undefined) throw new Error(`no package ${ending} in ${packagesFolder()}`)
  return join(packagesFolder(), name)
}

/** The app's program as it is packaged for this system. */
export function unpackedProgram(): string {
  const folder = join(packagesFolder(), unpacked().folder)
  const programs: Partial<Record<NodeJS.Platform, string>> = {
    win32: 'zhanggui-sms.exe',
    darwin: 'zhanggui-sms.app/Contents/MacOS/zhanggui-sms',
  }
  return join(folder, programs[process.platform] ?? 'zhanggui-sms')
}
