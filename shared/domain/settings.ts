import { z } from 'zod'
import { timeMsSchema } from './ranges.ts'
import { textSizes } from './text-size.ts'

/** Limits for the engine. A limit defined here reaches every run (`limitsOf`). */
const limits = {
  /** Messages begun per second, at most. */
  ratePerSecond: z.number().min(0.1).max(1000).default(10),
  /** Requests in flight at once, at most. */
  concurrency: z.int().min(1).max(64).default(8),
  /** How often a message that certainly did not leave is tried again before it counts as unsent. */
  unsentRetries: z.int().min(0).max(20).default(5),
  /** Pause after the same recipient or unclear code this many times in a row, by completion. */
  sameCodeLimit: z.int().min(2).max(1000).default(5),
  /** Pause after this many unknown outcomes in a row, by completion. */
  unknownLimit: z.int().min(2).max(1000).default(10),
}

/** Timeouts of one request. A timeout defined here reaches every request (`timeoutsOf`). */
const timeouts = {
  connectTimeoutMs: z.int().min(200).max(120_000).default(10_000),
  headersTimeoutMs: z.int().min(200).max(120_000).default(30_000),
  bodyTimeoutMs: z.int().min(200).max(120_000).default(10_000),
}

/**
 * SECURITY: credentials and phones go to this address: https only, and it must not contain a secret, because it is
 * shown and logged.
 */
export const isOwnersEndpoint = (address: string): boolean =>
  /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?\/[^\s#\\]*$/.test(address)

/**
 * Upper limits: characters of the wording that the provider appends, yuan per part, characters of a word, number of
 * words.
 */
export const longestWording = 40
export const highestPrice = 10
export const longestWord = 20
export const mostWords = 200
export const mostKeepMonths = 120
export const mostRecentMessages = 20
export const mostRecentHours = 720
export const highestDayParts = 10_000_000
export const highestDayYuan = 1_000_000
export const highestRemaining = 100_000_000

/**
 * The owner's settings. Every field has a default, so that a settings file of an older version stays readable. A
 * stored value out of range is replaced by its default and reported, never silently kept.
 */
export const settingsSchema = z.object({
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** An address of the provider other than the usual one, as shown in the provider's console. Null: the usual one. */
  endpoint: z.string().max(500).refine(isOwnersEndpoint).nullable().default(null),
  /** The size of everything in the window (`zoomOf`). */
  textSize: z.enum(textSizes).default('normal'),
  ...limits,
  ...timeouts,
  /** Hours of the day, Asia/Shanghai, in which messages may leave: from (inclusive) to (exclusive), minutes since midnight. */
  sendingWindow: z
    .object({
      enabled: z.boolean(),
      fromMinute: z.int().min(0).max(1439),
      toMinute: z.int().min(1).max(1440),
    })
    .refine(window => window.fromMinute < window.toMinute)
    .default({ enabled: true, fromMinute: 8 * 60, toMinute: 21 * 60 }),
  /** People of campaigns that ended this many months ago are forgotten. Null: they are kept. */
  keepMonths: z.int().min(1).max(mostKeepMonths).nullable().default(null),
  /**
   * The rule on recent messages: before a start, the owner is asked about people who got this many real messages in
   * this many hours.
   */
  recentRule: z.boolean().default(true),
  recentMessages: z.int().min(1).max(mostRecentMessages).default(1),
  recentHours: z.int().min(1).max(mostRecentHours).default(24),
  /**
   * Real messages stop before more parts than this, or more yuan at the set price, leave on one day (China time).
   * Null: no limit.
   */
  dayBudgetParts: z.int().min(1).max(highestDayParts).nullable().default(null),
  dayBudgetYuan: z.number().min(0.01).max(highestDayYuan).nullable().default(null),
  /** Parts that the provider's console showed as remaining, and when the owner typed them. Null: never. */
  remaining: z
    .object({ parts: z.int().min(0).max(highestRemaining), atMs: timeMsSchema })
    .nullable()
    .default(null),
  /** Wording that the provider appends to a message, counted in its length. Empty: not known. */
  optOutWording: z.string().max(longestWording).default(''),
  /** Price of one part in yuan, for the estimate. Null: not set. */
  pricePerPart: z.number().min(0).max(highestPrice).nullable().default(null),
  /** The owner's own words, which the review warns about in addition to its rules. */
  warnWords: z.array(z.string().min(1).max(longestWord)).max(mostWords).default([]),
  /** Rules of the review (`shared/sms/review/rules.ts`) that are not checked. An id of another version switches nothing. */
  rulesOff: z.array(z.string().min(1).max(40)).max(200).default([]),
})
export type Settings = z.infer<typeof settingsSchema>

type Fields = typeof settingsSchema.shape
type FieldsWithoutDefault = { readonly [Name in keyof Fields]: ReturnType<Fields[Name]['unwrap']> }
const fieldsWithoutDefault = Object.fromEntries(
  Object.entries(settingsSchema.shape).map(([name, field]) => [name, field.unwrap()]),
) as unknown as FieldsWithoutDefault

/** Some of the fields; the others are unchanged. */
export const settingsPatchSchema = z.object(fieldsWithoutDefault).partial()
export type SettingsPatch = z.infer<typeof settingsPatchSchema>

/** The language of screens, reports and dialogs. */
export type Language = Settings['language']

export const defaultSettings: Settings = settingsSchema.parse({})

const pick = <Name extends keyof Settings>(
  settings: Settings,
  names: Readonly<Record<Name, unknown>>,
): Pick<Settings, Name> =>
  Object.fromEntries(Object.keys(names).map(name => [name, settings[name as Name]])) as Pick<Settings, Name>

export const limitsOf = (settings: Settings): Pick<Settings, keyof typeof limits> => pick(settings, limits)
export const timeoutsOf = (settings: Settings): Pick<Settings, keyof typeof timeouts> =>
  pick(settings, timeouts)

/** The smallest and largest allowed value of a number. */
export function rangeOf(name: keyof typeof limits | keyof typeof timeouts): {
  readonly min: number
  readonly max: number
} {
  const { minValue, maxValue } = fieldsWithoutDefault[name]
  if (minValue === null || maxValue === null) throw new Error(`${name} has no range`)
  return { min: minValue, max: maxValue }
}
