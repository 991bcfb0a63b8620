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

/** A fault of the settings file, to be shown to the owner. */
export type SettingsProblem =
  /** A field had a value out of range; its default applies. */
  | { readonly kind: 'bad-value'; readonly field: keyof Settings }
  /** The file held no JSON object; it is kept under this name, and all defaults apply. */
  | { readonly kind: 'damaged-file'; readonly keptAs: string }

export type SettingsListener = (settings: Settings, previous: Settings) => void

export type SettingsService = {
  readonly get: () => Settings
  /**
   * Changes the given fields and keeps the others; returns all of them. Throws AppError `bad-input` or
   * `file-not-writable`; nothing is changed then.
   */
  readonly update: (patch: SettingsPatch) => Settings
  /** Calls the listener after every update that changed something; returns a function that stops this. */
  readonly onChange: (listener: SettingsListener) => () => void
  /** The faults found when the file was read. */
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
 * The owner's settings. Only values that the owner has set are stored, so that a new default of a new version
 * reaches everybody who never changed it. Unknown fields are kept for the version that knows them.
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

/** Reads field by field, so that one bad value does not lose the others. */
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
