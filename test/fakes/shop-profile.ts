import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { openDatabase } from '../../electron/services/storage/database.ts'
import type { Mode } from '../../shared/domain/campaign.ts'
import { openDesk } from './desk.ts'

/** A profile folder as a shop has it after some time: campaigns in every status, lists, opt-outs, texts, works, settings. */

export const phoneOf = (index: number): string => `138${String(index).padStart(8, '0')}`

/** Campaign after campaign, each of as many people, whose states go round; its people begin at `from`. */
export function addCampaign(
  database: Database,
  {
    status,
    states,
    people = states.length,
    from = 0,
    mode = 'real',
    name = `任务 ${status}`,
    pause = null,
  }: {
    readonly status: string
    /** `rejected:30019` has a code. */
    readonly states: readonly string[]
    readonly people?: number
    readonly from?: number
    readonly mode?: Mode
    readonly name?: string
    readonly pause?: unknown
  },
): number {
  const desk = openDesk(database)
  const campaignId = desk.create({
    name,
    kind: 'bulk',
    mode,
    signature: { name: '测试店', code: 'S1' },
    template: { code: 'T1', text: '您好${姓名}，拒收请回复R' },
    source: {
      fileName: '客户.csv',
      rows: people,
      usable: people,
      duplicate: 0,
      bad: 0,
      empty: 0,
      leftOut: 0,
    },
  })
  desk.addRecipients(
    campaignId,
    Array.from({ length: people }, (_, index) => ({
      row: index + 2,
      phone: phoneOf(from + index),
      values: [`客${from + index}`],
    })),
  )
  if (status !== 'draft' && status !== 'scheduled') desk.ready(campaignId)
  const set = database.prepare(
    'UPDATE recipients SET state = ?, code = ?, attempts = ?, updated_at = 1000 WHERE campaign_id = ? AND seq = ?',
  )
  database.transaction(() => {
    for (let index = 0; index < people; index += 1) {
      const [state = 'pending', code] = (states[index % states.length] ?? 'pending').split(':')
      if (state !== 'pending') set.run(state, code ?? null, 1, campaignId, index + 1)
    }
    database
      .prepare(
        'UPDATE campaigns SET status = ?, pause = ?, scheduled_at = ?, started_at = ?, finished_at = ? WHERE id = ?',
      )
      .run(
        status,
        pause === null ? null : JSON.stringify(pause),
        status === 'scheduled' ? 4_102_444_800_000 - 1e9 : null,
        status === 'draft' || status === 'scheduled' ? null : 1000,
        status === 'finished' || status === 'cancelled' ? 2000 : null,
        campaignId,
      )
  })()
  desk.recount(campaignId)
  return campaignId
}

export function addOptOut(database: Database, phone: string, source = 'typed'): void {
  database
    .prepare('INSERT INTO opt_outs (phone, added_at, reason, source) VALUES (?, 1, ?, ?)')
    .run(phone, '', source)
}

export function addList(database: Database, name: string, phones: readonly string[]): void {
  const id = database
    .prepare(
      `INSERT INTO contact_lists (name, columns_json, contacts, state, created_at, updated_at)
       VALUES (?, '["姓名"]', ?, 'kept', 1, 1) RETURNING id`,
    )
    .pluck()
    .get(name, phones.length)
  const insert = database.prepare(
    `INSERT INTO list_contacts (list_id, phone, values_json, tags_json, added_at) VALUES (?, ?, '["王芳"]', '[]', 1)`,
  )
  for (const phone of phones) insert.run(id, phone)
}

export const workId = '0f8fad5b-d9cb-469f-a165-70867728950e'

/** Texts, settings and a work beside the database; `list` is the file of the work. */
export function addFiles(userData: string, list = '手机号\n13800000001\n'): void {
  writeFileSync(join(userData, 'settings.json'), JSON.stringify({ ratePerSecond: 7, theme: 'dark' }))
  writeFileSync(
    join(userData, 'library.json'),
    JSON.stringify({
      entries: [
        {
          kind: 'signature',
          name: '测试店',
          code: 'S1',
          registration: 'unknown',
          note: '',
          lastUsedAt: null,
          refused: 0,
        },
      ],
    }),
  )
  const folder = join(userData, 'work', workId)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, '0'), list)
  writeFileSync(
    join(folder, 'work.json'),
    JSON.stringify({
      changedAt: 5,
      work: {
        name: '中秋',
        mode: 'real',
        step: 'contacts',
        list: {
          files: [{ name: '客户.csv', bytes: Buffer.byteLength(list) }],
          steps: [],
          people: 1,
          isSample: false,
        },
        content: {
          signature: { name: '', code: '' },
          template: { code: '', text: '中秋快乐' },
          chosen: [],
          policies: [],
          flawPolicies: [],
          forms: [],
        },
      },
    }),
  )
}

/** A database with a campaign in each status. */
export function fillShop(userData: string): Database {
  const database = openDatabase(join(userData, 'zhanggui.db'))
  addCampaign(database, {
    status: 'finished',
    states: ['accepted', 'rejected:30019', 'unsent', 'unknown'],
    from: 0,
  })
  addCampaign(database, {
    status: 'paused',
    states: ['accepted', 'pending', 'sending', 'rejected:30001', 'rejected:30011', 'unsent', 'unknown'],
    people: 70,
    from: 100,
    pause: { reason: 'owner' },
  })
  addCampaign(database, { status: 'scheduled', states: ['pending'], people: 20, from: 200 })
  addCampaign(database, { status: 'draft', states: ['pending'], people: 9, from: 300 })
  addCampaign(database, { status: 'cancelled', states: ['accepted', 'skipped'], from: 400 })
  addOptOut(database, phoneOf(900))
  addList(database, '老客户', [phoneOf(1), phoneOf(2), phoneOf(3)])
  addFiles(userData)
  return database
}
