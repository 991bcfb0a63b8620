import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { readLog } from './log.ts'
import { keeping } from './pages/keeping.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTimeFast, setSettings } from './real-campaign.ts'
import { answerSaveDialog } from './save-dialog.ts'

const header = '手机号码,姓名,积分,门店,有效期'
const csv = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${[header, ...lines].join('\n')}\n`),
})
const phoneOf = (place: number) => `1390000${String(place).padStart(4, '0')}`
const family = '王李张刘陈杨赵黄周吴徐孙'
const nameOf = (place: number) => `${family[place % family.length]}${place % 2 === 0 ? '芳' : '强'}`
const lineOf = (place: number, name = nameOf(place)) =>
  `${phoneOf(place)},${name},${place * 30},${place % 3 === 0 ? '二号店' : '一号店'},2026-12-31`
const lines = (count: number) => Array.from({ length: count }, (_, place) => lineOf(place + 1))

test('who has opted out by paste or by file is left out of an import and gets nothing', async ({
  launch,
  profile,
  picture,
}) => {
  const app = await launch()
  const owner = wizard(app.page)
  const keeper = keeping(app.page)
  const { id } = keeper
  await setSettings(app, atAnyTimeFast)
  await owner.choosePractice()
  await keeper.toOptOuts()
  await expect(id('opt-outs-empty')).toBeVisible()
  await picture(app, '50-opt-outs-empty')

  await keeper.pasteOptOuts(
    `${phoneOf(1)}，139 0000 0002\n王先生 ${phoneOf(3)}；12345\n+86 ${phoneOf(1)}`,
    '回复 R',
  )
  expect(await keeper.optOutsAdded()).toEqual({ added: 3, present: 1, bad: 1 })
  await expect(id('opt-out-bad')).toHaveText('12345')
  await picture(app, '51-opt-outs-pasted')
  await id('opt-out-mend').click()
  await expect(id('opt-out-phones')).toHaveValue('12345')
  await id('opt-out-phones').fill(phoneOf(12))
  await id('opt-out-add').click()
  await expect(id('opt-outs-count')).toContainText('4')

  await keeper.optOutsFrom(csv('退订.csv', [lineOf(4), lineOf(5), lineOf(4), '1.38E+10,无名,,,', lineOf(1)]))
  expect(await keeper.optOutsAdded()).toEqual({ added: 2, present: 1, bad: 1 })
  await expect(id('opt-out-bad')).toContainText('1.38E+10')
  await expect(id('opt-outs-count')).toContainText('6')
  await picture(app, '52-opt-outs-file', 'opt-outs')
  await id('opt-outs-search').fill('0012')
  await expect(id('opt-out')).toHaveCount(1)
  await id('opt-out-remove').click()
  await expect(id('opt-out')).toHaveCount(0)
  // Taken back at once, it is the entry that it was; then taken off for good.
  await id('opt-out-removed-undo').click()
  await expect(id('opt-out')).toHaveCount(1)
  await id('opt-out-remove').click()
  await expect(id('opt-out')).toHaveCount(0)
  await picture(app, '53-opt-out-remove')
  // The reason stays for the next ones, until the screen is left.
  await id('opt-outs-search').fill('回复')
  await expect(id('opt-out')).toHaveCount(5)
  await id('opt-outs-search').fill('')

  const path = join(profile, 'opt-outs.csv')
  await answerSaveDialog(app.electron, path)
  await id('opt-outs-export').click()
  await expect(id('opt-outs-exported')).toContainText(path)
  expect(readFileSync(path, 'utf8')).toContain(phoneOf(5))

  await id('nav-send').click()
  await owner.importFile(csv('客户.csv', lines(12)))
  await expect(id('tile-optedOut')).toContainText('5')
  await owner.toContent()
  await owner.fillPractice()
  await owner.toPreflight()
  await expect(id('amount-to-send')).toHaveText('7 人')
  await owner.toLaunch()
  await id('start').click()
  await owner.toReport()
  const { recipients } = readLog(profile)
  const reached = recipients.filter(({ attempts }) => attempts > 0).map(({ phone }) => phone)
  expect(reached).toEqual([6, 7, 8, 9, 10, 11, 12].map(phoneOf))
})

test('a list is kept, tagged, merged again without losing tags, and used for a campaign; a person is forgotten', async ({
  launch,
  profile,
  picture,
}) => {
  const app = await launch()
  const owner = wizard(app.page)
  const keeper = keeping(app.page)
  const { id } = keeper
  await setSettings(app, atAnyTimeFast)
  await owner.choosePractice()
  await keeper.toLists()
  await expect(id('lists-empty')).toBeVisible()
  await picture(app, '60-lists-empty')

  await id('nav-send').click()
  await owner.importFile(csv('老客户.csv', lines(8)))
  await picture(app, '61-keep-entry')
  await id('keep-list').click()
  await expect(id('keep-name')).toHaveValue('老客户')
  await picture(app, '62-keep-new')
  await keeper.keep({})
  expect(await keeper.kept()).toEqual({ added: 8, updated: 0, unchanged: 0 })
  await id('kept-close').click()

  await keeper.toLists()
  await picture(app, '63-lists')
  await keeper.openList('老客户')
  await keeper.pick(phoneOf(1))
  await keeper.pick(phoneOf(2))
  await id('set-tags').click()
  await id('add-tag-熟客').click()
  await picture(app, '64-tags')
  await keeper.confirmTags()
  await expect(id('tagged')).toContainText('2')
  expect(await keeper.tagsOf(phoneOf(1))).toEqual(['熟客'])
  await keeper.find('二号店', 2)
  await id('set-tags').click()
  await id('new-tags').fill('二店、送货')
  await keeper.confirmTags()
  await expect(id('tagged')).toContainText('2')
  await keeper.find('', 8)
  expect(await keeper.tagsOf(phoneOf(3))).toEqual(['二店', '送货'])
  await picture(app, '65-list', 'lists')

  await id('merge-file').setInputFiles(
    csv('新名单.csv', [lineOf(1, '王芳芳'), lineOf(2), lineOf(3, ''), lineOf(9)]),
  )
  await picture(app, '66-merge')
  await keeper.keep({ tags: '新客' })
  expect(await keeper.kept()).toEqual({ added: 1, updated: 3, unchanged: 0 })
  await expect(keeper.person(phoneOf(1))).toContainText('王芳芳')
  await expect(keeper.person(phoneOf(3))).toContainText(nameOf(3))
  expect(await keeper.tagsOf(phoneOf(1))).toEqual(['新客', '熟客'])
  expect(await keeper.tagsOf(phoneOf(9))).toEqual(['新客'])

  await id('tag-熟客').click()
  await expect(id('people')).toHaveAttribute('data-total', '2')
  await id('tag-all').click()
  await id('add-person').click()
  await id('person-phone').fill('139 0000 0001')
  await id('person-save').click()
  await expect(id('person-dialog')).toContainText('已有这个号码')
  await id('person-phone').fill('139 1111 2222')
  await expect(id('person-dialog')).not.toContainText('已有这个号码')
  await id('person-value').first().fill('郑新')
  await id('person-tags').fill('新客、熟客')
  await picture(app, '66a-add-person')
  await id('person-save').click()
  await expect(id('person-written')).toContainText('13911112222')
  await expect(keeper.person('13911112222')).toHaveCount(1)
  expect(await keeper.tagsOf('13911112222')).toEqual(['新客', '熟客'].sort())
  await keeper.person('13911112222').getByTestId('edit-person').click()
  await id('person-remove').click()
  await expect(keeper.person('13911112222')).toHaveCount(0)
  await id('person-undo').click()
  await expect(keeper.person('13911112222')).toHaveCount(1)
  await keeper.person('13911112222').getByTestId('edit-person').click()
  await id('person-remove').click()
  await picture(app, '66b-removed')
  await keeper.person(phoneOf(2)).getByTestId('forget').click()
  await expect(id('forget-where')).toHaveAttribute('data-lists', '1')
  await picture(app, '67-forget')
  await id('forget-confirm').click()
  await expect(id('forgotten')).toContainText(phoneOf(2))
  await expect(keeper.person(phoneOf(2))).toHaveCount(0)
  await picture(app, '68-forgotten')

  const path = join(profile, 'list.csv')
  await answerSaveDialog(app.electron, path)
  await id('list-export').click()
  await expect(id('list-exported')).toContainText(path)
  expect(readFileSync(path, 'utf8')).not.toContain(phoneOf(2))
  await id('list-rename').click()
  await id('list-name-field').fill('会员')
  await id('rename-confirm').click()
  await expect(id('list-name')).toHaveText('会员')

  // The export comes back as the list it was: its tags are tags again.
  await id('lists-back').click()
  await id('list-file').setInputFiles(path)
  await picture(app, '69-keep-export')
  await keeper.keep({ name: '备份' })
  expect(await keeper.kept()).toEqual({ added: 8, updated: 0, unchanged: 0 })
  await id('open-kept').click()
  expect(await keeper.tagsOf(phoneOf(1))).toEqual(['新客', '熟客'])
  await id('list-remove').click()
  await expect(id('list')).toHaveCount(1)
  await id('list-removed-undo').click()
  await expect(id('list')).toHaveCount(2)
  await keeper.openList('备份')
  await expect(id('people')).toHaveAttribute('data-total', '8')
  await id('list-remove').click()
  await expect(id('list')).toHaveCount(1)
  await picture(app, '70-remove')

  await keeper.toOptOuts()
  await expect(id('opt-out')).toHaveAttribute('data-phone', phoneOf(2))
  await keeper.pasteOptOuts(phoneOf(3))

  await keeper.toLists()
  await keeper.openList('会员')
  await expect(keeper.person(phoneOf(3)).getByTestId('opted-out')).toBeVisible()
  await id('tag-新客').click()
  await expect(id('people')).toHaveAttribute('data-total', '3')
  await picture(app, '71-list-tag')
  await id('list-send').click()
  await owner.onScreen('compose')
  await owner.fillPractice()
  expect(await owner.previewMessage()).toContain('王芳芳您好')
  await owner.toPreflight()
  await expect(id('amount-to-send')).toHaveText('2 人')
  await owner.toLaunch()
  await id('start').click()
  await owner.toReport()
  const reached = readLog(profile).recipients.filter(({ attempts }) => attempts > 0)
  expect(reached.map(({ phone }) => phone)).toEqual([phoneOf(1), phoneOf(9)])

  await id('again').click()
  await owner.onScreen('contacts')
  await id('use-kept').click()
  await picture(app, '72-choose-list')
  await id('choose-list-dialog').getByText('用这份').click()
  await owner.onScreen('compose')
  await owner.toPreflight()
  await expect(id('amount-to-send')).toHaveText('7 人')
})

test('both screens stay clear in the dark and in a small window', async ({ launch, picture }) => {
  const app = await launch()
  const owner = wizard(app.page)
  const keeper = keeping(app.page)
  const { id } = keeper
  await app.page.evaluate(() => window.zhanggui.settings.update({ theme: 'dark' }))
  await app.page.reload()
  await owner.choosePractice()
  await id('nav-send').click()
  await owner.importFile(csv('老客户.csv', lines(60)))
  await id('keep-list').click()
  await keeper.keep({ tags: '熟客、送货上门' })
  await id('kept-close').click()
  await keeper.toOptOuts()
  await keeper.pasteOptOuts(`${phoneOf(1)} ${phoneOf(2)} 123`, '打电话来说的')
  for (const [width, height] of [
    [1280, 800],
    [1024, 700],
  ] as const) {
    await app.electron.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    )
    await expect.poll(() => app.page.evaluate(() => window.innerWidth)).toBe(width)
    await keeper.toOptOuts()
    await picture(app, `80-opt-outs-dark-${width}`)
    await keeper.toLists()
    await picture(app, `81-lists-dark-${width}`)
    await keeper.openList('老客户')
    await picture(app, `82-list-dark-${width}`)
    for (const screen of ['opt-outs', 'lists'] as const) {
      await id(`nav-${screen}`).click()
      await keeper.settled()
      const overflow = await app.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBe(0)
    }
  }
})
