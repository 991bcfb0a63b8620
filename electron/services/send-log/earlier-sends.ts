import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { EarlierSends } from '../../../shared/domain/campaign.ts'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import { parseTemplate } from '../../../shared/sms/template.ts'
import { json, type ReportUnreadable, readRows } from '../storage/rows.ts'
import { type EarlierCampaign, had, usedVersion } from './had.ts'
import { openRecipients, openState } from './row-chores.ts'

const contentRow = z.object({
  id: z.int(),
  version: z.int(),
  signature_name: z.string(),
  template_text: z.string(),
  value_order: json(z.array(z.string())).nullable(),
})
const headRow = z.object({
  id: z.int(),
  root: z.int(),
  name: z.string(),
  // A person who got the message got it, whenever that was.
  started_at: timeMsSchema.nullable().catch(null),
})
/** A person's number in the draft, and the id of a campaign that the person got. */
function readHad(row: unknown): readonly [number, number] {
  // Parsed by hand: a year of history has a million of them.
  if (Array.isArray(row) && Number.isSafeInteger(row[0]) && Number.isSafeInteger(row[1]))
    return [row[0], row[1]]
  throw new Error("a row of the history can't be read")
}

/** Recipients read between two turns of the event loop. */
const rowsAtOnce = 250

/**
 * SQL: campaigns that were started in the mode of the draft `@draft`, without itself and tests: their people may
 * have got something.
 */
const begun = `campaigns.mode = (SELECT mode FROM campaigns WHERE id = @draft) AND campaigns.kind <> 'test'
  AND campaigns.phones_listed = 1 AND campaigns.id <> @draft`

/**
 * The words that everybody gets, with the positions of the values between them. Two contents with the same words
 * and the same values are the same text to the reader, whatever their CODEs and the names of their variables.
 */
function wordsOf(signatureName: string, templateText: string, valueNames: readonly string[]): string {
  const { segments } = parseTemplate(templateText)
  return JSON.stringify([
    signatureName.trim(),
    ...segments.map(segment =>
      segment.kind === 'text' ? segment.text.trim() : valueNames.indexOf(segment.name),
    ),
  ])
}

/**
 * What the people of a draft got from other campaigns. Reads every one of them: for the reader's thread. `pause` is
 * awaited between pages.
 */
export function createEarlierSends(database: Database, report: ReportUnreadable = () => undefined) {
  const selectContents = database.prepare(
    `SELECT id, 0 AS version, signature_name, template_text, value_order FROM campaigns WHERE ${begun}
     UNION ALL
     SELECT campaigns.id, contents.version, contents.signature_name, contents.template_text, campaigns.value_order
       FROM contents JOIN campaigns ON campaigns.id = contents.campaign_id WHERE ${begun}`,
  )
  const selectOwn = database.prepare(
    'SELECT id, 0 AS version, signature_name, template_text, value_order FROM campaigns WHERE id = ?',
  )
  const selectHeads = database.prepare(`SELECT id, name, started_at, coalesce(parent_id, 0) AS parent,
      kind = 'retry' AS is_resend FROM campaigns WHERE ${begun}`)
  const parentRow = headRow.omit({ root: true }).extend({ parent: z.int().catch(0), is_resend: z.int() })
  const selectLast = database
    .prepare('SELECT coalesce(max(seq), 0) FROM recipients WHERE campaign_id = ?')
    .pluck()

  /** Each campaign with its origin, through any number of resends: to the owner they are one. */
  const headsOf = (draftId: number): ReadonlyMap<number, z.infer<typeof headRow>> => {
    const rows = new Map(
      selectHeads.all({ draft: draftId }).map(row => {
        const head = parentRow.parse(row)
        return [head.id, head]
      }),
    )
    const rootOf = (id: number): number => {
      const head = rows.get(id)
      return head !== undefined && head.is_resend === 1 && rows.has(head.parent) ? rootOf(head.parent) : id
    }
    return new Map(
      [...rows].map(([id, { name, started_at }]) => [id, { id, root: rootOf(id), name, started_at }]),
    )
  }

  const people = `${openRecipients}
      CROSS JOIN phone_starts AS earlier ON earlier.phone = recipients.phone
      CROSS JOIN chosen ON chosen.id = earlier.campaign_id
      CROSS JOIN recipients AS sent ON sent.campaign_id = earlier.campaign_id AND sent.seq = earlier.seq
     WHERE recipients.campaign_id = @draft AND recipients.seq BETWEEN @from AND @to
       AND ${openState('pending').replaceAll('state', 'recipients.state')} AND ${had}
       AND (chosen.version IS NULL OR ${usedVersion} = chosen.version)
       AND (@same = 0 OR sent.values_json = recipients.values_json)`
  const chosen = `WITH chosen(id, version, root) AS MATERIALIZED (
      SELECT value ->> 'campaignId', value ->> 'version', value ->> 'root' FROM json_each(@chosen))`
  // A person in several campaigns gives several rows, one after the other: the draft's order is the outermost.
  const selectHad = database.prepare(`${chosen} SELECT recipients.seq, chosen.root FROM ${people}`).raw()

  const count = async (
    draftId: number,
    campaigns: readonly EarlierCampaign[],
    same: boolean,
    pause: () => Promise<void>,
  ): Promise<EarlierSends> => {
    if (campaigns.length === 0) return { people: 0, sends: [] }
    const heads = headsOf(draftId)
    const withRoots = campaigns.map(campaign => ({
      ...campaign,
      root: heads.get(campaign.campaignId)?.root ?? campaign.campaignId,
    }))
    const last = Number(selectLast.get(draftId))
    const byRoot = new Map<number, number>()
    let total = 0
    for (let from = 1; from <= last; from += rowsAtOnce) {
      const page = {
        draft: draftId,
        from,
        to: from + rowsAtOnce - 1,
        same: same ? 1 : 0,
        chosen: JSON.stringify(withRoots),
      }
      let seq = 0
      let roots = new Set<number>()
      for (const row of selectHad.iterate(page)) {
        const [found, root] = readHad(row)
        if (found !== seq) {
          seq = found
          roots = new Set()
          total += 1
        }
        if (roots.has(root)) continue
        roots.add(root)
        byRoot.set(root, (byRoot.get(root) ?? 0) + 1)
      }
      await pause()
    }
    const sends = [...byRoot].flatMap(([root, n]): EarlierSends['sends'][number][] => {
      const head = heads.get(root)
      return head === undefined
        ? []
        : [{ campaignId: root, name: head.name, startedAt: head.started_at, people: n }]
    })
    return { people: total, sends: sends.toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0)) }
  }

  /** Campaigns, with the contents that have the same words as the draft. */
  const sameWords = (draftId: number): readonly EarlierCampaign[] => {
    const read = ({
      id,
      version,
      signature_name,
      template_text,
      value_order,
    }: z.infer<typeof contentRow>) => {
      const names = value_order ?? parseTemplate(template_text).variables
      return { campaignId: id, version, words: wordsOf(signature_name, template_text, names) }
    }
    const { words } = read(contentRow.parse(selectOwn.get(draftId)))
    return readRows(contentRow, selectContents.all({ draft: draftId }), 'campaigns', report)
      .map(read)
      .filter(content => content.words === words)
      .map(({ campaignId, version }) => ({ campaignId, version }))
  }

  return {
    sameWords,

    /** The people who got exactly the same filled text, with the campaigns, the newest first. */
    sameText: (draftId: number, pause: () => Promise<void>): Promise<EarlierSends> =>
      count(draftId, sameWords(draftId), true, pause),

    /** The people who got any earlier campaign, the newest first; a resend counts as its original campaign. */
    all: (draftId: number, pause: () => Promise<void>): Promise<EarlierSends> =>
      count(
        draftId,
        [...headsOf(draftId).keys()].map(campaignId => ({ campaignId, version: null })),
        false,
        pause,
      ),

    /** These campaigns with all their resends. */
    withResends(draftId: number, campaignIds: readonly number[]): readonly EarlierCampaign[] {
      const wanted = new Set(campaignIds)
      return [...headsOf(draftId).values()]
        .filter(({ root }) => wanted.has(root))
        .map(({ id }) => ({ campaignId: id, version: null }))
    },
  }
}
