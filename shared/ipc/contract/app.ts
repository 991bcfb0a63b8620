import { z } from 'zod'
import { appInfoSchema } from '../../domain/app-info.ts'
import { licenceSchema } from '../../domain/licence.ts'
import { problemSchema } from '../../domain/problem.ts'
import { idSchema } from '../../domain/ranges.ts'
import { updateNoticeSchema } from '../../domain/update.ts'
import { type CallsOf, done, nothing } from './shapes.ts'

/** The app itself: what it is, what went wrong in it, newer versions, what a supporter needs. */
export const appCalls = {
  'app.info': { input: nothing, output: appInfoSchema },
  /** Nothing was ever entered or sent here: the app welcomes its owner. */
  'app.firstRun': { input: nothing, output: z.boolean() },
  /** What went wrong by itself and was not yet put away, the newest of each kind, oldest first. */
  'app.problems': { input: nothing, output: z.array(problemSchema) },
  'app.putAwayProblems': { input: nothing, output: done },
  /** An error of the page that nobody caught. `fatal`: nothing is on screen any more, the page is to be loaded anew. */
  'app.pageFailed': {
    input: z.object({ message: z.string().max(10_000), fatal: z.boolean() }),
    output: done,
  },
  /** Shows the folder that holds everything that the app keeps. */
  'app.openDataFolder': { input: nothing, output: done },
  /** Opens the provider's console in the system's browser. */
  'app.openConsole': { input: nothing, output: done },
  /** Third parties' software in the app and the terms of each, by name. */
  'app.licences': { input: nothing, output: z.array(licenceSchema) },
  /** Opens the file with the terms of all that Chromium is made of, in the system's browser. */
  'app.openChromiumLicences': { input: nothing, output: done },
  /** Whether a list or text stands in the window that no campaign was begun with: closing asks first. */
  'app.setWork': { input: z.object({ work: z.boolean() }), output: done },

  /** A newer version that is out; null where none is known of, or nobody asks. */
  'updates.notice': { input: nothing, output: updateNoticeSchema.nullable() },
  /** Opens the page of that version in the system's browser; the window names no address. */
  'updates.openPage': { input: nothing, output: done },

  /** What somebody who helps the owner wants to know, without secrets, phones and names, to be read before it goes anywhere. */
  'support.collect': { input: nothing, output: z.object({ text: z.string() }) },
  /** Saves what was collected last, where the owner says; null where they would rather not. */
  'support.save': {
    input: nothing,
    output: z.object({ path: z.string().nullable(), fileId: idSchema.nullable() }),
  },
} as const satisfies CallsOf<'app' | 'updates' | 'support'>
