import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { SettingsPatch } from '../../shared/domain/settings.ts'
import type { RunningApp } from './app.ts'
import { wizard } from './pages/wizard.ts'

export const testCredentials = {
  accessKey: 'AK-e2e-9f3b7c21d5',
  accessSecret: 'AS-e2e-4d8e1a6b02',
  packageCode: 'PK-e2e-77c0e5f3a9',
}

export const phoneOf = (index: number) => `138${String(index).padStart(8, '0')}`

/** A clean list of `count` people as an owner's export would have it. */
export const listOf = (count: number) => ({
  name: '会员名单.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    `手机号码,客户姓名\r\n${Array.from({ length: count }, (_, index) => `${phoneOf(index)},顾客${index}\r\n`).join('')}`,
  ),
})

/** Tests run at any hour. */
export const atAnyTime = { sendingWindow: { enabled: false, fromMinute: 480, toMinute: 1260 } }
export const atAnyTimeFast = { ...atAnyTime, ratePerSecond: 100 }

export async function setSettings({ page }: RunningApp, patch: SettingsPatch): Promise<void> {
  const result = await page.evaluate(async sent => window.zhanggui.settings.update(sent), patch)
  expect(result).toMatchObject({ ok: true })
}

/** Settings that the app finds when it starts. */
export const keepSettings = (profile: string, patch: SettingsPatch): void =>
  writeFileSync(join(profile, 'settings.json'), JSON.stringify(patch))

export async function saveCredentials({ page }: RunningApp): Promise<void> {
  const result = await page.evaluate(async sent => window.zhanggui.credentials.save(sent), testCredentials)
  expect(result).toMatchObject({ ok: true })
}

/** A message that the test account may send. */
export const realMessage = {
  signatureName: '测试小店',
  signatureCode: 'SIGN-1',
  templateCode: 'TPL-1',
  templateText: '${姓名}您好，周年庆满100减20。拒收请回复R',
} as const

/** From the welcome screen to the brink of sending `count` practice messages. */
export async function preparePractice(app: Pick<RunningApp, 'page'>, count: number): Promise<void> {
  const owner = wizard(app.page)
  await owner.choosePractice()
  await owner.importFile(listOf(count))
  await owner.toContent()
  await owner.fillPractice()
  await owner.toPreflight()
  await owner.toLaunch()
}

/** From the welcome screen to the brink of sending `count` real messages. */
export async function prepareRealCampaign(app: RunningApp, count: number): Promise<void> {
  const owner = wizard(app.page)
  await owner.enterCredentials(testCredentials)
  await owner.onScreen('contacts')
  await owner.importFile(listOf(count))
  await owner.toContent()
  await owner.writeMessage(realMessage)
  await owner.toPreflight()
  await owner.toLaunch()
}
