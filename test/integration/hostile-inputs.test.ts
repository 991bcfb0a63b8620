import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAnswer } from '../../electron/ipc/answer.ts'
import { readCarried } from '../../electron/ipc/carried.ts'
import { exportHandlers } from '../../electron/ipc/handlers/export-handlers.ts'
import { optOutHandlers } from '../../electron/ipc/handlers/opt-out-handlers.ts'
import { workHandlers } from '../../electron/ipc/handlers/work-handlers.ts'
import type { Answer } from '../../electron/ipc/register.ts'
import { createMappingStore } from '../../electron/services/contact-lists/mapping-store.ts'
import { createExportService } from '../../electron/services/contact-lists/window-export.ts'
import { createWrittenFiles } from '../../electron/services/files/written-files.ts'
import { createOptOutService } from '../../electron/services/opt-outs/opt-out-service.ts'
import { createOptOutStore } from '../../electron/services/opt-outs/opt-out-store.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createPatience } from '../../electron/services/storage/patience.ts'
import { systemClock as clock } from '../../electron/services/time/clock.ts'
import { createTurns } from '../../electron/services/time/turns.ts'
import { createWorkStore } from '../../electron/services/works/work-store.ts'
import { longestCall } from '../../shared/ipc/call-lengths.ts'
import type { Channel } from '../../shared/ipc/channels.ts'
import type { Result } from '../../shared/ipc/result.ts'

/** The largest and costliest inputs that the bridge lets through, and how long each holds up the thread of the window. */

let folder: string
let database: Database
let answer: Answer

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-inputs-'))
  database = openDatabase(join(folder, 'zhanggui.db'))
  const turns = createTurns(clock, createPatience(clock))
  const optOuts = createOptOutService({
    store: createOptOutStore(database, clock.now),
    turns,
    reader: { optOuts: async () => ({ total: 0, rows: [] }), writeOptOuts: async () => 0 },
    clock,
    language: () => 'zh-CN',
    askPath: async () => null,
    onChange: () => undefined,
  })
  const mappings = createMappingStore(database, clock.now, turns)
  const works = createWorkStore({
    folder: join(folder, 'work'),
    now: clock.now,
    onUnreadable: () => undefined,
  })
  const exports = createExportService({ askPath: async () => join(folder, 'list.csv'), clock })
  const files = createWrittenFiles({ open: async () => '', show: () => undefined }, () => true)
  answer = createAnswer(
    {
      ...optOutHandlers(optOuts, files),
      ...workHandlers(works),
      ...exportHandlers(exports, files),
      'mappings.get': ({ header }) => ({ mapping: mappings.get(header) }),
    },
    // What is handed over to the thread of drafts is not written here; reading it is what is measured.
    Promise.resolve({
      'campaigns.addRecipients': () => ({ recipients: 0 }),
      'contactLists.addContacts': () => ({ contacts: 0 }),
    }) as never,
    (channel, error) => {
      throw new Error(channel, { cause: error })
    },
  )
})
afterAll(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** As many of these as the call can carry, between what stands before and behind them. */
function filled(channel: Channel, before: string, piece: string, behind: string, most = Infinity): string {
  const room = longestCall(channel) - before.length - behind.length
  const count = Math.min(most, Math.floor(room / (piece.length + 1)))
  return before + Array(count).fill(piece).join(',') + behind
}

/** What this thread has worked so far: what else the computer does meanwhile is not counted. */
const workedMs = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Sends a text over the bridge; tells what came of it and the longest work during which nothing else had its turn. */
async function send(channel: Channel, text: string): Promise<{ result: Result<unknown>; blockedMs: number }> {
  let blockedMs = 0
  let lastMs = workedMs()
  let isDone = false
  const tick = (): void => {
    const nowMs = workedMs()
    blockedMs = Math.max(blockedMs, nowMs - lastMs)
    lastMs = nowMs
    if (!isDone) setImmediate(tick)
  }
  setImmediate(tick)
  const carried = readCarried(channel, text)
  const result: Result<unknown> =
    'refusal' in carried
      ? { ok: false, error: { code: 'bad-input', detail: carried.refusal } }
      : await answer(channel, carried.input)
  await new Promise(resolve => setImmediate(resolve))
  isDone = true
  return { result, blockedMs }
}

/** Eighteen characters where it is normalized. */
const expanding = '\ufdfa'
const unseen = '\u200b'

const workBefore = `{"workId":"${crypto.randomUUID()}","work":{"name":"","mode":"real","step":"contacts","content":null,"list":{"files":[],"people":0,"isSample":false,"steps":[`
const workBehind = ']}}}'

/** Well above what was measured on a slow computer (a fifth of it), well below what an owner would take for a crash. */
const longestBlockMs = 2_000

test.each<[string, Channel, () => string]>([
  [
    'a header of texts that grow',
    'mappings.get',
    () => filled('mappings.get', '{"header":[', JSON.stringify(expanding.repeat(200)), ']}'),
  ],
  [
    'cells that grow',
    'optOuts.addMany',
    () => filled('optOuts.addMany', '{"cells":[', JSON.stringify(expanding.repeat(1000)), ']}'),
  ],
  [
    'one text that grows, without an end between',
    'optOuts.add',
    () => JSON.stringify({ text: expanding.repeat(200_000), source: 'pasted' }),
  ],
  ['digits apart', 'optOuts.add', () => JSON.stringify({ text: '1 '.repeat(100_000), source: 'pasted' })],
  [
    'values that nobody sees',
    'campaigns.addRecipients',
    () =>
      filled(
        'campaigns.addRecipients',
        '{"campaignId":1,"recipients":[',
        JSON.stringify({ row: 1, phone: '1', values: [unseen.repeat(2000)] }),
        ']}',
        5000,
      ),
  ],
  [
    'values that are no texts',
    'contactLists.addContacts',
    () =>
      filled(
        'contactLists.addContacts',
        '{"mergeId":1,"contacts":[',
        JSON.stringify({ phone: '1', values: Array(500).fill(1) }),
        ']}',
        5000,
      ),
  ],
  [
    'cells that are no texts',
    'exports.rows',
    () => filled('exports.rows', '{"exportId":1,"rows":[', JSON.stringify(Array(2000).fill(1)), ']}', 2000),
  ],
  [
    'steps without an end',
    'works.save',
    () =>
      filled(
        'works.save',
        workBefore,
        '{"type":"setCell","index":100000,"column":3,"text":"138001380001"}',
        workBehind,
        100_000,
      ),
  ],
  [
    'steps that are none',
    'works.save',
    () =>
      filled(
        'works.save',
        workBefore,
        '{"type":"setLayout","headerRow":-9,"phoneColumns":[-1,-1,-1,-1,-1,-1,-1,-1]}',
        workBehind,
        100_000,
      ),
  ],
])('%s: %s holds nobody up for long', async (_, channel, textOf) => {
  const text = textOf()
  expect(text.length).toBeLessThanOrEqual(longestCall(channel))
  const { blockedMs } = await send(channel, text)
  expect(blockedMs).toBeLessThan(longestBlockMs)
})

test('as many cells as an export’s call can carry are written in turns', async () => {
  const begun = await send(
    'exports.begin',
    JSON.stringify({ name: 'x', format: 'csv', header: ['手机'], rows: 2000 }),
  )
  expect(begun.result).toEqual({ ok: true, value: { exportId: 1 } })
  const row = JSON.stringify(Array(1000).fill('"'))
  const written = await send(
    'exports.rows',
    filled('exports.rows', '{"exportId":1,"rows":[', row, ']}', 2000),
  )
  expect(written.result).toMatchObject({ ok: true })
  expect(written.blockedMs).toBeLessThan(longestBlockMs)
  expect((await send('exports.abandon', '{"exportId":1}')).result).toMatchObject({ ok: true })
})
