import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { expect, test } from './fixtures.ts'
import { importPage } from './pages/import.ts'
import { wizard } from './pages/wizard.ts'
import { answerSaveDialog } from './save-dialog.ts'

const folder = join(import.meta.dirname, '..', 'fixtures', 'import')
const sample = (name: string) => join(folder, name)

const texts = { usable: 29, duplicate: 2, bad: 9 }
/** Phones that were numbers: one of the lost ones has become a number again, the other repeats a row. */
const numbers = { usable: 30, duplicate: 3, bad: 7 }
const formats = [
  ['contacts-utf8.csv', texts],
  ['contacts-utf8-bom.csv', texts],
  ['contacts-gb18030.csv', texts],
  ['contacts-utf16le.txt', texts],
  ['contacts-text.xlsx', texts],
  ['contacts-text.xls', texts],
  ['contacts-text.ods', texts],
  ['contacts-numbers.xlsx', numbers],
  ['contacts-numbers.xls', numbers],
  ['contacts-numbers.ods', numbers],
] as const

test('every format is read, dropped or chosen; the sample list is for practice alone', async ({ launch }) => {
  const app = await launch()
  const { page } = app
  await wizard(page).choosePractice()
  const list = importPage(page)
  await page.getByTestId('contacts-sample').click()
  await expect(page.getByTestId('contacts-next')).toBeEnabled()
  await list.settled()
  await page.getByText('正式发送', { exact: true }).click()
  await expect(page.getByTestId('sample-refused')).toBeVisible()
  await expect(page.getByTestId('contacts-next')).toBeDisabled()
  await page.getByText('练习模式', { exact: true }).click()
  await expect(page.getByTestId('contacts-next')).toBeEnabled()

  // Chosen and dropped in turn: from there on both are one way.
  for (const [index, [name, counts]] of formats.entries()) {
    if (index % 2 === 0) await list.choose(sample(name))
    else await list.drop(name, readFileSync(sample(name)))
    expect([
      name,
      await list.count('usable'),
      await list.count('duplicate'),
      await list.count('bad'),
    ]).toEqual([name, counts.usable, counts.duplicate, counts.bad])
  }
  const html = '<table><tr><td>手机</td><td>姓名</td></tr><tr><td>13800138000</td><td>王芳</td></tr></table>'
  await list.drop('名单.xls', Buffer.from(html))
  expect(await list.count('usable')).toBe(1)
  await list.drop('名单.xls', Buffer.from('手机\t姓名\n13800138000\t王芳\n13900139000\t李强\n'))
  expect(await list.count('usable')).toBe(2)
})

test('a list is mended, thinned, taken away and comes back as it was', async ({
  launch,
  profile,
  picture,
}) => {
  const app = await launch()
  const { page } = app
  const setSize = (width: number, height: number) =>
    app.electron.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    )
  const shot = async (name: string) => {
    await picture(app, `1280-${name}`)
    await setSize(1024, 700)
    await picture(app, `1024-${name}`)
    await setSize(1280, 800)
  }
  await wizard(page).choosePractice()
  const list = importPage(page)
  await list.choose(sample('contacts-gb18030.csv'))
  await shot('1-checked')

  await list.show('bad')
  await list.mend(16, 0, '138 0000 0016')
  expect(await list.count('bad')).toBe(8)
  await expect(page.getByTestId('mending-hint')).toContainText('第 16 行现在：可用')
  await shot('2-mended')
  await page.getByTestId('undo').click()
  expect(await list.count('bad')).toBe(9)
  await page.getByTestId('redo').click()
  expect(await list.count('bad')).toBe(8)

  await list.show('usable')
  await list.leaveOut('resold')
  expect(await list.count('leftOut')).toBe(2)
  await page.getByTestId('several-each').click()
  await list.settled()
  await shot('3-choices')
  const usable = await list.count('usable')

  const cleaned = join(profile, '洗净.xlsx')
  await answerSaveDialog(app.electron, cleaned)
  await list.exportTo(cleaned, 'cleaned', 'xlsx')
  const rejects = join(profile, '未用.csv')
  await answerSaveDialog(app.electron, rejects)
  await list.exportTo(rejects, 'rejects', 'csv-excel')
  expect(readFileSync(rejects, 'utf8')).toContain('20,有问题,位数不够,1380013800,')

  await list.choose(cleaned)
  expect(await list.count('all')).toBe(usable)
  expect(await list.count('usable')).toBe(usable)
  await page.getByTestId('reading-toggle').click()
  await shot('4-reading')
})

test('whoever has opted out is marked, at import and when the list of them changes', async ({ launch }) => {
  const app = await launch()
  const { page } = app
  const optOut = (text: string) =>
    page.evaluate(async phones => {
      const result = await window.zhanggui.optOuts.add({ text: phones, source: 'typed' })
      return result.ok
    }, text)
  await wizard(page).choosePractice()
  const list = importPage(page)
  expect(await optOut('13800138000')).toBe(true)
  await list.paste('手机\t姓名\n13800138000\t王芳\n13900139000\t李强\n')
  expect(await list.count('optedOut')).toBe(1)
  await expect(list.row(2)).toHaveAttribute('data-status', 'optedOut')
  await optOut('13900139000')
  await expect(list.row(3)).toHaveAttribute('data-status', 'optedOut')
})

test('what a list is read as, and its rows, are changed with the mouse and by keys', async ({
  launch,
  profile,
  picture,
}) => {
  const app = await launch()
  const { page } = app
  await wizard(page).choosePractice()
  const list = importPage(page)

  await test.step('text is pasted on the empty screen, each phone of a typed list is a row', async () => {
    await expect(page.getByTestId('contacts-empty')).toBeVisible()
    await app.electron.evaluate(({ clipboard }) =>
      clipboard.writeText('13800138000，13900139000、13700137000\n李强 13600136000'),
    )
    await page.keyboard.press('ControlOrMeta+v')
    await expect(page.getByTestId('file-name')).toContainText('粘贴的名单')
    expect(await list.count('usable')).toBe(4)
  })

  await test.step('encoding and delimiter are changed with a preview', async () => {
    await list.choose(sample('contacts-gb18030.csv'))
    await page.getByTestId('reading-toggle').click()
    await expect(page.getByTestId('text-preview')).toContainText('手机号码')
    await page.getByTestId('encoding').click()
    await page.getByTitle('UTF-8', { exact: true }).last().click()
    await list.settled()
    await expect(page.getByTestId('notice-unreadable')).toBeVisible()
    await expect(page.getByTestId('text-preview')).not.toContainText('手机号码')
    await picture(app, 'wrong-encoding')
    await page.getByTestId('encoding').click()
    await page.getByTitle('GB18030（GBK）', { exact: true }).last().click()
    await list.settled()
    await page.getByTestId('delimiter').click()
    await page.getByTitle('分号 ;', { exact: true }).last().click()
    await list.settled()
    await expect(page.getByTestId('text-preview')).toContainText('手机号码,客户姓名')
  })

  await test.step('of several sheets one is chosen; hidden rows and merged cells are told', async () => {
    const members = utils.aoa_to_sheet([
      ['手机', '姓名', '门店'],
      ['13800138000', '王芳', '一号店'],
      ['13900139000', '李强', ''],
      ['13700137000', '张敏', '二号店'],
    ])
    members['!merges'] = [{ s: { r: 1, c: 2 }, e: { r: 2, c: 2 } }]
    members['!rows'] = [{}, {}, { hidden: true }]
    const book = utils.book_new()
    utils.book_append_sheet(book, members, '老会员')
    utils.book_append_sheet(book, utils.aoa_to_sheet([['电话'], ['13600136000']]), '新会员')
    const bytes: Buffer = write(book, { type: 'buffer', bookType: 'xlsx' })
    await list.drop('会员.xlsx', bytes)
    expect(await list.count('usable')).toBe(3)
    await expect(page.getByTestId('notice-hidden')).toBeVisible()
    await expect(page.getByTestId('notice-merged')).toBeVisible()
    await picture(app, 'sheets')
    await list.mend(2, 1, '王芳女士')
    await page.getByTestId('sheet').click()
    await page.getByTitle('新会员').last().click()
    // The change would be lost: asked first.
    await page.getByTestId('losing-go').click()
    await list.settled()
    expect(await list.count('usable')).toBe(1)
    await expect(page.getByTestId('notice-hidden')).toBeHidden()
  })

  await test.step('columns are taken in the order the owner gives them, and again for the next file with this header', async () => {
    const file = (rows: string) => ({
      name: '会员.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`姓名,座机,备用电话\n${rows}`),
    })
    await list.choose(
      file('王芳,13800138000,13900139000\n李强,0755-88888888,13700137000\n张敏,,13600136000\n'),
    )
    await page.getByTestId('phone-column-add').click()
    await page.getByTitle('座机').last().click()
    await list.settled()
    await page.getByTestId('phone-column-first').click()
    await list.settled()
    await expect(page.getByTestId('reading-facts')).toContainText('手机号：座机，其次 备用电话')
    await expect(list.row(2)).toHaveAttribute('data-phone', '13800138000')
    await expect(list.row(3)).toHaveAttribute('data-phone', '13700137000')
    await list.choose({ ...file('刘洋,13500135000,\n'), name: '下月.csv' })
    await expect(page.getByTestId('reading-facts')).toContainText('手机号：座机，其次 备用电话')
    expect(await list.count('usable')).toBe(1)
  })

  await test.step('a file that another program holds is named, and what to do', async () => {
    await list.choose(sample('contacts-utf8.csv'))
    const path = join(profile, '占用.xlsx')
    // What Excel does to a file on Windows, a folder of that name does everywhere.
    mkdirSync(path)
    await answerSaveDialog(app.electron, path)
    await page.getByTestId('contacts-export').click()
    await page.getByTestId('export-save').click()
    await expect(page.getByTestId('export-failure')).toContainText('占用.xlsx')
    await expect(page.getByTestId('export-failure')).toContainText('Excel')
    await page.keyboard.press('Escape')
  })

  await test.step('a row is mended, deleted and brought back by keys alone', async () => {
    await list.paste('手机\t姓名\n1380013\t王芳\n13900139000\t李强\n')
    await page.getByTestId('contacts-table').focus()
    await expect(list.cell(2, 0)).toHaveAttribute('data-active', 'true')
    await page.keyboard.type('13800138000')
    await page.keyboard.press('Enter')
    await expect(list.row(2)).toHaveAttribute('data-status', 'usable')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('F2')
    await page.keyboard.press('End')
    await page.keyboard.type('女士')
    await page.keyboard.press('Tab')
    await expect(list.cell(2, 1)).toHaveText('王芳女士')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Delete')
    await expect.poll(() => list.count('all')).toBe(0)
    await page.keyboard.press('ControlOrMeta+z')
    await expect.poll(() => list.count('all')).toBe(2)
    await page.keyboard.press('ControlOrMeta+z')
    await expect(list.cell(2, 1)).toHaveText('王芳')
  })

  await test.step('find and replace changes one column', async () => {
    await list.paste('手机\t姓名\n13800138000\t王芳\n13900139000\t王强\n')
    await page.getByTestId('find').click()
    await page.getByTestId('find-column').selectOption('1')
    await page.getByTestId('find-text').fill('王')
    await expect(page.getByTestId('find-matches')).toContainText('2')
    await page.getByTestId('find-replacement').fill('黄')
    await page.getByTestId('replace-all').click()
    await expect(page.getByTestId('find-matches')).toContainText('已替换 2 格')
    await page.keyboard.press('Escape')
    await expect(list.cell(3, 1)).toHaveText('黄强')
  })
})
