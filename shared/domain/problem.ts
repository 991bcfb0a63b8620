import { z } from 'zod'

/**
 * Problems that occurred without any call: in the main process, on the sender's thread (its campaign is paused), in
 * the page, or with the whole window, which was reopened.
 */
export const problemKinds = [
  'main',
  'sender',
  'page',
  'window',
  // An automatic back-up failed: its folder is missing, the disk is full, or another reason.
  'back-up-folder',
  'back-up-space',
  'back-up-failed',
  // A restore was planned before this start: it was carried out, or failed and changed nothing.
  'restored',
  'restore-undone',
  // Something else stood in the place of a file or folder of the app, and was renamed.
  'moved-aside',
] as const
export type ProblemKind = (typeof problemKinds)[number]

/** The newest of its kind; `at` in milliseconds since 1970. */
export const problemSchema = z.object({ kind: z.enum(problemKinds), at: z.number() })
export type Problem = z.infer<typeof problemSchema>

export const settingsProblemSchema = z.discriminatedUnion('kind', [
  /** A field had a value out of range; its default applies. */
  z.object({ kind: z.literal('bad-value'), field: z.string() }),
  /** The file held no JSON object; it is kept under this name, and all defaults apply. */
  z.object({ kind: z.literal('damaged-file'), keptAs: z.string() }),
])
