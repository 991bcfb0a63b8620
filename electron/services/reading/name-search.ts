import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { Page, PageRequest } from '../../../shared/domain/page.ts'
import { comparableName, namePlaceOf } from '../../../shared/domain/person-name.ts'
import type { createCampaignStore } from '../campaigns/campaign-store.ts'
import type { createRecipientPages, FoundStored } from '../campaigns/recipient-pages.ts'
import { pageOfPlaces } from './kept-places.ts'

/** Recipients read between two turns of the event loop. */
const readAtOnce = 4_000
/** More results than anybody reads; a longer part of the name finds fewer. */
const mostFound = 500

type Place = { readonly campaignId: number; readonly seq: number }

const candidate = z.object({ seq: z.int(), name: z.string().nullable().catch(null) })

/**
 * Finds recipients of started campaigns by part of their name, the newest campaign first. There is no index of
 * names: all recipients are read, in pieces, until enough are found (docs/adr/0034-names-are-looked-through.md).
 */
export function createNameSearch(
  database: Database,
  store: Pick<ReturnType<typeof createCampaignStore>, 'legible'>,
  { one }: Pick<ReturnType<typeof createRecipientPages>, 'one'>,
  pause: () => Promise<void>,
) {
  const selectCampaigns = database
    .prepare('SELECT id FROM campaigns WHERE phones_listed = 1 ORDER BY id DESC')
    .pluck()
  const selectLast = database
    .prepare('SELECT coalesce(max(seq), 0) FROM recipients WHERE campaign_id = ?')
    .pluck()
  // A quick test of the row's text; the name itself is compared afterwards.
  const select = database.prepare(
    `SELECT seq, iif(json_valid(values_json), json_extract(values_json, ?), NULL) AS name FROM recipients
      WHERE campaign_id = ? AND seq > ? AND seq <= ? AND phone IS NOT NULL AND values_json LIKE ? ESCAPE '!' ORDER BY seq`,
  )

  let last: { readonly wanted: string; readonly places: readonly Place[] } | null = null
  let latest = 0

  /** Null where another search came meanwhile. */
  const look = async (wanted: string): Promise<readonly Place[] | null> => {
    latest += 1
    const mine = latest
    const inJson = JSON.stringify(wanted).slice(1, -1)
    const pattern = `%${inJson.replace(/[!%_]/g, '!$&')}%`
    const places: Place[] = []
    for (const campaignId of z.array(z.int()).parse(selectCampaigns.all())) {
      const campaign = store.legible(campaignId)
      const namePlace = campaign && namePlaceOf(campaign.valueNames, campaign.source.variables)
      if (namePlace === null) continue
      const end = Number(selectLast.get(campaignId))
      for (let from = 0; from < end; from += readAtOnce) {
        const rows = z
          .array(candidate)
          .parse(select.all(`$[${namePlace}]`, campaignId, from, from + readAtOnce, pattern))
        for (const { seq, name } of rows)
          if (comparableName(name ?? '').includes(wanted)) places.push({ campaignId, seq })
        if (places.length > mostFound) return places
        await pause()
        if (latest !== mine) return null
      }
    }
    return places
  }

  const nothing: Page<FoundStored> = { rows: [], total: 0, totalIsLeast: false, previous: null, next: null }

  return async (name: string, { at, limit }: PageRequest): Promise<Page<FoundStored>> => {
    const wanted = comparableName(name).trim()
    if (wanted === '') return nothing
    if (at === 'first' || last?.wanted !== wanted) {
      const places = await look(wanted)
      if (places === null) return nothing
      last = { wanted, places }
    }
    const { places } = last
    // Discarded meanwhile: skipped.
    const rowAt = ({ campaignId, seq }: Place): readonly FoundStored[] => {
      const row = one(campaignId, seq)
      return row === null || row === undefined ? [] : [row]
    }
    const page = pageOfPlaces(places.slice(0, mostFound), { at, limit }, rowAt)
    return { ...page, totalIsLeast: places.length > mostFound }
  }
}
