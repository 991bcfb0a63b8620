import { z } from 'zod'
import { workHeadSchema, workIdSchema, workSchema } from '../../domain/work.ts'
import { workPieceBytes } from '../../domain/work-piece.ts'
import { type CallsOf, done, nothing } from './shapes.ts'

const byWork = z.object({ workId: workIdSchema })
const workFile = {
  file: z.int().min(0).max(999),
  offset: z
    .int()
    .min(0)
    .max(4 * 1024 ** 3),
}

/** Work in progress: a list and a text without a campaign. */
export const workCalls = {
  /** All works in progress, the most recently touched first. */
  'works.list': { input: nothing, output: z.array(workHeadSchema) },
  'works.get': { input: byWork, output: workSchema },
  'works.begin': { input: nothing, output: byWork },
  /** A piece of one of the files that the list was read from. */
  'works.putFile': {
    input: byWork.extend({
      ...workFile,
      bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= workPieceBytes),
    }),
    output: done,
  },
  /** The next piece of one of them; an empty one at the end. */
  'works.readFile': { input: byWork.extend(workFile), output: z.instanceof(Uint8Array) },
  'works.save': { input: byWork.extend({ work: workSchema }), output: done },
  'works.remove': { input: byWork, output: done },
  /** Discards a work; it can be restored until another one is discarded or the app restarts. */
  'works.throwAway': { input: byWork, output: done },
  'works.putBack': { input: byWork, output: done },
} as const satisfies CallsOf<'works'>
