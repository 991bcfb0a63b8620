import type { z } from 'zod'
import {
  defaultSettings,
  type Settings,
  type SettingsPatch,
  settingsPatchSchema,
  settingsSchema,
} from '../../../shared/domain/settings.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { createJsonStore, type JsonRecord, type JsonStore } from '../files/json-store.ts'
import type { Clock } from '../time/clock.ts'

/** What was wrong with the settings on disk, so that the owner can be told. */
export type SettingsProblem =
  /** The value of one field was out of range; its default is in force. */
  | { readonly kind: 'bad-value'; readonly field: keyof Settings }
  /** The file was no JSON object; it is kept beside the new one under this name, and every default is in force. */
  | { readonly kind: 'damaged-file'; readonly keptAs: string }

export type SettingsListener = (settings: Settings, previous: Settings) => void

export type SettingsService = {
  readonly get: () => Settings
  /**
   * Changes the fields that are given and keeps the others; returns all of them. Throws AppError `bad-input` or
   * `file-not-writable`; nothing is changed then.
   */
  readonly update: (patch: SettingsPatch) => Settings
  /** Calls the listener after every update that changed something; returns the way to stop. */
  readonly onChange: (listener: SettingsListener) => () => void
  /** What was found wrong when the file was read. */
  readonly problems: readonly SettingsProblem[]
}

/** `<cwd>/settings.json`. */
export const createSettingsFile = (options: {
  readonly cwd: string
  readonly clock: Pick<Clock, 'now'>
}): JsonStore => createJsonStore({ ...options, name: 'settings' })

const fields = Object.keys(settingsSchema.shape) as readonly (keyof Settings)[]

const isRecord = (value: unknown): value is JsonRecord => typeof value === 'object' && value !== null

/**
 * The owner's settings. Only what the owner set is on disk, so a default that changes with a new version reaches
 * everybody who never touched it; fields that this version doesn't know stay for the version that does.
 */
export function createSettings({ file }: { readonly file: JsonStore }): SettingsService {
  const raw = file.get()
  const { known, unknown, problems } = sortOut(isRecord(raw) ? raw : {})
  const damaged = file.putAside().map(keptAs => ({ kind: 'damaged-file', keptAs }) as const)
  const listeners = new Set<SettingsListener>()
  let chosen: JsonRecord = known
  let current = settingsSchema.parse(chosen)

  return {
    get: () => current,
    update: patch => {
      const parsed = settingsPatchSchema.safeParse(patch)
      if (!parsed.success) throw badInput(parsed.error)
      const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined)
      const next = { ...chosen, ...Object.fromEntries(given) }
      const previous = current
      const settings = settingsSchema.parse(next)
      if (isSame(next, chosen)) return current
      file.set({ ...unknown, ...next })
      chosen = next
      current = settings
      if (!isSame(settings, previous)) for (const listener of [...listeners]) listener(settings, previous)
      return settings
    },
    onChange: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    problems: [...damaged, ...problems],
  }
}

/** Field by field, so that one bad value costs the owner that one setting and not all of them. */
function sortOut(raw: JsonRecord): {
  readonly known: JsonRecord
  readonly unknown: JsonRecord
  readonly problems: readonly SettingsProblem[]
} {
  const known: Record<string, unknown> = {}
  const problems: SettingsProblem[] = []
  for (const field of fields) {
    if (!Object.hasOwn(raw, field)) continue
    const parsed = settingsSchema.shape[field].safeParse(raw[field])
    if (parsed.success) known[field] = parsed.data
    else problems.push({ kind: 'bad-value', field })
  }
  const unknown = Object.fromEntries(
    Object.entries(raw).filter(([key]) => !Object.hasOwn(defaultSettings, key)),
  )
  return { known, unknown, problems }
}

const badInput = (error: z.ZodError): AppError => {
  const where = error.issues[0]?.path.join('.')
  return new AppError('bad-input', where === undefined ? {} : { where })
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
