import { z } from 'zod'
import { appInfoSchema } from '../../domain/app-info.ts'
import { licenceSchema } from '../../domain/licence.ts'
import { problemSchema } from '../../domain/problem.ts'
import { idSchema } from '../../domain/ranges.ts'
import { updateNoticeSchema } from '../../domain/update.ts'
import { type CallsOf, done, nothing } from './shapes.ts'

/** The app itself: its version, its problems, newer versions, support. */
export const appCalls = {
  'app.info': { input: nothing, output: appInfoSchema },
  /** True if nothing was ever entered or sent here: the app then shows its welcome screen. */
  'app.firstRun': { input: nothing, output: z.boolean() },
  /** Problems that were not dismissed yet, the newest of each kind, oldest first. */
  'app.problems': { input: nothing, output: z.array(problemSchema) },
  'app.putAwayProblems': { input: nothing, output: done },
  /**
   * Reports an uncaught error of the page. `fatal`: nothing is on screen any more, and the page has to be reloaded.
   */
  'app.pageFailed': {
    input: z.object({ message: z.string().max(10_000), fatal: z.boolean() }),
    output: done,
  },
  /** Opens the folder with all data of the app. */
  'app.openDataFolder': { input: nothing, output: done },
  /** Opens the provider's console in the system's browser. */
  'app.openConsole': { input: nothing, output: done },
  /** Third parties' software in the app and its licences, by name. */
  'app.licences': { input: nothing, output: z.array(licenceSchema) },
  /** Opens the file with the licences of Chromium's components in the system's browser. */
  'app.openChromiumLicences': { input: nothing, output: done },
  /** Sets whether the window holds a list or text without a campaign: closing then asks first. */
  'app.setWork': { input: z.object({ work: z.boolean() }), output: done },

  /** A newer version; null if none is known, or the app does not check. */
  'updates.notice': { input: nothing, output: updateNoticeSchema.nullable() },
  /** Opens the page of that version in the system's browser; the window names no address. */
  'updates.openPage': { input: nothing, output: done },

  /** The support text, without secrets, phones and names; the owner reads it before sending it to anybody. */
  'support.collect': { input: nothing, output: z.object({ text: z.string() }) },
  /** Saves the text that was collected last, at a path that the owner chooses; null when the owner cancels. */
  'support.save': {
    input: nothing,
    output: z.object({ path: z.string().nullable(), fileId: idSchema.nullable() }),
  },
} as const satisfies CallsOf<'app' | 'updates' | 'support'>
