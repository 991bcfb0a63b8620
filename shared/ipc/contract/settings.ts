import { z } from 'zod'
import { credentialsSchema } from '../../domain/credentials.ts'
import { settingsProblemSchema } from '../../domain/problem.ts'
import { proxyLoginSchema } from '../../domain/proxy-login.ts'
import { countSchema, timeMsSchema } from '../../domain/ranges.ts'
import { credentialStatusSchema, proxyStatusSchema } from '../../domain/secret-status.ts'
import { settingsPatchSchema, settingsSchema } from '../../domain/settings.ts'
import { type CallsOf, nothing } from './shapes.ts'

/** What the owner sets, the secrets included, and what the app says about it. */
export const settingCalls = {
  'settings.get': { input: nothing, output: settingsSchema },
  'settings.update': { input: settingsPatchSchema, output: settingsSchema },
  /** What the settings file held that was not taken, when it was read. */
  'settings.problems': { input: nothing, output: z.array(settingsProblemSchema) },

  /** Whether any were entered, readable or not; the system is not asked for its key. */
  'credentials.areKept': { input: nothing, output: z.boolean() },
  'credentials.status': { input: nothing, output: credentialStatusSchema },
  'credentials.save': { input: credentialsSchema, output: credentialStatusSchema },
  'credentials.forget': { input: nothing, output: credentialStatusSchema },

  'proxy.status': { input: nothing, output: proxyStatusSchema },
  /** Used for this proxy only, whatever the network names later. */
  'proxy.saveLogin': { input: proxyLoginSchema, output: proxyStatusSchema },
  'proxy.forgetLogin': { input: nothing, output: proxyStatusSchema },

  /** How far the day's budget is used, and what the owner's own count of remaining parts has come down to. */
  'limits.status': {
    input: nothing,
    output: z.object({
      today: z.object({
        /** Parts of real messages that left today, or may have. */
        parts: countSchema,
        /** Null: no limit is set. */
        limit: countSchema.nullable(),
      }),
      /** Null where the owner has typed none. */
      remaining: z
        .object({
          /** An estimate: what was typed less what was accepted since; never below 0. */
          parts: countSchema,
          typed: countSchema,
          atMs: timeMsSchema,
        })
        .nullable(),
    }),
  },
} as const satisfies CallsOf<'settings' | 'credentials' | 'proxy' | 'limits'>
