import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { createEventLog, type LoggedEvent } from '../../electron/services/send-log/event-log.ts'
import { reversedPhone } from '../../electron/services/send-log/recipient-rows.ts'
import { countWrongTallies, rewriteTallies } from '../../electron/services/send-log/tally-check.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createProfileMark } from '../../electron/services/storage/profile-mark.ts'

/** What a profile has behind it: so many finished campaigns, and so many recipients in all of them together. */
export type History = {
  readonly campaigns: number
  readonly recipients: number
  /** The sizes of drafts behind them, each scheduled once: such a draft is kept, and can be started or discarded. */
  readonly drafts?: readonly number[]
  /** So many outcomes in a thousand that nobody knows and nobody has decided about, besides the usual ones. */
  readonly undecided?: number
}

/** More than any session sends at full speed. */
const sentBeside = 150_000

/** A finished campaign of this size (1), a draft of this size to be discarded (2), and one to be sent meanwhile (3). */
export const oneLargeCampaign = (rows: number): History => ({
  campaigns: 1,
  recipients: rows,
  drafts: [rows, sentBeside],
})

export const benchSignature = { name: '测试小店', code: 'SIGN-1' }
export const benchTemplate = {
  code: 'TPL-1',
  text: '${姓名}您好，您的会员余额还有${金额}元，周年庆满100减20。拒收请回复R',
}

const families = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const givenNames = [...'伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超国英文建平玉兰春海']

/** The nth customer's phone: another one for each of the first 2 million, in no order. */
export const customerPhone = (customer: number): string =>
  String(13_000_000_000 + ((customer * 3_141_592_653) % 7_000_000_000))

/** 姓名 and 金额 of the nth customer, as `benchTemplate` takes them. */
export const customerValues = (customer: number): readonly [string, string] => {
  const given = givenNames[Math.floor(customer / families.length) % givenNames.length] ?? ''
  const second = customer % 3 === 0 ? '' : givenNames[Math.floor(customer / 541) % givenNames.length]
  const cents = String((customer * 13) % 100).padStart(2, '0')
  return [`${families[customer % families.length]}${given}${second}`, `${(customer * 37) % 2000}.${cents}`]
}

const dayMs = 24 * 60 * 60 * 1000
/** A campaign sends at about the default rate: so many milliseconds lie between two recipients. */
const betweenMs = 100
/** So many recipients in a thousand, as on an ordinary day. */
const perThousand = { rejected: 12, unsent: 6, unknown: 6, skipped: 5, atSecondAttempt: 9 }
const refusals = [10001, 30011, 30021] as const
const mostAttempts = 6

/**
 * Fills a profile with campaigns as the app would have written them; their ids count from 1. People stand in several
 * campaigns, as an owner's customers do. The newest campaign ended yesterday.
 */
export function fillHistory(
  profile: string,
  { campaigns, recipients, drafts = [], undecided = 0 }: History,
  nowMs = Date.now(),
): void {
  const path = join(profile, 'zhanggui.db')
  const database = openDatabase(path)
  try {
    // Nothing needs to survive a power cut here; the file is the same in the end.
    database.pragma('journal_mode = MEMORY')
    database.pragma('synchronous = OFF')
    database.pragma('cache_size = -200000')
    database.pragma('temp_store = MEMORY')
    database
      .transaction(() => {
        for (let index = 0; index < campaigns; index += 1) {
          const until = (count: number): number => Math.floor((recipients * count) / campaigns)
          const size = until(index + 1) - until(index)
          addCampaign(
            database,
            { index, size, status: 'finished', undecided },
            nowMs - (campaigns - index) * dayMs,
          )
        }
        for (const [index, size] of drafts.entries())
          addCampaign(database, { index: campaigns + index, size, status: 'draft' }, nowMs - dayMs)
        database.exec(`
          INSERT OR IGNORE INTO opt_outs (phone, added_at, reason, source)
            SELECT phone, ${nowMs}, '', 'pasted' FROM recipients WHERE state = 'skipped' ORDER BY phone;
          INSERT INTO phone_starts (phone, campaign_id, seq)
            SELECT phone, campaign_id, seq FROM recipients WHERE campaign_id IN (${begun})
             ORDER BY phone, campaign_id DESC;
          INSERT INTO phone_ends (ending, campaign_id, seq)
            SELECT ${reversedPhone} AS ending, campaign_id, seq FROM phone_starts ORDER BY ending, campaign_id DESC`)
      })
      .immediate()
    database.pragma('synchronous = FULL')
    database.pragma('journal_mode = WAL')
  } finally {
    database.close()
  }
  createProfileMark(path).write('made')
}

const begun = 'SELECT id FROM campaigns WHERE phones_listed = 1'

/** How a recipient stands after its campaign, and what the events tell of it. */
type Fate = {
  readonly state: 'pending' | 'accepted' | 'rejected' | 'unsent' | 'unknown' | 'skipped'
  readonly code: number | null
  readonly cause: string | null
  readonly attempts: number
  readonly resolution: 'treat-as-sent' | 'treat-as-unsent' | null
}

const accepted: Fate = { state: 'accepted', code: null, cause: null, attempts: 1, resolution: null }
const pending: Fate = { ...accepted, state: 'pending', attempts: 0 }

function fateOf(seq: number, customer: number, { status, undecided = 0 }: Planned): Fate {
  // Who has opted out has done so for every campaign.
  if (customer % 1000 < perThousand.skipped) return { ...pending, state: 'skipped', cause: 'opted-out' }
  if (status === 'draft') return pending
  let drawn = (seq * 7919) % 1000
  const isAmong = (share: number): boolean => {
    const is = drawn >= 0 && drawn < share
    drawn -= share
    return is
  }
  if (isAmong(undecided)) return { ...accepted, state: 'unknown', cause: 'headers-timeout' }
  if (isAmong(perThousand.rejected))
    return { ...accepted, state: 'rejected', code: refusals[seq % refusals.length] ?? null }
  if (isAmong(perThousand.unsent))
    return { ...accepted, state: 'unsent', cause: 'connection-refused', attempts: mostAttempts }
  if (isAmong(perThousand.unknown)) {
    const resolution = (['treat-as-sent', 'treat-as-unsent', null] as const)[seq % 3] ?? null
    return { ...accepted, state: 'unknown', cause: 'headers-timeout', resolution }
  }
  return isAmong(perThousand.atSecondAttempt) ? { ...accepted, attempts: 2 } : accepted
}

/** What the row alone does not tell of has an event: earlier attempts, other outcomes, decisions. */
function eventsOf(seq: number, fate: Fate, at: number, endedMs: number): readonly LoggedEvent[] {
  const { state, attempts, resolution } = fate
  if (attempts === 0 || (state === 'accepted' && attempts === 1)) return []
  const earlier = Array.from(
    { length: attempts - 1 },
    (_, index): LoggedEvent => ({
      seq,
      at: at - (attempts - 1 - index) * 1000,
      attempt: index + 1,
      state: 'unsent',
      cause: 'connection-refused',
      latencyMs: 1,
    }),
  )
  const wasAnswered = state === 'accepted' || state === 'rejected'
  const code = state === 'accepted' ? 10000 : fate.code
  const last: LoggedEvent = {
    seq,
    at,
    attempt: attempts,
    state,
    code,
    cause: fate.cause,
    httpStatus: wasAnswered ? 200 : null,
    latencyMs: state === 'unknown' ? 30_000 : 50,
    answer: wasAnswered ? `{"BusinessData":{"code":${code},"msg":""},"Timestamps":${at}}` : null,
  }
  if (resolution === null) return [...earlier, last]
  return [...earlier, last, { seq, at: endedMs, attempt: attempts, state: 'resolution', cause: resolution }]
}

type Planned = {
  readonly index: number
  readonly size: number
  readonly status: 'finished' | 'draft'
  readonly undecided?: number
}

/** Adds a campaign with its recipients; returns its id. */
export function addCampaign(database: Database, planned: Planned, endedMs: number): number {
  const { index, size, status } = planned
  const startedMs = endedMs - size * betweenMs
  const source = {
    fileName: '会员.xlsx',
    rows: size,
    usable: size,
    duplicate: 0,
    bad: 0,
    empty: 0,
    leftOut: 0,
  }
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO campaigns (kind, name, mode, signature_name, signature_code, template_code, template_text, source,
                              status, phones_listed, created_at, scheduled_at, started_at, finished_at)
       VALUES ('bulk', ?, 'real', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      `第${index + 1}次会员通知`,
      benchSignature.name,
      benchSignature.code,
      benchTemplate.code,
      benchTemplate.text,
      JSON.stringify(source),
      status,
      status === 'finished' ? 1 : 0,
      startedMs,
      ...(status === 'finished' ? [null, startedMs, endedMs] : [startedMs, null, null]),
    )
  const campaignId = Number(lastInsertRowid)
  const insert = database.prepare(
    `INSERT INTO recipients (campaign_id, seq, row, phone, values_json, parts, near_limit, state, code, cause, attempts,
                             resolution, updated_at)
     VALUES (?, ?, ?, ?, ?, 1, 0, ?, ?, ?, ?, ?, ?)`,
  )
  const log = createEventLog(database)
  // Half of a campaign's people were in the one before.
  const firstCustomer = Math.floor((index * size) / 2)
  for (let seq = 1; seq <= size; seq += 1) {
    const customer = firstCustomer + seq
    const fate = fateOf(seq, customer, planned)
    const at = startedMs + seq * betweenMs
    insert.run(
      campaignId,
      seq,
      seq + 1,
      customerPhone(customer),
      JSON.stringify(customerValues(customer)),
      fate.state,
      fate.code,
      fate.cause,
      fate.attempts,
      fate.resolution,
      fate.attempts === 0 ? null : at,
    )
    log.write(campaignId, eventsOf(seq, fate, at, endedMs))
  }
  rewriteTallies(database, campaignId)
  return campaignId
}

/** Throws where the figures of a campaign are not those of its recipients. */
export function expectTrueHistory(profile: string): void {
  const database = openDatabase(join(profile, 'zhanggui.db'))
  try {
    const ids = database.prepare<[], number>('SELECT id FROM campaigns').pluck().all()
    const wrong = ids.filter(campaignId => countWrongTallies(database, campaignId) > 0)
    if (wrong.length > 0) throw new Error(`wrong figures of campaigns ${wrong.join(', ')}`)
  } finally {
    database.close()
  }
}
