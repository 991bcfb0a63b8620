import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { logFileName, olderLogFileNames } from './log.ts'

/** The newest lines of the log, oldest first, at most `longest` characters together. */
export async function logTail(directory: string, longest: number): Promise<string> {
  let text = ''
  for (const name of [logFileName, ...olderLogFileNames]) {
    if (text.length >= longest) break
    text = (await readFile(join(directory, name), 'utf8').catch(() => '')) + text
  }
  if (text.length <= longest) return text
  const cut = text.slice(-longest)
  return cut.slice(cut.indexOf('\n') + 1)
}
