import { z } from 'zod'
import {
  backUpFiguresSchema,
  backUpHeadSchema,
  backUpStatusSchema,
  longestPassword,
  shortestPassword,
} from '../domain/back-up.ts'
import {
  campaignNameSchema,
  campaignViewSchema,
  contentSchema,
  contentTrialSchema,
  correctionProblems,
  earlierContentSchema,
  earlierSendsSchema,
  eventViewSchema,
  foundRecipientSchema,
  hadOfSchema,
  hadPersonSchema,
  newCampaignSchema,
  newRecipientSchema,
  preflightSchema,
  progressSchema,
  recipientBatchLimit,
  recipientViewSchema,
  resultPageSchema,
  resultSchema,
} from '../domain/campaign.ts'
import {
  contactBatchLimit,
  contactListSchema,
  contactPageSchema,
  contactQuerySchema,
  fileMappingSchema,
  forgottenSchema,
  headerSchema,
  listContactSchema,
  listMergedSchema,
  listMergeSchema,
  listNameSchema,
  newContactSchema,
  personSchema,
  setTagsSchema,
  writtenPersonSchema,
} from '../domain/contact-list.ts'
import { credentialsSchema } from '../domain/credentials.ts'
import { exportBatchLimit, exportFormats, mostExportColumns, reportFormats } from '../domain/export.ts'
import { libraryEntrySchema, libraryKeySchema, librarySchema } from '../domain/library.ts'
import { licenceSchema } from '../domain/licence.ts'
import { manyOf, textsSchema } from '../domain/many.ts'
import {
  optOutCellsSchema,
  optOutPageSchema,
  optOutPhonesSchema,
  optOutQuerySchema,
  optOutReasonSchema,
  optOutSchema,
  optOutsAddedSchema,
  optOutTextSchema,
} from '../domain/opt-out.ts'
import { pageRequestSchema, pageSchema } from '../domain/page.ts'
import { problemSchema, settingsProblemSchema } from '../domain/problem.ts'
import { proxyLoginSchema } from '../domain/proxy-login.ts'
import { countSchema, idSchema, plannedTimeMsSchema, timeMsSchema } from '../domain/ranges.ts'
import { mostKeepMonths, settingsPatchSchema, settingsSchema } from '../domain/settings.ts'
import { recipientOrders, recipientStates, resolutions } from '../domain/states.ts'
import { typedText } from '../domain/typed-text.ts'
import { updateNoticeSchema } from '../domain/update.ts'
import { workHeadSchema, workIdSchema, workSchema } from '../domain/work.ts'
import { workPieceBytes } from '../domain/work-piece.ts'
import { longestWorkbook, workbookTableSchema } from '../domain/workbook.ts'
import type { Channel, EventName } from './channels.ts'

/**
 * The whole bridge between window and main process: channel → what goes in and what comes out.
 * Handlers and the renderer's types are derived from this file, the preload from the names in channels.ts; docs/ipc.md is its list in words.
 */

const nothing = z.undefined()
/** What a call gives that only does something. */
const done = z.void()
const campaignId = z.int().min(1)
const byCampaign = z.object({ campaignId })
const listId = z.int().min(1)
const byList = z.object({ listId })
const mergeId = z.int().min(1)
const onePhone = z.string().max(40)
/** As large as a workbook may be that is read at all. */
const workbookBytes = z.instanceof(Uint8Array).refine(({ length }) => length <= longestWorkbook)
/** Null when the owner closed the save dialog. */
const exported = z.object({
  path: z.string().nullable(),
  /** The written file's number for `exports.openFile` and `exports.showFile`, as long as the app runs. */
  fileId: idSchema.nullable(),
  rows: countSchema,
})

const credentialStatusSchema = z.object({
  /** `encrypted`: kept on disk under the system's key. `session`: kept until the app closes. `none`: not entered. */
  storage: z.enum(['encrypted', 'session', 'none']),
  /** Whether this computer can keep secrets encrypted at all. */
  canEncrypt: z.boolean(),
  /** Last four characters of the accessKey; the only part that ever comes back. */
  accessKeyTail: z.string().nullable(),
  /** Saved credentials exist but the system's key does not open them. */
  unreadable: z.boolean(),
})
export type CredentialStatus = z.infer<typeof credentialStatusSchema>

const proxyLoginStatusSchema = z.object({
  /** As for the credentials. */
  storage: z.enum(['encrypted', 'session', 'none']),
  canEncrypt: z.boolean(),
  /** The proxy it is for, `scheme://host:port`; the only part that ever comes back. */
  proxy: z.string().nullable(),
  unreadable: z.boolean(),
})
export type ProxyLoginStatus = z.infer<typeof proxyLoginStatusSchema>

const proxyStatusSchema = z.object({
  /** `scheme://host:port` of the proxy that the system names for the endpoint; null: reached directly, or not at all. */
  proxy: z.string().nullable(),
  /** The system names only proxies of a kind that the app can't use (SOCKS): nothing can be sent. */
  unsupported: z.boolean(),
  login: proxyLoginStatusSchema,
})
export type ProxyStatus = z.infer<typeof proxyStatusSchema>

/** Where real messages go; `isFixed`: ZHANGGUI_API_URL names it, and the settings can't. */
const endpointSchema = z.object({ url: z.string(), isProvider: z.boolean(), isFixed: z.boolean() })

const appInfoSchema = z.object({
  version: z.string(),
  runtime: z.object({ electron: z.string(), node: z.string(), chromium: z.string() }),
  endpoint: endpointSchema,
  userData: z.string(),
})
export type AppInfo = z.infer<typeof appInfoSchema>

const storageStatusSchema = z.object({
  /**
   * `lost`: the database could not be read and was put aside under `keptAs` (null: it had vanished); sending waits for
   * the owner. `checking`: the whole file is being looked at, and sending waits for that. `damaged`: that found damage;
   * nothing is sent, and the next start puts the file aside.
   */
  state: z.enum(['ok', 'lost', 'checking', 'damaged']),
  keptAs: z.string().nullable(),
})
export type StorageStatus = z.infer<typeof storageStatusSchema>

/** What is done to the database before it can be used: looked at as a whole, copied, taken a step further. */
const storageProgressSchema = z.union([
  z.object({ stage: z.enum(['check', 'copy']) }),
  /** `step` of `of`, from 1. */
  z.object({ stage: z.literal('step'), step: idSchema, of: idSchema }),
])
export type StorageProgress = z.infer<typeof storageProgressSchema>

const practiceAccountSchema = z.object({
  signature: z.object({ name: z.string(), code: z.string() }),
  template: z.object({ code: z.string(), text: z.string() }),
})

const practiceStatsSchema = z.object({
  requests: countSchema,
  /** Answer code → how often; `invalid-json` answers are counted under the code they carry. */
  byCode: z.record(z.string(), countSchema),
})
export type PracticeStats = z.infer<typeof practiceStatsSchema>

const byWork = z.object({ workId: workIdSchema })
const workFile = {
  file: z.int().min(0).max(999),
  offset: z
    .int()
    .min(0)
    .max(4 * 1024 ** 3),
}

export const contract = {
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

  'practice.account': { input: nothing, output: practiceAccountSchema },
  'practice.stats': { input: nothing, output: practiceStatsSchema },

  'workbooks.read': {
    /** `sheet` null: the one that holds a list. */
    input: z.object({ bytes: workbookBytes, sheet: z.int().min(0).nullable().default(null) }),
    output: workbookTableSchema,
  },
  /** Ends the reading that is under way: its list is not wanted any more. */
  'workbooks.stop': { input: nothing, output: done },

  /** Work in progress, the one touched last first. */
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
  /** As the owner does by hand: it can be put back until the next one is thrown away or the app starts anew. */
  'works.throwAway': { input: byWork, output: done },
  'works.putBack': { input: byWork, output: done },

  /** What would be forgotten were campaigns kept for so many months: those that ended before a time, and their people. */
  'retention.survey': {
    input: z.object({ months: z.int().min(1).max(mostKeepMonths) }),
    output: z.object({ beforeMs: timeMsSchema, campaigns: countSchema, people: countSchema }),
  },

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

  /** What somebody who helps the owner wants to know, without secrets, phones and names, to be read before it goes anywhere. */
  'support.collect': { input: nothing, output: z.object({ text: z.string() }) },
  /** Saves what was collected last, where the owner says; null where they would rather not. */
  'support.save': {
    input: nothing,
    output: z.object({ path: z.string().nullable(), fileId: idSchema.nullable() }),
  },

  /** Signatures and templates that were used or written down. */
  'library.list': { input: nothing, output: librarySchema },
  'library.save': {
    /** `was`: the CODE that the entry had before, null for a new one. */
    input: z.object({ entry: libraryEntrySchema, was: z.string().max(64).nullable() }),
    output: librarySchema,
  },
  'library.remove': { input: libraryKeySchema, output: librarySchema },

  'campaigns.create': { input: newCampaignSchema, output: z.object({ campaignId }) },
  'campaigns.addRecipients': {
    input: z.object({ campaignId, recipients: manyOf(newRecipientSchema, recipientBatchLimit) }),
    output: z.object({ recipients: countSchema }),
  },
  'campaigns.preflight': { input: byCampaign, output: preflightSchema },
  'campaigns.discard': { input: byCampaign, output: done },
  'campaigns.sendTest': {
    input: z.object({ campaignId, phone: z.string().max(40), seq: z.int().min(1) }),
    /** The one-recipient campaign that carries the test; follow it by its progress. */
    output: z.object({ campaignId }),
  },
  'campaigns.start': {
    /** `slice`: first send to this many recipients, of different carriers, then pause (`first-slice-done`). */
    input: z.object({ campaignId, slice: z.int().min(1).max(100).optional() }),
    output: done,
  },
  /** Starts a draft by itself at a time (milliseconds since 1970). If the app is not running then, the owner is asked. */
  'campaigns.schedule': { input: z.object({ campaignId, at: plannedTimeMsSchema }), output: done },
  'campaigns.unschedule': { input: byCampaign, output: done },
  'campaigns.pause': { input: byCampaign, output: done },
  'campaigns.resume': { input: byCampaign, output: done },
  'campaigns.cancel': { input: byCampaign, output: done },
  /** What a paused campaign would come to with this content; null where another was tried meanwhile. */
  'campaigns.tryContent': {
    input: contentSchema.extend({ campaignId }),
    output: z.object({ trial: contentTrialSchema.nullable() }),
  },
  /** Gives a paused campaign another signature or template; whoever was refused because of it is due again. */
  'campaigns.changeContent': {
    input: contentSchema.extend({ campaignId }),
    output: z.object({ dueAgain: countSchema }),
  },
  /** What a campaign said before its content was changed, the first first. */
  'campaigns.earlierContents': { input: byCampaign, output: z.array(earlierContentSchema) },
  /**
   * How many of a draft's people to be sent the rule on recent messages concerns (settings, `recentRule`), and how many
   * had anything within a week. Whoever asks tells the owner: `campaigns.start` refuses only for others (`recent-more`).
   */
  'campaigns.recent': { input: byCampaign, output: z.object({ people: countSchema, week: countSchema }) },
  /** Leaves them out; `new`: those for whom a start or resume was refused with `recent-more`. */
  'campaigns.skipRecent': {
    input: z.object({ campaignId, span: z.enum(['rule', 'week', 'new']) }),
    output: z.object({ skipped: countSchema }),
  },
  /** Those for whom a start or resume was refused with `recent-more` shall be sent to. */
  'campaigns.acceptRecent': { input: byCampaign, output: done },
  /** Who of a draft's people to be sent had the very same filled text already. */
  'campaigns.sameText': { input: byCampaign, output: earlierSendsSchema },
  /** Leaves them out. */
  'campaigns.skipSameText': { input: byCampaign, output: z.object({ skipped: countSchema }) },
  /** Who of a draft's people to be sent had something from which earlier campaign of its mode. */
  'campaigns.earlierSends': { input: byCampaign, output: earlierSendsSchema },
  /** Leaves out who had one of these campaigns or its resends. */
  'campaigns.skipHad': {
    input: z.object({ campaignId, earlier: z.array(campaignId).min(1).max(1000) }),
    output: z.object({ skipped: countSchema }),
  },
  /** The people behind a number of `campaigns.recent`, `sameText` or `earlierSends`, with the newest of what they had. */
  'campaigns.hadPeople': {
    input: pageRequestSchema.extend({ campaignId, of: hadOfSchema }),
    output: pageSchema(hadPersonSchema),
  },
  /** People of a campaign's result, a page at a time; who was or is being sent again is not among them. */
  'campaigns.resultContacts': {
    input: resultSchema.extend({ campaignId, after: z.int().min(0) }),
    output: resultPageSchema,
  },
  /** What is wrong with a new phone for somebody whom the provider refused as no phone (30011); null: nothing. */
  'campaigns.checkCorrection': {
    input: z.object({ campaignId, phone: onePhone }),
    output: z.object({ problem: z.enum(correctionProblems).nullable() }),
  },
  /** Makes a draft of kind `retry` of chosen recipients. Whoever is in it can't be chosen a second time. */
  'campaigns.retry': {
    input: z.object({
      campaignId,
      states: z.array(z.enum(['unsent', 'rejected', 'unknown'])).min(1),
      /** Only rejections with these codes; all where left out. */
      codes: z.array(z.int()).max(100).optional(),
      /** Only these recipients; all where left out. */
      seqs: z.array(idSchema).max(5000).optional(),
      /** New phones for those who were refused with 30011. */
      corrections: z
        .array(z.object({ seq: idSchema, phone: onePhone }))
        .max(5000)
        .optional(),
    }),
    output: z.object({ campaignId, recipients: countSchema }),
  },
  /** Who of a campaign could be sent once more, and how many decisions stand beside unknown outcomes. */
  'campaigns.outcomes': {
    input: byCampaign,
    output: z.object({
      unsent: countSchema,
      /** By the provider's code, the most frequent first. */
      rejected: z.array(z.object({ code: z.int(), count: countSchema })),
      unknown: countSchema,
      /** Why people were not accepted, resent ones too, the most frequent first; `open` could be sent once more. */
      reasons: z.array(
        z.object({
          state: z.enum(['rejected', 'unsent', 'unknown']),
          code: z.int().nullable(),
          cause: z.string().nullable(),
          count: countSchema,
          open: countSchema,
        }),
      ),
      /** Those of the unknown that no decision stands beside. */
      waiting: countSchema,
      /** Decision → how many; `sent-again` counts recipients of every outcome. */
      resolved: z.record(z.enum(resolutions), countSchema),
    }),
  },
  /** Unknown outcomes that wait for the owner, over all campaigns, newest first. */
  'campaigns.unknowns': {
    input: pageRequestSchema,
    output: pageSchema(foundRecipientSchema),
  },
  /** The owner's decision on unknown outcomes; `seqs` null: all of the campaign that wait. */
  'campaigns.resolve': {
    input: z.object({
      campaignId,
      seqs: z.array(idSchema).max(5000).nullable(),
      resolution: z.enum(resolutions).exclude(['sent-again']),
    }),
    output: z.object({ resolved: countSchema }),
  },
  /** Takes the owner's decision on unknown outcomes back; `decision-settled` where their resend has left. */
  'campaigns.takeBack': {
    input: z.object({
      campaignId,
      /** Null: all of the campaign for whom this was decided. */
      seqs: z.array(idSchema).min(1).max(5000).nullable(),
      resolution: z.enum(resolutions).exclude(['sent-again']),
    }),
    output: z.object({ takenBack: countSchema }),
  },
  /** Which campaign is being sent or holds; at most one is. */
  'campaigns.active': { input: nothing, output: z.object({ campaignId: campaignId.nullable() }) },
  'campaigns.list': { input: nothing, output: z.array(campaignViewSchema) },
  'campaigns.get': { input: byCampaign, output: campaignViewSchema },
  'campaigns.rename': { input: byCampaign.extend({ name: campaignNameSchema }), output: done },
  'campaigns.progress': { input: byCampaign, output: progressSchema },
  'campaigns.recipients': {
    input: pageRequestSchema.extend({
      campaignId,
      states: z.array(z.enum(recipientStates)).optional(),
      /** Only recipients with this decision beside their outcome. */
      resolution: z.enum(resolutions).optional(),
      /** Only recipients with this code and cause; not together with `resolution`. */
      reason: z.object({ code: z.int().nullable(), cause: z.string().max(64).nullable() }).optional(),
      /** Only recipients whose message has so many parts, or whose length comes near the limit; neither with `resolution`, `search` or `order`. */
      parts: z.int().min(1).optional(),
      nearLimit: z.boolean().optional(),
      /** The first or last digits of a phone, or a part of a name. */
      search: z.string().max(80).optional(),
      order: z.enum(recipientOrders).default('list'),
    }),
    output: pageSchema(recipientViewSchema),
  },
  /** How many recipients were accepted in each step of time, from the first to the last of them. */
  'campaigns.overTime': {
    input: byCampaign,
    output: z.object({
      stepMs: z.int().min(1),
      points: z.array(z.object({ at: timeMsSchema, accepted: countSchema })).readonly(),
    }),
  },
  'campaigns.exportReport': {
    input: z.object({
      campaignId,
      format: z.enum(reportFormats).default('xlsx'),
      /** Phones as 138****0000. The page to print has none. */
      masked: z.boolean().default(false),
    }),
    /** `rows` is 0 for the page to print. */
    output: exported,
  },

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

  'log.events': { input: z.object({ campaignId, seq: z.int().min(1) }), output: z.array(eventViewSchema) },
  /** Recipients of all campaigns whose phone begins or ends with these digits. */
  'log.search': {
    input: pageRequestSchema.extend({ digits: z.string().regex(/^\d{3,11}$/) }),
    output: pageSchema(foundRecipientSchema),
  },

  /** The same by a part of the person's name, the newest campaign first; no more than the first 500. */
  'log.searchByName': {
    input: pageRequestSchema.extend({ name: z.string().min(1).max(80) }),
    output: pageSchema(foundRecipientSchema),
  },

  'storage.status': { input: nothing, output: storageStatusSchema },
  'storage.acceptLoss': { input: nothing, output: done },

  'optOuts.add': { input: optOutTextSchema, output: optOutsAddedSchema },
  'optOuts.addMany': { input: optOutCellsSchema, output: optOutsAddedSchema },
  'optOuts.remove': {
    input: optOutPhonesSchema,
    output: z.object({ removed: countSchema, count: countSchema }),
  },
  /** An entry that was taken off, put back as it was. */
  'optOuts.putBack': {
    input: optOutSchema.extend({ phone: onePhone, reason: optOutReasonSchema }),
    output: z.object({ count: countSchema }),
  },
  'optOuts.page': { input: optOutQuerySchema, output: optOutPageSchema },
  'optOuts.count': { input: nothing, output: z.object({ count: countSchema }) },
  /** Which of the phones have opted out, as they were handed over. */
  'optOuts.contains': { input: optOutPhonesSchema, output: z.object({ optedOut: z.array(z.string()) }) },
  'optOuts.export': { input: nothing, output: exported },

  /** A merge of rows into a contact list: begin, batches, finish. A new one discards one that was not finished. */
  'contactLists.beginMerge': { input: listMergeSchema, output: z.object({ mergeId }) },
  'contactLists.addContacts': {
    input: z.object({ mergeId, contacts: manyOf(newContactSchema, contactBatchLimit) }),
    /** How many were handed over by now. */
    output: z.object({ contacts: countSchema }),
  },
  'contactLists.finishMerge': { input: z.object({ mergeId }), output: listMergedSchema },
  'contactLists.abandonMerge': { input: z.object({ mergeId }), output: done },
  'contactLists.list': { input: nothing, output: z.array(contactListSchema) },
  'contactLists.get': { input: byList, output: contactListSchema },
  'contactLists.rename': { input: z.object({ listId, name: listNameSchema }), output: contactListSchema },
  /** The list is gone from every screen; its people are deleted when it can't be put back any more. */
  'contactLists.remove': { input: byList, output: done },
  /** The list that was removed last, as it was; `not-found` where it was deleted meanwhile. */
  'contactLists.putBack': { input: byList, output: contactListSchema },
  'contactLists.page': { input: contactQuerySchema, output: contactPageSchema },
  'contactLists.tags': {
    input: byList,
    output: z.array(z.object({ tag: z.string(), contacts: countSchema })),
  },
  'contactLists.setTags': { input: setTagsSchema, output: z.object({ changed: countSchema }) },
  /**
   * Adds one person to a list, or changes an entry. `bad-input` with `where`: `phone` for what is no phone, `double` where
   * another entry of the list has it.
   */
  'contactLists.writePerson': { input: writtenPersonSchema, output: z.object({ phone: z.string() }) },
  /** Takes one person off a list; the entry as it was, so that it can be written again. */
  'contactLists.removePerson': {
    input: z.object({ listId, phone: onePhone }),
    output: listContactSchema,
  },
  /** Where a phone is kept, and whether it has opted out. */
  'contactLists.person': { input: z.object({ phone: onePhone }), output: personSchema },
  /** Takes a person out of everything that the app keeps; `optOut` null: without putting them on the opt-out list. */
  'contactLists.forgetPerson': {
    input: z.object({ phone: onePhone, optOut: z.object({ reason: optOutReasonSchema }).nullable() }),
    output: forgottenSchema,
  },
  'contactLists.export': { input: byList, output: exported },

  /** Rows of the list in the window taken into a file: begin (asks where to), batches, finish. One at a time. */
  'exports.begin': {
    input: z.object({
      /** What the file is offered as, without an ending. */
      name: typedText(120).min(1),
      format: z.enum(exportFormats),
      header: textsSchema(mostExportColumns, 100_000).refine(({ length }) => length > 0),
      /** How many rows will come. */
      rows: z.int().min(0),
    }),
    /** Null when the owner closed the save dialog. */
    output: z.object({ exportId: idSchema.nullable() }),
  },
  'exports.rows': {
    input: z.object({
      exportId: idSchema,
      rows: manyOf(textsSchema(mostExportColumns), exportBatchLimit),
    }),
    output: done,
  },
  'exports.finish': {
    input: z.object({ exportId: idSchema }),
    /** `cut`: texts that were too long for a cell of a workbook, so that their end is missing. */
    output: z.object({ path: z.string(), fileId: idSchema, rows: countSchema, cut: countSchema }),
  },
  'exports.abandon': { input: z.object({ exportId: idSchema }), output: done },
  /** Opens a file that an export has written, or shows it in its folder. */
  'exports.openFile': { input: z.object({ fileId: idSchema }), output: done },
  'exports.showFile': { input: z.object({ fileId: idSchema }), output: done },

  'mappings.get': {
    input: z.object({ header: headerSchema }),
    output: z.object({ mapping: fileMappingSchema.nullable() }),
  },
  'mappings.set': { input: z.object({ header: headerSchema, mapping: fileMappingSchema }), output: done },
} as const satisfies Record<Channel, { input: z.ZodType; output: z.ZodType }>

export type Contract = typeof contract
/** What a caller passes. */
export type InputOf<C extends Channel> = z.input<Contract[C]['input']>
/** What a handler receives after parsing. */
export type ParsedInputOf<C extends Channel> = z.output<Contract[C]['input']>
export type OutputOf<C extends Channel> = z.output<Contract[C]['output']>

/** What an event carries. */
export const events = {
  'app-problem': problemSchema,
  'campaign-progress': progressSchema,
  'campaigns-changed': z.object({ campaignId }),
  'opt-outs-changed': z.object({ count: countSchema }),
  /** Real messages go to another address from now on. */
  'endpoint-changed': endpointSchema,
  /** Settings were changed outside the page, by the app's menu. */
  'settings-changed': settingsSchema,
  /** Every work in progress with a list of the owner's is gone, also the one in the window: somebody was forgotten. */
  'works-removed': z.object({}),
  /** A newer version is out. */
  'update-found': updateNoticeSchema,
  /** Told at start, only where the database can't be used at once. */
  'storage-progress': storageProgressSchema,
  /** The check of the whole database has ended. */
  'storage-changed': storageStatusSchema,
} as const satisfies Record<EventName, z.ZodType>

export type EventOf<E extends EventName> = z.output<(typeof events)[E]>
