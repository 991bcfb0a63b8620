import { parentPort, workerData } from 'node:worker_threads'
import type {
  CampaignView,
  EventView,
  FoundRecipient,
  RecipientView,
} from '../../../shared/domain/campaign.ts'
import type { ExportFormat } from '../../../shared/domain/export.ts'
import type { Page, PageRequest } from '../../../shared/domain/page.ts'
import type { Language } from '../../../shared/domain/settings.ts'
import { createCampaignStore } from '../campaigns/campaign-store.ts'
import { recipientViewer } from '../campaigns/messages.ts'
import { createRecipientPages, type FoundStored, type RecipientQuery } from '../campaigns/recipient-pages.ts'
import { createLogQueries } from '../send-log/log-queries.ts'
import { openConnection } from '../storage/database.ts'
import { answerCall } from '../threads/calls.ts'
import { systemClock as clock } from '../time/clock.ts'
import { writeCampaignReport } from './campaign-report.ts'

/** What the thread is started with. */
export type ReaderStart = { readonly databasePath: string }

/** A row that can't be read is told, and hides no other. */
export type ReaderNote = {
  readonly kind: 'unreadable'
  readonly table: string
  readonly row: unknown
  readonly problem: string
}

/** The reader's thread: everything that is read of many recipients. Its connections can't write. */
if (parentPort === null) throw new Error('the reader runs on a thread of its own')
const port = parentPort

const { databasePath } = workerData as ReaderStart
const database = openConnection(databasePath, 'reader')
const store = createCampaignStore(database, clock.now, (table, row, problem) =>
  port.postMessage({ kind: 'unreadable', table, row, problem } satisfies ReaderNote),
)
const pages = createRecipientPages(database)
const queries = createLogQueries(database)

const pause = (): Promise<void> => new Promise(resolve => clock.soon(resolve))

/** Recipients of several campaigns, each with its message. */
function withMessages(page: Page<FoundStored>): Page<FoundRecipient> {
  const viewers = new Map<number, ReturnType<typeof recipientViewer>>()
  const viewerOf = (campaignId: number) => {
    const known = viewers.get(campaignId) ?? recipientViewer(store.get(campaignId))
    viewers.set(campaignId, known)
    return known
  }
  return {
    ...page,
    rows: page.rows.map(({ campaignId, campaignName, campaignKind, mode, ...recipient }) => ({
      ...viewerOf(campaignId)(recipient),
      campaignId,
      campaignName,
      campaignKind,
      mode,
    })),
  }
}

const methods = {
  list: (): readonly CampaignView[] => store.list(),

  recipients(campaignId: number, query: RecipientQuery): Page<RecipientView> {
    const view = recipientViewer(store.get(campaignId))
    const page = pages.recipients(campaignId, query)
    return { ...page, rows: page.rows.map(view) }
  },

  unknowns: (request: PageRequest): Page<FoundRecipient> => withMessages(pages.unknowns(request)),
  byDigits: (digits: string, request: PageRequest): Page<FoundRecipient> =>
    withMessages(pages.byDigits(digits, request)),
  events: (campaignId: number, seq: number): EventView[] => queries.events(campaignId, seq),

  async recent(
    campaignId: number,
    sinceMs: { readonly day: number; readonly week: number },
  ): Promise<{ readonly day: number; readonly week: number }> {
    const week = await queries.recent(campaignId, sinceMs.week, pause)
    // Who was sent something today was sent something this week.
    return { day: week === 0 ? 0 : await queries.recent(campaignId, sinceMs.day, pause), week }
  },

  /** Writes a campaign's report as it stands at one moment. Rejects with `not-found` or `file-not-writable`. */
  async writeReport(
    campaignId: number,
    file: { readonly path: string; readonly format: ExportFormat; readonly language: Language },
  ): Promise<{ readonly rows: number }> {
    const snapshot = openConnection(databasePath, 'reader')
    try {
      // All that is read until the end is one moment's, whatever is sent meanwhile.
      snapshot.exec('BEGIN')
      const { get, all } = createCampaignStore(snapshot, clock.now)
      const campaign = get(campaignId)
      const view = recipientViewer(campaign)
      function* recipients(): Iterable<RecipientView> {
        for (const recipient of all(campaignId)) yield view(recipient)
      }
      const { rows } = await writeCampaignReport({ ...file, campaign, recipients: recipients() })
      return { rows }
    } finally {
      snapshot.close()
    }
  },

  close: () => database.close(),
}
export type ReaderMethods = typeof methods

port.on('message', message => {
  void answerCall(message, methods, answer => port.postMessage(answer))
})
