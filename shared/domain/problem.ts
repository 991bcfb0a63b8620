import { z } from 'zod'

/**
 * What went wrong without anybody having asked for anything: in the main process, on the sender's thread (its campaign
 * stands paused), in the page, or with the whole window, which was opened anew.
 */
export const problemKinds = [
  'main',
  'sender',
  'page',
  'window',
  // No automatic back-up could be made: its folder is not there, the disk is full, or something else.
  'back-up-folder',
  'back-up-space',
  'back-up-failed',
  // A restore was asked for before this start: it was done, or could not be, and nothing was changed.
  'restored',
  'restore-undone',
] as const
export type ProblemKind = (typeof problemKinds)[number]

/** The newest of its kind; `at` in milliseconds since 1970. */
export const problemSchema = z.object({ kind: z.enum(problemKinds), at: z.number() })
export type Problem = z.infer<typeof problemSchema>

export const settingsProblemSchema = z.discriminatedUnion('kind', [
  /** The value of one field was out of range; its default is in force. */
  z.object({ kind: z.literal('bad-value'), field: z.string() }),
  /** The file was no JSON object; it is kept under this name, and every default is in force. */
  z.object({ kind: z.literal('damaged-file'), keptAs: z.string() }),
])
