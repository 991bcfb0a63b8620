import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { iconFiles } from '../icons/icon-files.mjs'
import { root } from '../setup/run.mjs'

/** `node scripts/main.mjs icons`: draws the icons of the packages anew, into scripts/resources. */
export async function command() {
  for (const [name, draw] of iconFiles) {
    const path = join(root, 'scripts', 'resources', name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, draw())
  }
  return 0
}
