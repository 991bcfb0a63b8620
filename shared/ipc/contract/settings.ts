import { z } from 'zod'
import { credentialsSchema } from '../../domain/credentials.ts'
import { settingsProblemSchema } from '../../domain/problem.ts'
import { proxyLoginSchema } from '../../domain/proxy-login.ts'
import { countSchema, timeMsSchema } from '../../domain/ranges.ts'
import { credentialStatusSchema, proxyStatusSchema } from '../../domain/secret-status.ts'
import { settingsPatchSchema, settingsSchema } from '../../domain/settings.ts'
import { type CallsOf, nothing } from './shapes.ts'

/** The owner's settings, including secrets, and the limits that follow from them. */
export const settingCalls = {
  'settings.get': { input: nothing, output: settingsSchema },
  'settings.update': { input: settingsPatchSchema, output: settingsSchema },
  /** Faults found when the settings file was read. */
  'settings.problems': { input: nothing, output: z.array(settingsProblemSchema) },

  /** Whether credentials were entered, readable or not; does not ask the system for its key. */
  'credentials.areKept': { input: nothing, output: z.boolean() },
  'credentials.status': { input: nothing, output: credentialStatusSchema },
  'credentials.save': { input: credentialsSchema, output: credentialStatusSchema },
  'credentials.forget': { input: nothing, output: credentialStatusSchema },

  'proxy.status': { input: nothing, output: proxyStatusSchema },
  /** The login is used for this proxy only, whatever proxy a network names later. */
  'proxy.saveLogin': { input: proxyLoginSchema, output: proxyStatusSchema },
  'proxy.forgetLogin': { input: nothing, output: proxyStatusSchema },

  /** How much of the day's budget is used, and an estimate of the remaining parts. */
  'limits.status': {
    input: nothing,
    output: z.object({
      today: z.object({
        /** Parts of real messages that left today, or may have left. */
        parts: countSchema,
        /** Null: no limit is set. */
        limit: countSchema.nullable(),
      }),
      /** Null if the owner has never entered a number. */
      remaining: z
        .object({
          /** An estimate: the number entered minus the parts accepted since; never below 0. */
          parts: countSchema,
          typed: countSchema,
          atMs: timeMsSchema,
        })
        .nullable(),
    }),
  },
} as const satisfies CallsOf<'settings' | 'credentials' | 'proxy' | 'limits'>
