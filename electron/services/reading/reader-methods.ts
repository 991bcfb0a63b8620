import { dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import type {
  CampaignView,
  CorrectionProblem,
  EarlierSends,
  EventView,
  FoundRecipient,
  HadPerson,
  RecipientView,
  Result,
  ResultPage,
} from '../../../shared/domain/campaign.ts'
import type { OptOutPage, OptOutQuery } from '../../../shared/domain/opt-out.ts'
import type { Page, PageRequest } from '../../../shared/domain/page.ts'
import { namePlaceOf } from '../../../shared/domain/person-name.ts'
import type { Language } from '../../../shared/domain/settings.ts'
import type { DueAgain } from '../../../shared/provider/due-again.ts'
import type { MeasureInput } from '../../../shared/sms/measure.ts'
import { createCampaignStore } from '../campaigns/campaign-store.ts'
import { messageTeller, recipientViewer } from '../campaigns/messages.ts'
import { createRecipientPages, type FoundStored, type RecipientQuery } from '../campaigns/recipient-pages.ts'
import { createResultContacts } from '../campaigns/result-contacts.ts'
import { writeList } from '../contact-lists/list-export.ts'
import { createListStore } from '../contact-lists/list-store.ts'
import { notedFiles, unfinishedFolder } from '../files/unfinished-files.ts'
import { writeOptOuts } from '../opt-outs/opt-out-export.ts'
import { createOptOutStore } from '../opt-outs/opt-out-store.ts'
import { writeCampaignReport } from '../reports/campaign-report.ts'
import type { ReportFile } from '../reports/report-service.ts'
import type { HadChore } from '../send-log/chore-marks.ts'
import { createContentTrial, type TriedContent } from '../send-log/content-trial.ts'
import { createContents, type EarlierContent } from '../send-log/contents.ts'
import { createCorrections } from '../send-log/corrections.ts'
import { createEarlierSends } from '../send-log/earlier-sends.ts'
import type { EarlierCampaign, RecentQuestion } from '../send-log/had.ts'
import { createLogQueries } from '../send-log/log-queries.ts'
import { openConnection } from '../storage/database.ts'
import type { ReportUnreadable } from '../storage/rows.ts'
import { systemClock as clock } from '../time/clock.ts'
import type { AcceptedOverTime, SurveyQuery } from './campaign-survey.ts'
import { createHadPeople } from './had-people.ts'
import { createNameSearch } from './name-search.ts'
import { createSurveyedPages } from './surveyed-pages.ts'

type RecipientAsk = RecipientQuery & Partial<Pick<SurveyQuery, 'search' | 'order'>>

/** An event of an attempt: a message was sent, or sending began. */
const isAttempt = ({ state, attempt }: Pick<EventView, 'state' | 'attempt'>): boolean =>
  attempt > 0 && state !== 'pending' && state !== 'resolution' && state !== 'skipped'

export type ReaderMethods = ReturnType<typeof readerMethods>

/** All reads of many recipients, over connections that can't write. Opens the database. */
export function readerMethods(databasePath: string, unreadable: ReportUnreadable) {
  const database = openConnection(databasePath, 'reader')
  const files = notedFiles(unfinishedFolder(dirname(databasePath)))
  const store = createCampaignStore(database, clock.now, unreadable)
  const optOuts = createOptOutStore(database, clock.now, unreadable)
  const resultContacts = createResultContacts(database, unreadable)
  const pages = createRecipientPages(database, unreadable)
  const queries = createLogQueries(database)
  const contents = createContents(database, unreadable)
  const corrections = createCorrections(database)
  const tryContent = createContentTrial(database)
  const pause = (): Promise<void> => new Promise(resolve => clock.soon(resolve))
  const surveyed = createSurveyedPages(
    database,
    campaignId => {
      const { valueNames, source } = store.get(campaignId)
      return namePlaceOf(valueNames, source.variables)
    },
    clock,
    unreadable,
  )
  const findNames = createNameSearch(database, store, pages, pause)
  const earlierSends = createEarlierSends(database, unreadable)
  const hadPeople = createHadPeople(database, pause, unreadable)
  const viewerOf = (campaignId: number) =>
    recipientViewer(store.get(campaignId), contents.earlier(campaignId))

  /** The number of trials per campaign: while the owner types, only the last one counts. */
  const trials = new Map<number, number>()

  /** Everything that `read` sees is one state of the database, whatever is written meanwhile. */
  async function atOneMoment<T>(read: (snapshot: Database) => Promise<T>): Promise<T> {
    const snapshot = openConnection(databasePath, 'reader')
    try {
      snapshot.exec('BEGIN')
      return await read(snapshot)
    } finally {
      snapshot.close()
    }
  }

  /** Adds the time of the owner's decision, if there is one. */
  const decided = (campaignId: number, recipient: RecipientView): RecipientView =>
    recipient.resolution === null
      ? recipient
      : { ...recipient, resolvedAt: queries.decidedAt(campaignId, recipient.seq, recipient.resolution) }

  /** Recipients of several campaigns, each with its message. */
  function withMessages(page: Page<FoundStored>): Page<FoundRecipient> {
    const viewers = new Map<number, ReturnType<typeof recipientViewer> | null>()
    const knownViewerOf = (campaignId: number) => {
      const known = viewers.get(campaignId)
      if (known !== undefined) return known
      const campaign = store.legible(campaignId)
      const viewer = campaign && recipientViewer(campaign, contents.earlier(campaignId))
      viewers.set(campaignId, viewer)
      return viewer
    }
    return {
      ...page,
      rows: page.rows.flatMap(({ campaignId, campaignName, campaignKind, mode, ...recipient }) => {
        const view = knownViewerOf(campaignId)
        if (view === null) return []
        return [{ ...decided(campaignId, view(recipient)), campaignId, campaignName, campaignKind, mode }]
      }),
    }
  }

  return {
    list: (): readonly CampaignView[] => store.list(),

    async recipients(campaignId: number, query: RecipientAsk): Promise<Page<RecipientView>> {
      const { search = '', order = 'list', ...plain } = query
      const view = viewerOf(campaignId)
      const page =
        order === 'list' && search.trim() === ''
          ? pages.recipients(campaignId, plain)
          : await surveyed.recipients(campaignId, { ...query, order })
      return { ...page, rows: page.rows.map(row => decided(campaignId, view(row))) }
    },

    overTime: (campaignId: number): Promise<AcceptedOverTime> => surveyed.overTime(campaignId),
    resultContacts: (campaignId: number, result: Result, after: number): ResultPage =>
      resultContacts(campaignId, result, after),

    unknowns: (request: PageRequest): Page<FoundRecipient> => withMessages(pages.unknowns(request)),
    byDigits: (digits: string, request: PageRequest): Page<FoundRecipient> =>
      withMessages(pages.byDigits(digits, request)),
    byName: async (name: string, request: PageRequest): Promise<Page<FoundRecipient>> =>
      withMessages(await findNames(name, request)),

    events(campaignId: number, seq: number): readonly EventView[] {
      const { phone, values } = store.shownRecipient(campaignId, seq)
      const tell = phone === '' ? () => null : messageTeller(store.get(campaignId), values)
      return queries
        .events(campaignId, seq)
        .map(({ earlier, ...event }) => ({ ...event, message: isAttempt(event) ? tell(earlier) : null }))
    },

    /** How many of those still to be sent to are covered by the rule on recent messages. */
    recent: (campaignId: number, question: RecentQuestion): Promise<number> =>
      queries.recent(campaignId, question, pause),

    acceptedSince: (since: number): number => queries.acceptedSince(since),
    partsOfDay: (day: number): number => queries.partsOfDay(day),

    /** The people of a draft who already got exactly the same filled text. */
    sameText: (campaignId: number): Promise<EarlierSends> => earlierSends.sameText(campaignId, pause),
    /** The campaigns and contents with the same words as the draft. */
    sameWords: (campaignId: number): readonly EarlierCampaign[] => earlierSends.sameWords(campaignId),
    /** The people of a draft who got any earlier campaign. */
    earlierSends: (campaignId: number): Promise<EarlierSends> => earlierSends.all(campaignId, pause),
    /** These campaigns with all their resends. */
    withResends: (campaignId: number, earlier: readonly number[]): readonly EarlierCampaign[] =>
      earlierSends.withResends(campaignId, earlier),

    /** The people whom the chore would leave out, a page at a time. */
    hadPeople: (
      campaignId: number,
      chore: HadChore,
      request: PageRequest & { readonly asked: string },
    ): Promise<Page<HadPerson>> => hadPeople(campaignId, chore, { ...request, view: viewerOf(campaignId) }),

    correctionProblem: (campaignId: number, phone: string): CorrectionProblem | null =>
      corrections.problemOf(campaignId, phone),

    /** The earlier contents of the campaign, the first first. */
    earlierContents: (campaignId: number): readonly EarlierContent[] => contents.earlier(campaignId),

    /** The effect of a changed content; null where another one was tried meanwhile. */
    async tryContent(campaignId: number, content: MeasureInput, due: DueAgain): Promise<TriedContent | null> {
      const mine = (trials.get(campaignId) ?? 0) + 1
      trials.set(campaignId, mine)
      return tryContent(campaignId, content, due, pause, () => trials.get(campaignId) === mine)
    },

    /** Writes a campaign's report from one state of the database. Rejects with `not-found` or `file-not-writable`. */
    writeReport: (campaignId: number, file: ReportFile): Promise<{ readonly rows: number }> =>
      atOneMoment(async snapshot => {
        const { get, all } = createCampaignStore(snapshot, clock.now, unreadable)
        const campaign = get(campaignId)
        const view = recipientViewer(campaign, createContents(snapshot).earlier(campaignId))
        function* recipients(): Iterable<RecipientView> {
          for (const recipient of all(campaignId)) yield view(recipient)
        }
        const { rows } = await writeCampaignReport({ ...file, campaign, recipients: recipients() }, files)
        return { rows }
      }),

    optOuts: (query: OptOutQuery): OptOutPage => optOuts.page(query),

    /**
     * Writes the opt-outs from one state of the database; resolves to their number. Rejects with `file-not-writable`.
     */
    writeOptOuts: (path: string, language: Language): Promise<number> =>
      atOneMoment(snapshot =>
        writeOptOuts(path, createOptOutStore(snapshot, clock.now, unreadable).all(), language, files),
      ),

    /** The same for a contact list. Rejects with `not-found` or `file-not-writable`. */
    writeList: (listId: number, path: string, language: Language): Promise<number> =>
      atOneMoment(snapshot => {
        const lists = createListStore(snapshot, clock.now, unreadable)
        return writeList(path, lists.get(listId), lists.all(listId), language, files)
      }),

    close: () => database.close(),
  }
}
