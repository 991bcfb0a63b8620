import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRecipientPages } from '../../electron/services/campaigns/recipient-pages.ts'
import { createNameSearch } from '../../electron/services/reading/name-search.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { openDesk } from '../fakes/desk.ts'
import { sampleDraft } from '../fakes/sample-draft.ts'

let database: Database
beforeEach(() => {
  database = openDatabase(':memory:')
})
afterEach(() => {
  database.close()
})

/** A campaign to people of these names; `begun`: its phones stand in the log. */
function newCampaign(names: readonly string[], text: string, begun = true): number {
  const desk = openDesk(database)
  const campaignId = desk.create(sampleDraft({ text }))
  desk.addRecipients(
    campaignId,
    names.map((name, index) => ({
      row: index + 2,
      phone: `138${String(index).padStart(8, '0')}`,
      values: ['王店长', name],
    })),
  )
  if (begun) desk.ready(campaignId)
  return campaignId
}

const text = '${门店}提醒：${姓名}您好'
const searchOf = (pause: () => Promise<void> = async () => undefined) => {
  const { store } = openDesk(database)
  return createNameSearch(database, store, createRecipientPages(database), pause)
}
const first = { at: 'first', limit: 100 } as const

test.each([
  ['小明', ['1.1', '1.3']],
  ['ann', ['1.4']],
  ['ＡＮＮ', ['1.4']],
  ['100%', ['1.5']],
  ['_', []],
  ['老"板', ['1.6']],
  ['\\', ['1.7']],
  // What stands in another value is nobody's name.
  ['店长', []],
  ['', []],
])('“%s” finds whose name holds it', async (name, found) => {
  newCampaign(['王小明', '李娜', '张小明', 'Anna', '满100%', '老"板', 'a\\b'], text)
  newCampaign(['小明'], text, false)
  newCampaign(['小明'], '${日期}${金额}')
  const page = await searchOf()(name, first)
  expect(page.rows.map(({ campaignId, seq }) => `${campaignId}.${seq}`)).toEqual(found)
  expect(page).toMatchObject({ total: found.length, totalIsLeast: false })
})

test('the newest campaign comes first, page by page from both ends, and no more than 500 are told', async () => {
  const old = newCampaign(
    Array.from({ length: 400 }, () => '李娜'),
    text,
  )
  const fresh = newCampaign(
    Array.from({ length: 300 }, () => '李娜'),
    text,
  )
  const search = searchOf()
  const page = await search('李娜', first)
  expect(page).toMatchObject({ total: 500, totalIsLeast: true, previous: null })
  expect(new Set(page.rows.map(({ campaignId }) => campaignId))).toEqual(new Set([fresh]))
  const seen = new Set<string>()
  for (let at = page.next, rows = page.rows; ; ) {
    for (const { campaignId, seq } of rows) seen.add(`${campaignId}.${seq}`)
    if (at === null) break
    const next = await search('李娜', { at: { after: at }, limit: 100 })
    rows = next.rows
    at = next.next
  }
  expect(seen.size).toBe(500)
  const last = await search('李娜', { at: 'last', limit: 100 })
  expect(last.rows.at(-1)).toMatchObject({ campaignId: old, seq: 200 })
  const before = await search('李娜', { at: { before: last.previous ?? '' }, limit: 100 })
  expect(before.rows.at(-1)).toMatchObject({ campaignId: old, seq: 100 })
})

test('a name that another one is asked for meanwhile is looked for no longer', async () => {
  newCampaign(
    Array.from({ length: 4_100 }, () => '李娜'),
    text,
  )
  let pauses = 0
  const search = searchOf(async () => {
    pauses += 1
    if (pauses === 1) void search('王', first)
  })
  expect(await search('查无此人', first)).toMatchObject({ total: 0 })
  expect((await search('李娜', first)).totalIsLeast).toBe(true)
})
