import { utils, write as writeWorkbook } from '@e965/xlsx'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import type { RunningApp } from './app.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, phoneOf, saveCredentials, setSettings } from './real-campaign.ts'

/** What strangers write: markup in every text from outside stays text, on every screen of the built app. */

const markup = '<img src=x onerror=pwned=1>'

/** Nothing of the markup became an element or ran; where it is shown, it is shown as it was written. */
async function expectText({ page }: RunningApp, where: string): Promise<void> {
  await expect(page.locator('main[data-app-state="loaded"]')).toBeVisible()
  const found = await page.evaluate(
    written => ({
      elements: document.querySelectorAll('img[src="x"], [onerror], body script:not([src])').length,
      ran: 'pwned' in globalThis,
      isShown:
        document.body.innerText.includes(written) ||
        [...document.querySelectorAll('input, textarea')].some(field =>
          (field as HTMLInputElement).value.includes(written),
        ),
    }),
    markup,
  )
  expect({ where, ...found }).toEqual({ where, elements: 0, ran: false, isShown: true })
}

test('markup in names, texts, files, sheets, lists, tags, reasons and answers is text on every screen', async ({
  launch,
  picture,
}) => {
  const answer = JSON.stringify({
    BusinessData: { code: 30018, msg: `拒绝${markup}`, phone: phoneOf(0) },
    Timestamps: 0,
    BusinessException: { resultCode: 30018, resultMessage: markup },
  })
  const server = await forkFaultServer({
    plan: {
      otherwise: {
        kind: 'status',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: answer,
      },
    },
  })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const { page } = app
    const { id, open, toReport } = sendingScreens(page)
    await saveCredentials(app)
    await setSettings(app, { ...atAnyTime, ratePerSecond: 200 })
    await page.evaluate(async text => {
      const bridge = window.zhanggui
      const need = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
        if (!result.ok) throw new Error(JSON.stringify(result.error))
        return result.value
      }
      const phone = '13800000000'
      const { campaignId } = need(
        await bridge.campaigns.create({
          name: `活动${text}`,
          mode: 'real',
          signature: { name: `店${text}`, code: 'S1' },
          template: { code: 'T1', text: `\${姓名}您好，${text}减20。拒收请回复R` },
          source: {
            fileName: `名单${text}.csv`,
            rows: 1,
            usable: 1,
            duplicate: 0,
            bad: 0,
            empty: 0,
            leftOut: 0,
          },
        }),
      )
      const values = [`张${text}`]
      need(await bridge.campaigns.addRecipients({ campaignId, recipients: [{ row: 2, phone, values }] }))
      need(await bridge.campaigns.preflight({ campaignId }))
      need(await bridge.campaigns.start({ campaignId }))
      const { mergeId } = need(
        await bridge.contactLists.beginMerge({ target: { name: `会员${text}` }, columns: [`姓名${text}`] }),
      )
      need(await bridge.contactLists.addContacts({ mergeId, contacts: [{ phone, values: [`李${text}`] }] }))
      const { listId } = need(await bridge.contactLists.finishMerge({ mergeId }))
      need(
        await bridge.contactLists.setTags({
          listId,
          of: { phones: [phone] },
          add: ['<b onerror=x>老</b>'],
          remove: [],
        }),
      )
      need(await bridge.optOuts.add({ text: '13800000009', reason: `因为${text}`, source: 'typed' }))
      need(
        await bridge.library.save({
          entry: {
            kind: 'template',
            code: 'T9',
            text: `您好${text}`,
            note: text,
            name: text,
            lastUsedAt: null,
            refused: 0,
            signatureCode: null,
          },
          was: null,
        }),
      )
    }, markup)

    await page.reload()
    await open('history')
    await expect(id('campaign').first()).toBeVisible()
    await expectText(app, 'history')
    await id('open-campaign').first().click()
    await toReport()
    await expectText(app, 'report')
    await id('recipients').evaluate(card => card.scrollIntoView({ block: 'start' }))
    await expect(id('recipient').first()).toContainText(`张${markup}`)
    await id('open-log').first().click()
    // Cut where an answer is cut, and as it came.
    await expect(id('log-event').last()).toContainText('<img src=x')
    await expectText(app, 'log of a recipient, with the provider’s answer')
    await picture(app, '1-log-of-markup')
    await page.keyboard.press('Escape')
    await open('search')
    await id('search-phone').fill('张')
    await expect(id('found-row').first()).toBeVisible()
    await expectText(app, 'search')
    await id('nav-lists').click()
    await expect(id('open-list').first()).toBeVisible()
    await expectText(app, 'lists')
    await id('open-list').first().click()
    await expect(id('person').first()).toBeVisible()
    await expectText(app, 'list with its tag')
    await id('nav-opt-outs').click()
    await expect(id('opt-out').first()).toBeVisible()
    await expectText(app, 'opt-outs with their reason')
    await open('quick')
    await id('library-open').click()
    await expect(id('library-entry').first()).toBeVisible()
    await expectText(app, 'library')
    await page.keyboard.press('Escape')

    // A workbook whose name, sheets, header and cells are written by somebody else.
    const rows = [
      ['手机号码', `姓名${markup}`],
      [phoneOf(1), `王${markup}`],
      ['没有号码', markup],
    ]
    const workbook = {
      SheetNames: [markup, '二'],
      Sheets: { [markup]: utils.aoa_to_sheet(rows), 二: utils.aoa_to_sheet(rows) },
    }
    await open('send')
    const owner = wizard(page)
    await owner.importFile({
      name: `名单${markup}.xlsx`,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(writeWorkbook(workbook, { type: 'buffer', bookType: 'xlsx' })),
    })
    await expect(id('sheet')).toContainText(markup)
    await expectText(app, 'import')
    await picture(app, '2-import-of-markup')
    await owner.toContent()
    await owner.writeMessage({
      signatureName: `店${markup}`,
      signatureCode: 'S1',
      templateCode: 'T1',
      templateText: `您好，${markup}。拒收请回复R`,
    })
    expect(await owner.previewMessage()).toContain(markup)
    await expectText(app, 'content')
    await owner.toPreflight()
    await owner.toLaunch()
    await expectText(app, 'launch')
  } finally {
    await server.close()
  }
})
