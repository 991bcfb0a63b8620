import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningApp } from './app.ts'
import { expect, test } from './fixtures.ts'
import { importPage } from './pages/import.ts'
import { wizard } from './pages/wizard.ts'

/** What an owner has in hand outlives the window. */

const csv = Buffer.from(
  `姓名,手机号,余额\n${Array.from({ length: 40 }, (_, at) => `顾客${at},138${String(10_000_000 + at)},${at}.50`).join('\n')}\n坏的,1380001,1\n`,
)
const list = { name: '九月会员.csv', mimeType: 'text/csv', buffer: csv }
const text = '尊敬的${姓名}，您的余额为${余额}元，周末到店有礼，拒收请回复R'

const works = (app: RunningApp) =>
  app.page.evaluate(async () => {
    const answer = await window.zhanggui.works.list()
    return answer.ok ? answer.value : []
  })
/** All that `workOn` writes. */
const written = { step: 'compose', content: { signature: { name: '好邻居' }, template: { text } } }

/** The newest work as it stands on the disk. */
const keptWork = (app: RunningApp) =>
  app.page.evaluate(async () => {
    const heads = await window.zhanggui.works.list()
    const workId = heads.ok ? heads.value[0]?.workId : undefined
    const work = workId === undefined ? null : await window.zhanggui.works.get({ workId })
    return work?.ok === true ? work.value : null
  })

async function workOn(app: RunningApp): Promise<void> {
  const owner = wizard(app.page)
  const page = importPage(app.page)
  await owner.choosePractice()
  await page.choose(list)
  await page.cell(3, 0).dblclick()
  await app.page.getByTestId('cell-editor').fill('改过的名字')
  await app.page.keyboard.press('Enter')
  await page.settled()
  await owner.toContent()
  await app.page.getByTestId('template-text').fill(text)
  await app.page.getByTestId('signature-name').fill('好邻居')
}

test('a killed app comes back with the list as it was mended and the text as it was written', async ({
  launch,
  profile,
  picture,
}) => {
  let app = await launch()
  await workOn(app)
  await expect.poll(() => keptWork(app)).toMatchObject(written)
  await app.kill()

  app = await launch()
  await app.page.getByTestId('choose-practice').click()
  const row = app.page.getByTestId('kept-work')
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('九月会员')
  await expect(row).toContainText('40 人')
  await picture(app, 'offered')
  await row.getByTestId('work-resume').click()
  const owner = wizard(app.page)
  await owner.onScreen('compose')
  await expect(app.page.getByTestId('template-text')).toHaveValue(text)
  await expect(app.page.getByTestId('signature-name')).toHaveValue('好邻居')
  await expect(app.page.getByTestId('preview-message')).toContainText('周末到店有礼')
  await app.page.getByTestId('back').click()
  const page = importPage(app.page)
  await expect(page.cell(3, 0)).toContainText('改过的名字')
  expect(await page.count('usable')).toBe(40)
  expect(await page.count('bad')).toBe(1)
  expect(readdirSync(join(profile, 'work'))).toHaveLength(1)
})

test('closing asks nothing, and a campaign that was begun leaves no work behind', async ({
  launch,
  profile,
}) => {
  let app = await launch()
  await workOn(app)
  await expect.poll(() => keptWork(app)).toMatchObject(written)
  await app.close()

  app = await launch()
  await app.page.getByTestId('choose-practice').click()
  await app.page.getByTestId('work-resume').click()
  const owner = wizard(app.page)
  await owner.onScreen('compose')
  await owner.toPreflight()
  await owner.toLaunch()
  await app.page.getByTestId('start').click()
  await expect.poll(() => works(app)).toEqual([])
  // The folder goes after the record that makes it a work.
  await expect.poll(() => readdirSync(join(profile, 'work'))).toEqual([])
})

test('a second work does not take the place of the first, and one can be thrown away', async ({ launch }) => {
  let app = await launch()
  await workOn(app)
  await expect.poll(() => keptWork(app)).toMatchObject(written)
  await app.close()

  app = await launch()
  await app.page.getByTestId('choose-practice').click()
  await importPage(app.page).choose({ ...list, name: '另一份.csv' })
  await expect
    .poll(() => works(app).then(kept => kept.map(({ name }) => name)))
    .toEqual(['另一份', '九月会员'])
  await app.close()

  app = await launch()
  await app.page.getByTestId('choose-practice').click()
  await expect(app.page.getByTestId('kept-work')).toHaveCount(2)
  await app.page.getByTestId('work-remove').first().click()
  await expect(app.page.getByTestId('kept-work')).toHaveCount(1)
  await app.page.getByTestId('work-removed-undo').click()
  await expect(app.page.getByTestId('kept-work')).toHaveCount(2)
  await app.page.getByTestId('work-remove').first().click()
  await expect(app.page.getByTestId('kept-work')).toHaveCount(1)
  await expect(app.page.getByTestId('kept-work')).toContainText('九月会员')
})

test('columns that were chosen for the kept list say nothing of another list', async ({ launch }) => {
  let app = await launch()
  const id = (testId: string) => app.page.getByTestId(testId)
  await id('choose-practice').click()
  await importPage(app.page).choose(list)
  await wizard(app.page).toContent()
  await id('template-text').fill('尊敬的${称呼}，周末到店有礼，拒收请回复R')
  await id('variable-source').click()
  await app.page.locator('.ant-select-item-option').filter({ hasText: '姓名' }).click()
  await expect(id('preview-message')).toContainText('尊敬的顾客0')
  await id('back').click()
  await expect
    .poll(() => keptWork(app))
    .toMatchObject({
      step: 'contacts',
      content: { chosen: [['称呼', { kind: 'column', index: 0 }]] },
    })
  await app.close()

  app = await launch()
  await id('choose-practice').click()
  await id('work-resume').click()
  await expect(id('contacts-next')).toBeEnabled()
  await importPage(app.page).choose({
    ...list,
    name: '别的.csv',
    buffer: Buffer.from('余额,手机号,姓名\n88.00,13800138000,王芳\n'),
  })
  await wizard(app.page).toContent()
  await expect(id('missing')).toContainText('称呼')
})
