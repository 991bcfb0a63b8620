import { z } from 'zod'
import {
  backUpFiguresSchema,
  backUpHeadSchema,
  backUpStatusSchema,
  longestPassword,
  shortestPassword,
} from '../../domain/back-up.ts'
import { countSchema, idSchema, timeMsSchema } from '../../domain/ranges.ts'
import { type CallsOf, done, nothing } from './shapes.ts'

/** Back-ups and restores. */
export const backUpCalls = {
  /** Automatic back-ups: whether and where they are made, and those that exist. */
  'backUp.status': { input: nothing, output: backUpStatusSchema },
  'backUp.setAutomatic': { input: z.object({ isOn: z.boolean() }), output: backUpStatusSchema },
  /** Asks the owner for another folder. */
  'backUp.chooseFolder': { input: nothing, output: backUpStatusSchema },
  'backUp.resetFolder': { input: nothing, output: backUpStatusSchema },
  'backUp.openFolder': { input: nothing, output: done },
  /** Makes an automatic one at once. */
  'backUp.makeNow': { input: nothing, output: backUpStatusSchema },
  /** Asks for a path and writes a back-up there; all fields are null when the owner cancels. */
  'backUp.make': {
    input: z.object({ password: z.string().min(shortestPassword).max(longestPassword).nullable() }),
    output: z.object({
      path: z.string().nullable(),
      fileId: idSchema.nullable(),
      bytes: countSchema,
      figures: backUpFiguresSchema.nullable(),
    }),
  },

  /** Asks the owner to choose a back-up; null when the owner cancels. */
  'restore.choose': { input: nothing, output: z.object({ found: backUpHeadSchema.nullable() }) },
  /** Reads a back-up completely: its figures, and those of the present data that it would replace. */
  'restore.look': {
    input: z.object({ backUpId: idSchema, password: z.string().max(longestPassword).nullable() }),
    output: z.object({ figures: backUpFiguresSchema, present: backUpFiguresSchema }),
  },
  /** Cancels a restore: removes the unpacked back-up. */
  'restore.leave': { input: nothing, output: done },
  /** Replaces the present data by the back-up that was read last, if the owner agrees; the app restarts. */
  'restore.begin': { input: z.object({ backUpId: idSchema }), output: done },
  /** The times of a restore that the owner was not asked about yet; null: nothing to ask. */
  'restore.unasked': {
    input: nothing,
    output: z.object({ restored: z.object({ madeAt: timeMsSchema, restoredAt: timeMsSchema }).nullable() }),
  },
  /** The owner knows what is unknown after a restore, and continues. */
  'restore.accept': { input: nothing, output: done },
} as const satisfies CallsOf<'backUp' | 'restore'>
