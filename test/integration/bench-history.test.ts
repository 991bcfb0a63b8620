import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { createRecipientPages } from '../../electron/services/campaigns/recipient-pages.ts'
import { createLogQueries } from '../../electron/services/send-log/log-queries.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createProfileMark } from '../../electron/services/storage/profile-mark.ts'
import { checkPhone } from '../../shared/sms/phone.ts'
import { customerPhone, fillHistory } from '../bench/history-data.ts'
import { expectTrueTallies, openDesk } from '../fakes/desk.ts'

let profile: string
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'zhanggui-history-'))
})
afterEach(() => rmSync(profile, { recursive: true, force: true }))

test('a profile that benches begin with is one that the app could have written', () => {
  fillHistory(profile, { campaigns: 3, recipients: 6_000, drafts: [500] })
  const path = join(profile, 'zhanggui.db')
  expect(createProfileMark(path).read()).toBe('made')
  const database = openDatabase(path)
  try {
    expectTrueTallies(database)
    const store = createCampaignStore(database, Date.now)
    expect(store.list().map(({ status }) => status)).toEqual(['draft', 'finished', 'finished', 'finished'])
    const { counts } = store.view(1)
    for (const state of ['accepted', 'rejected', 'unsent', 'unknown', 'skipped'] as const)
      expect(counts[state], state).toBeGreaterThan(0)
    const queries = createLogQueries(database)
    for (const { seq, phone, state, attempts, updatedAt } of store.all(1)) {
      expect(checkPhone(phone, false)).toMatchObject({ kind: 'ok', phone })
      const last = queries.events(1, seq).findLast(event => event.state !== 'resolution')
      if (state === 'skipped') expect(last).toBeUndefined()
      else expect(last).toMatchObject({ state, attempt: attempts, at: updatedAt })
    }
    const found = createRecipientPages(database).byDigits(customerPhone(77), { at: 'first', limit: 10 })
    expect(found.rows.map(({ seq }) => seq)).toContain(77)
    expect(openDesk(database).preflight(4)).toMatchObject({ recipients: 500 })
    openDesk(database).ready(4)
    openDesk(database).discard(4)
    expectTrueTallies(database)
  } finally {
    database.close()
  }
})

test('every customer has a phone of their own', () => {
  const phones = new Set<string>()
  for (let customer = 1; customer <= 300_000; customer += 1) phones.add(customerPhone(customer))
  expect(phones.size).toBe(300_000)
})
