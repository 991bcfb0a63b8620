import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { recipientStates } from '../../shared/domain/states.ts'
import { accepted, type Fault } from '../fakes/fault.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import type { RunningApp } from './app.ts'
import { createCampaign, startCampaign, untilStill } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, phoneOf, saveCredentials, setSettings } from './real-campaign.ts'
import { answerSaveDialog } from './save-dialog.ts'
import { storedPeople } from './sums.ts'

const conditions = {
  ratePerSecond: 200,
  sameCodeLimit: 1000,
  unknownLimit: 1000,
  ...atAnyTime,
}

const refused = (code: number): Fault => ({ kind: 'answer', code })

/** Fault → how many people meet it; all others are accepted. */
const kinds: readonly (readonly [Fault, number])[] = [
  [refused(30018), 21],
  [refused(30011), 9],
  [refused(30028), 4],
  [{ kind: 'reset-after' }, 6],
]
const people = 97
const optedOut = 3

/** Chooses what a list of choices offers under these words. */
async function choose(page: RunningApp['page'], testId: string, words: string): Promise<void> {
  await page.getByTestId(testId).filter({ visible: true }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: words, visible: true }).click()
}

/** The title of a PDF, which its maker writes in UTF-16. */
function titleOf(pdf: string): string {
  const hex = /\/Title\s*<([0-9A-Fa-f]+)>/.exec(pdf)?.[1]
  if (hex !== undefined) return Buffer.from(hex, 'hex').swap16().toString('utf16le').slice(1)
  return /\/Title\s*\(([^)]*)\)/.exec(pdf)?.[1] ?? ''
}

/** What the report in view says of people by state, in its bar and in the table behind it. */
async function barOf({ page }: RunningApp) {
  const bar = page.getByTestId('report-bar').filter({ visible: true })
  const counted = (selector: string, name: string) =>
    bar
      .locator(selector)
      .evaluateAll(
        (found, attribute) =>
          found.map(
            each => [each.getAttribute(attribute) ?? '', Number(each.getAttribute('data-count'))] as const,
          ),
        name,
      )
  return {
    pieces: Object.fromEntries(await counted('[data-piece]', 'data-piece')),
    table: Object.fromEntries(await counted('tr', 'data-bar-row')),
    percent: await bar
      .locator('tr')
      .evaluateAll(rows => rows.reduce((sum, row) => sum + Number(row.getAttribute('data-percent')), 0)),
  }
}

/** What the system would show of the app outside its window, which is made out to be behind another one. */
async function watchSigns({ electron }: RunningApp) {
  const seen = await electron.evaluateHandle(({ BrowserWindow, Notification }) => {
    const bars: [number, string][] = []
    const notices: string[] = []
    for (const window of BrowserWindow.getAllWindows()) {
      window.isFocused = () => false
      window.setProgressBar = (share, options) => bars.push([share, options?.mode ?? ''])
    }
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      notices.push(this.title)
    }
    return { bars, notices }
  })
  return () => seen.evaluate(({ bars, notices }) => ({ bars, notices }))
}

test('headline, bar and reasons of a report say what the database has, in both languages and themes', async ({
  launch,
  profile,
  picture,
}) => {
  const faults = kinds.flatMap(([fault, count]) => Array.from({ length: count }, () => fault))
  const byPhone: Record<string, Fault[]> = Object.fromEntries(
    faults.map((fault, index) => [phoneOf(index), [fault, accepted]]),
  )
  // The last one who is sent to: the campaign stops there, and is called off.
  byPhone[phoneOf(people - optedOut - 1)] = [{ kind: 'status', status: 404 }]
  const server = await forkFaultServer({ plan: { byPhone } })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const { id, open, toReport } = sendingScreens(app.page)
    await saveCredentials(app)
    // Slow enough for a picture of what was accepted when.
    await setSettings(app, { ...conditions, ratePerSecond: 25 })
    const campaignId = await createCampaign(app, people)
    await app.page.evaluate(
      async text => window.zhanggui.optOuts.add({ text, reason: '', source: 'typed' }),
      Array.from({ length: optedOut }, (_, index) => phoneOf(people - 1 - index)).join('\n'),
    )
    const signs = await watchSigns(app)
    await startCampaign(app, campaignId)
    expect(await untilStill(app, campaignId)).toMatchObject({ status: 'paused' })
    // The window is behind another one: the taskbar and one notice say that it stopped.
    await expect.poll(async () => (await signs()).bars.at(-1)).toEqual([1, 'error'])
    const { bars, notices } = await signs()
    expect(bars.filter(([share, mode]) => mode === 'normal' && share >= 0 && share <= 1)).not.toEqual([])
    expect(notices).toEqual(['群发停下了，等您处理'])
    await app.page.evaluate(async id => window.zhanggui.campaigns.cancel({ campaignId: id }), campaignId)
    await open('history')
    await app.page.locator(`[data-campaign="${campaignId}"]`).getByTestId('open-campaign').click()
    await toReport()

    const stored = storedPeople(profile, campaignId)
    const counts = Object.fromEntries(
      recipientStates
        .map(state => [state, stored.filter(person => person.state === state).length] as const)
        .filter(([, count]) => count > 0),
    )
    expect(counts).toEqual({ accepted: 53, rejected: 34, unknown: 6, unsent: 1, skipped: 3 })
    await expect(id('report-headline')).toHaveText(
      '53 人已提交，34 人被拒，6 人说不清，1 人未发出，3 人已跳过',
    )
    expect(await barOf(app)).toEqual({ pieces: counts, table: counts, percent: 100 })
    const reasons = await id('reason').evaluateAll(rows =>
      rows.map(row => [row.getAttribute('data-code'), Number(row.getAttribute('data-count'))]),
    )
    expect(reasons).toEqual([
      ['30018', 21],
      ['30011', 9],
      ['', 6],
      ['30028', 4],
      ['', 1],
    ])
    await expect(id('reason').first()).toContainText('请用其他方式联系这位顾客')
    await picture(app, '01-report')

    // What certainly was not taken is sent again from its reason; nothing else is ticked.
    await id('reason-resend').click()
    await expect(id('retry-unsent')).toBeChecked()
    await expect(id('retry-code-30018')).not.toBeChecked()
    await expect(id('retry-confirm')).toHaveText('下一步：重发给 1 人')
    await app.page.keyboard.press('Escape')
    await expect(id('retry-dialog')).toHaveCount(0)
    // Whom sending again does not help is shown.
    await id('reason-show').first().click()
    await expect(id('recipient')).toHaveCount(21)
    await expect(id('filter-reason')).toBeInViewport()
    await picture(app, '02-people-of-a-reason')
    // So is whoever a total stands for.
    await id('report-totals').getByTestId('amount-unknown').click()
    await expect(id('recipient')).toHaveCount(6)
    await expect(id('reason-decide')).toHaveText('去决定')
    // By the last digits and by a part of the name; whoever was looked for has all that was sent to them in the log.
    await id('filter-all').click()
    await id('recipients-search').fill(phoneOf(40).slice(-5))
    await expect(id('recipient')).toHaveCount(1)
    await expect(id('recipient')).toHaveAttribute('data-phone', phoneOf(40))
    const name = await id('recipient-name').innerText()
    await id('open-log').click()
    await expect(id('log-message')).toContainText(name)
    await app.page.keyboard.press('Escape')
    await id('recipients-search').fill(name)
    await expect(id('recipient').filter({ hasText: phoneOf(40) })).toHaveCount(1)
    await id('recipients-search').fill('查无此人')
    await expect(id('recipients-none')).toContainText('没有找到')
    await id('recipients-search').fill('')
    await choose(app.page, 'recipients-order', '按结果')
    await expect(id('recipient').first()).toHaveAttribute('data-state', 'rejected')
    await choose(app.page, 'recipients-order', '按时间')
    await expect(id('recipient').first()).not.toHaveAttribute('data-state', 'skipped')
    await choose(app.page, 'recipients-reason', '30028')
    await expect(id('recipient')).toHaveCount(4)
    const plotted = await id('over-time')
      .locator('tr')
      .evaluateAll(rows => rows.reduce((sum, row) => sum + Number(row.getAttribute('data-accepted')), 0))
    expect(plotted).toBe(counts['accepted'])
    await picture(app, '05-searched-and-sorted')
    // The page scrolls within its frame; the frame never moves.
    expect(await app.page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0)

    // A report that was just written is opened by its number; the window names no path.
    const path = join(profile, '报告.csv')
    await answerSaveDialog(app.electron, path)
    const shown = await app.electron.evaluateHandle(({ shell }) => {
      const paths: string[] = []
      shell.openPath = async opened => {
        paths.push(opened)
        return ''
      }
      shell.showItemInFolder = folder => {
        paths.push(folder)
      }
      return paths
    })
    expect(await wizard(app.page).exportReport()).toBe(path)
    await id('open-file').click()
    await id('show-file').click()
    await expect.poll(() => shown.jsonValue()).toEqual([path, path])
    await picture(app, '04-exported')
    // The same with phones that call nobody, and as one page for whoever was not there.
    const masked = join(profile, '报告-隐藏.csv')
    await answerSaveDialog(app.electron, masked)
    await id('report-masked').check()
    await id('export').click()
    await expect(id('exported')).toHaveAttribute('data-path', masked)
    const table = readFileSync(masked, 'utf8')
    expect(table).not.toMatch(/138\d{8}/)
    expect(table.match(/138\*\*\*\*/g)?.length).toBeGreaterThanOrEqual(people)
    const pdf = join(profile, '报告.pdf')
    await answerSaveDialog(app.electron, pdf)
    await choose(app.page, 'report-format', 'PDF')
    await picture(app, '06-one-page')
    await id('export').click()
    await expect(id('exported')).toHaveAttribute('data-path', pdf)
    const printed = readFileSync(pdf).toString('latin1')
    expect(printed.match(/\/Type\s*\/Page(?![\w])/g)).toHaveLength(1)
    expect(titleOf(printed)).toBe(
      '群发报告 周年庆: 53 人已提交，34 人被拒，6 人说不清，1 人未发出，3 人已跳过',
    )
    await open('settings')
    await id('theme-dark').click()
    await id('language-en').click()
    await open('history')
    await app.page.locator(`[data-campaign="${campaignId}"]`).getByTestId('open-campaign').click()
    await toReport()
    await expect(id('report-headline')).toHaveText(
      '53 people accepted, 34 rejected, 6 unclear, 1 unsent, 3 skipped',
    )
    expect(await barOf(app)).toEqual({ pieces: counts, table: counts, percent: 100 })
    await picture(app, '03-report-en-dark')
    // As on a small laptop, with its task bar.
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(1093, 574),
    )
    await id('recipients').scrollIntoViewIfNeeded()
    await id('over-time').evaluate(card => card.scrollIntoView({ block: 'start' }))
    await expect(id('export')).toBeInViewport()
    await picture(app, '07-over-time-en-dark-small')
    await id('recipients').evaluate(card => card.scrollIntoView({ block: 'start' }))
    await picture(app, '08-people-en-dark-small')
  } finally {
    await server.close()
  }
})

test('while sending, bar, speed and problems so far are told, and the time left', async ({
  launch,
  picture,
}) => {
  const byPhone = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [phoneOf(index * 3), [refused(index < 8 ? 30018 : 30028)]]),
  )
  const server = await forkFaultServer({ plan: { byPhone } })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const { id, open } = sendingScreens(app.page)
    await saveCredentials(app)
    await setSettings(app, { ...conditions, ratePerSecond: 10 })
    const campaignId = await createCampaign(app, 400)
    await startCampaign(app, campaignId)
    await open('history')
    await app.page.locator(`[data-campaign="${campaignId}"]`).getByTestId('open-campaign').click()
    await expect(id('problem').first()).toContainText('请用其他方式联系这位顾客')
    await expect(id('problem').first()).toHaveAttribute('data-count', '8')
    await expect(id('time-left')).toContainText('秒')
    await expect(id('rate-plot')).toContainText('最快 1')
    await picture(app, '10-sending')
    await open('settings')
    await id('theme-dark').click()
    await id('language-en').click()
    await open('history')
    await app.page.locator(`[data-campaign="${campaignId}"]`).getByTestId('open-campaign').click()
    await expect(id('rate-plot')).toBeVisible()
    await expect(id('problem').first()).toBeVisible()
    await picture(app, '11-sending-en-dark')
    await id('pause').click()
    await expect(id('pause-card')).toBeVisible()
    // Skipped people apart, the table behind the bar adds up to everybody it is meant for.
    const table = await id('progress-bar')
      .locator('tr')
      .evaluateAll(rows => rows.reduce((sum, row) => sum + Number(row.getAttribute('data-count')), 0))
    expect(table).toBe(400)
    await expect(id('count-total')).toHaveAttribute('data-count', '400')
    await picture(app, '12-paused-en-dark')
  } finally {
    await server.close()
  }
})
