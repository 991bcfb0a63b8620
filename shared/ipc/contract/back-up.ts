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

/** Back-ups, and the way back from one. */
export const backUpCalls = {
  /** Automatic back-ups: whether and where they are made, and those that are there. */
  'backUp.status': { input: nothing, output: backUpStatusSchema },
  'backUp.setAutomatic': { input: z.object({ isOn: z.boolean() }), output: backUpStatusSchema },
  /** Asks the owner for another folder. */
  'backUp.chooseFolder': { input: nothing, output: backUpStatusSchema },
  'backUp.resetFolder': { input: nothing, output: backUpStatusSchema },
  'backUp.openFolder': { input: nothing, output: done },
  /** Makes an automatic one at once. */
  'backUp.makeNow': { input: nothing, output: backUpStatusSchema },
  /** Asks where to, and writes one there; all fields null where the owner would rather not. */
  'backUp.make': {
    input: z.object({ password: z.string().min(shortestPassword).max(longestPassword).nullable() }),
    output: z.object({
      path: z.string().nullable(),
      fileId: idSchema.nullable(),
      bytes: countSchema,
      figures: backUpFiguresSchema.nullable(),
    }),
  },

  /** Asks the owner for a back-up; null where none was chosen. */
  'restore.choose': { input: nothing, output: z.object({ found: backUpHeadSchema.nullable() }) },
  /** Reads a back-up to its end: what is in it, and what stands here now and would be replaced. */
  'restore.look': {
    input: z.object({ backUpId: idSchema, password: z.string().max(longestPassword).nullable() }),
    output: z.object({ figures: backUpFiguresSchema, present: backUpFiguresSchema }),
  },
  /** The owner would rather not: what was read is cleared away. */
  'restore.leave': { input: nothing, output: done },
  /** Puts the back-up that was read last in the place of what stands here, where the owner says yes; the app starts again. */
  'restore.begin': { input: z.object({ backUpId: idSchema }), output: done },
  /** From when the back-up is that was restored and that nothing real was sent after; null: nothing to ask. */
  'restore.unasked': {
    input: nothing,
    output: z.object({ restored: z.object({ madeAt: timeMsSchema, restoredAt: timeMsSchema }).nullable() }),
  },
  /** The owner was told what is not known after a restore, and goes on. */
  'restore.accept': { input: nothing, output: done },
} as const satisfies CallsOf<'backUp' | 'restore'>
