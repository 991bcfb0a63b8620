import { existsSync } from 'node:fs'
import { z } from 'zod'
import type { JsonStore } from '../files/json-store.ts'
import { ownFolder } from './back-up-folder.ts'

const choiceSchema = z.object({
  isOn: z.boolean().default(true).catch(true),
  /** Null: the folder in the profile. */
  folder: z.string().nullable().default(null).catch(null),
  /** The day of China on which it was last seen that nothing had changed. */
  unchangedOn: z.int().nullable().default(null).catch(null),
})
type Choice = z.infer<typeof choiceSchema>

/**
 * How the owner wants automatic back-ups, in `back-up.json` of the profile. It is no setting: it names a folder of this
 * computer, so the window can't write it and no back-up carries it.
 */
export function createBackUpChoice(file: JsonStore, userData: string) {
  let known: Choice | null = null
  const read = (): Choice => {
    known ??= choiceSchema.parse(file.get() ?? {})
    return known
  }
  return {
    read,
    update(change: Partial<Choice>): void {
      const next = { ...read(), ...change }
      file.set(next)
      known = next
    },
    folder: (): string => read().folder ?? ownFolder(userData),
    /** The folder that the owner chose is not there: a disk that was taken out, say. */
    isGone(): boolean {
      const { folder } = read()
      return folder !== null && !existsSync(folder)
    },
  }
}
export type BackUpChoice = ReturnType<typeof createBackUpChoice>
