import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { z } from 'zod'
import type { JsonStore } from '../files/json-store.ts'
import { ownFolder } from './back-up-folder.ts'

const choiceSchema = z.object({
  isOn: z.boolean().default(true).catch(true),
  /** Null: the folder in the profile. */
  folder: z.string().nullable().default(null).catch(null),
  /** The day (China time) on which nothing was last found to have changed. */
  unchangedOn: z.int().nullable().default(null).catch(null),
  /** Tells the back-ups of this profile from those of another computer in the same folder; null: none was made yet. */
  profile: z.uuid().nullable().default(null).catch(null),
})
type Choice = z.infer<typeof choiceSchema>

/**
 * The owner's choices for automatic back-ups, in `back-up.json` of the profile. They are not part of the settings:
 * they name a folder of this computer, so the window must not write them and no back-up carries them.
 */
export function createBackUpChoice(file: JsonStore, userData: string) {
  let known: Choice | null = null
  const read = (): Choice => {
    known ??= choiceSchema.parse(file.get() ?? {})
    return known
  }
  const update = (change: Partial<Choice>): void => {
    const next = { ...read(), ...change }
    file.set(next)
    known = next
  }
  return {
    read,
    update,
    /** The profile's own mark, for the headers of its back-ups. */
    profile(): string {
      const { profile } = read()
      if (profile !== null) return profile
      const made = randomUUID()
      update({ profile: made })
      return made
    },
    folder: (): string => read().folder ?? ownFolder(userData),
    /** The chosen folder is missing, for example because a disk was taken out. */
    isGone(): boolean {
      const { folder } = read()
      return folder !== null && !existsSync(folder)
    },
  }
}
export type BackUpChoice = ReturnType<typeof createBackUpChoice>
