import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import Papa from 'papaparse'
import { afterEach, beforeEach, expect } from 'vitest'
import { createCampaignService } from '../../electron/services/campaigns/campaign-service.ts'
import { startKeeper } from '../../electron/services/campaigns/keeper.ts'
import { createPractice } from '../../electron/services/provider/practice.ts'
import { createPracticeServer } from '../../electron/services/provider/practice-server/practice-server.ts'
import { startReader } from '../../electron/services/reading/reader.ts'
import { conditionsOf } from '../../electron/services/sending/send-conditions.ts'
import { startSender } from '../../electron/services/sending/sender.ts'
import { createSendingService } from '../../electron/services/sending/sending-service.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createRightOfWay } from '../../electron/services/storage/right-of-way.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import type { Content, Progress } from '../../shared/domain/campaign.ts'
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts'
import type { SendRequest } from '../../shared/provider/request.ts'
import { openDesk } from '../fakes/desk.ts'
import { startRecordingServer } from '../fakes/recording-server.ts'
import { withoutConsent } from '../fakes/without-consent.ts'

/** A campaign with a wrong template, its threads and a server that refuses it. */

let folder: string
let path: string
const closers: (() => unknown)[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-content-'))
  path = join(folder, 'zhanggui.db')
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
  rmSync(folder, { recursive: true, force: true })
})

export const wrong: Content = {
  signature: { name: '测试店', code: 'S1' },
  template: { code: 'WRONG', text: '${姓名}您好，到店减${金额}元' },
}
export const mended: Content = {
  signature: { name: '测试店', code: 'S1' },
  template: { code: 'RIGHT', text: '减$<金额>元，${姓名}请来' },
}
export const phoneOf = (index: number) => `138${String(index).padStart(8, '0')}`
export const isWrong = ({ templateCode }: SendRequest): boolean => templateCode === wrong.template.code

const fast: Partial<Settings> = {
  ratePerSecond: 1000,
  sendingWindow: { enabled: false, fromMinute: 0, toMinute: 0 },
}

export async function stage(
  codeOf: (request: SendRequest) => number,
  { count = 30, settings = {} }: { readonly count?: number; readonly settings?: Partial<Settings> } = {},
) {
  const server = await startRecordingServer(codeOf)
  closers.push(() => server.close())
  const database: Database = openDatabase(path)
  closers.push(() => database.close())
  const desk = openDesk(database)
  const rightOfWay = createRightOfWay()
  const threads = { databasePath: path, onFailure: (error: unknown) => expect(error).toBeNull() }
  const keeper = startKeeper({
    ...threads,
    scriptUrl: new URL('../../electron/services/campaigns/keeper-worker.ts', import.meta.url),
    rightOfWay: rightOfWay.memory,
  })
  closers.push(() => keeper.close())
  const reader = startReader({
    ...threads,
    scriptUrl: new URL('../../electron/services/reading/reader-worker.ts', import.meta.url),
  })
  closers.push(() => reader.close())
  const listeners = new Set<(progress: Progress) => void>()
  const sender = startSender({
    scriptUrl: new URL('../../electron/services/sending/sender-worker.ts', import.meta.url),
    databasePath: path,
    rightOfWay: rightOfWay.memory,
    sendingWindow: { enabled: false, fromMinute: 0, toMinute: 0 },
    onProgress: progress => {
      for (const listener of listeners) listener(progress)
    },
    onLogFailure: error => expect(error).toBeNull(),
    onThreadEnd: async error => expect(error).toBeNull(),
  })
  closers.push(() => sender.close())
  const all: Settings = { ...defaultSettings, ...fast, ...settings }
  const campaigns = createCampaignService(desk.store, () => all)
  const changed: number[] = []
  const service = createSendingService({
    campaigns,
    sender,
    keeper,
    reader,
    practice: createPractice(async () =>
      createPracticeServer({ clock: systemClock, random: Math.random, onFault: () => {} }),
    ),
    endpointUrl: () => server.url,
    ...withoutConsent,
    credentials: async () => ({ accessKey: 'k', accessSecret: 's', packageCode: 'p' }),
    wayTo: async () => ({ route: { kind: 'direct' }, login: null }),
    settings: () => all,
    assertMaySend: () => {},
    restoredUnasked: () => null,
    onEnded: () => undefined,
    clock: systemClock,
    onBegun: () => {},
    onContentChanged: campaignId => changed.push(campaignId),
  })
  await sender.setConditions(conditionsOf(all))

  const draft = (from = 0, people = count, content = wrong): number => {
    const campaignId = desk.create({
      name: '测试',
      mode: 'real',
      ...content,
      source: { fileName: 'x.csv', rows: people, usable: people, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
    })
    desk.addRecipients(
      campaignId,
      Array.from({ length: people }, (_, index) => ({
        row: index + 2,
        phone: phoneOf(from + index),
        values: [`顾客${index}`, String(index)],
      })),
    )
    return campaignId
  }
  const still = (campaignId: number): Promise<void> =>
    new Promise(resolve => {
      const listener = (progress: Progress) => {
        if (progress.campaignId !== campaignId || !['paused', 'finished'].includes(progress.status)) return
        listeners.delete(listener)
        void sender.idle().then(resolve)
      }
      listeners.add(listener)
    })
  const sendTo = async (campaignId: number, begin: (id: number) => Promise<void>) => {
    const ended = still(campaignId)
    await begin(campaignId)
    await ended
    return campaigns.view(campaignId)
  }
  return {
    service,
    desk,
    database,
    campaigns,
    keeper,
    reader,
    changed,
    draft,
    received: server.received,
    start: (campaignId: number) => sendTo(campaignId, id => service.start(id)),
    resume: (campaignId: number) => sendTo(campaignId, service.resume),
    async recipients(campaignId: number) {
      return (await reader.recipients(campaignId, { at: 'first', limit: 200 })).rows
    },
    async report(campaignId: number) {
      const file = join(folder, 'report.csv')
      await reader.writeReport(campaignId, {
        path: file,
        format: 'csv-excel',
        language: 'zh-CN',
        pricePerPart: null,
        masked: false,
      })
      const { data } = Papa.parse<Record<string, string>>(readFileSync(file, 'utf8').slice(1), {
        header: true,
        skipEmptyLines: true,
      })
      return data
    },
  }
}
