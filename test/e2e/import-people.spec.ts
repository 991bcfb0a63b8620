import { type RecordingServer, startRecordingServer } from '../fakes/recording-server.ts'
import { expect, test } from './fixtures.ts'
import { importPage } from './pages/import.ts'
import { wizard } from './pages/wizard.ts'
import { openReal, sent, write } from './sent-list.ts'

/** Lists in which the wrong people could get the message, from the file down to the request. */

const file = (name: string, ...lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\r\n')}\r\n`),
})

let server: RecordingServer
test.beforeEach(async () => {
  server = await startRecordingServer()
})
test.afterEach(() => server.close())

test('a shop’s export names everybody’s phone: only the customers get the message', async ({
  launch,
  picture,
}) => {
  const app = await openReal(launch, server)
  const list = importPage(app.page)
  await list.choose(
    file(
      '订单导出.csv',
      '一店订单,客服 13811112222,,,,,',
      '导出时间：2026-11-01 12:00,,,,,,',
      '订单编号,导购姓名,导购手机,*收货人姓名（必填）,"*收货人手机\n（必填）",紧急联系人电话,实付金额(元)',
      '15000000001,小陈,13900000021,王芳,13800138001,13700000001,88',
      '15000000002,小陈,13900000021,李强,138 0013 8002,13700000002,66',
      '15000000003,小刘,13900000022,张敏,13800138003转1234,13700000003,55',
      '15000000004,小刘,13900000022,赵丽,"13800138003,5678",13700000004,44',
    ),
  )
  await expect(app.page.getByTestId('reading-facts')).toContainText('收货人手机')
  await expect(app.page.getByTestId('notice-phones-above')).toContainText('第 1 行')
  expect([await list.count('usable'), await list.count('leftOut'), await list.count('duplicate')]).toEqual([
    2, 2, 0,
  ])
  await list.show('leftOut')
  await expect(list.row(6)).toContainText('隐私号')
  await picture(app, 'relay-numbers')
  await wizard(app.page).toContent()
  await write(app, '${姓名}您好，周年庆满100减20。拒收请回复R')
  expect(await sent(app, server)).toEqual(
    new Map([
      ['13800138001', { 姓名: '王芳' }],
      ['13800138002', { 姓名: '李强' }],
    ]),
  )
})

test('where two columns may be meant the owner is asked, once for each header', async ({
  launch,
  picture,
}) => {
  const app = await openReal(launch, server)
  const { page } = app
  const list = importPage(page)
  const header = '学生姓名,父亲电话,母亲电话,余额(元),上月余额'
  await list.choose(
    file(
      '缴费名单.csv',
      header,
      '王小明,13800138001,13900139001,88,0',
      '李小红,13800138002,13900139002,66,5',
      '张小刚,13800138003,,55,9',
    ),
  )
  await expect(page.getByTestId('phone-question')).toContainText('13900139001')
  expect(await list.count('all')).toBe(3)
  await expect(page.getByTestId('contacts-next')).toBeDisabled()
  await picture(app, 'question')
  await page.getByTestId('phone-question-choice').nth(1).click()
  await list.settled()
  await expect(page.getByTestId('phone-question')).toBeHidden()
  await expect(page.getByTestId('phone-offer')).toContainText('「父亲电话」里还有 1 人的号码')
  await picture(app, 'offer')
  await page.getByTestId('phone-offer-take').click()
  await list.settled()
  expect(await list.count('usable')).toBe(3)

  await wizard(page).toContent()
  await write(app, '${姓名}家长您好，余额${余额}元，可抵新课。拒收请回复R')
  await expect(page.getByTestId('to-preflight')).toBeDisabled()
  await expect(page.getByTestId('missing')).toContainText('余额')
  const suggestions = page.locator('[data-variable="余额"]').getByTestId('variable-suggestion')
  await expect(suggestions).toContainText(['余额(元)', '上月余额'])
  await suggestions.first().scrollIntoViewIfNeeded()
  await picture(app, 'suggestions')
  await suggestions.first().click()
  await expect(suggestions).toHaveCount(0)
  expect(await sent(app, server)).toEqual(
    new Map([
      ['13900139001', { 姓名: '王小明', 余额: '88' }],
      ['13900139002', { 姓名: '李小红', 余额: '66' }],
      ['13800138003', { 姓名: '张小刚', 余额: '55' }],
    ]),
  )
})

test('several files become one list: equal ones at once, others when the owner says so', async ({
  launch,
  picture,
}) => {
  const app = await openReal(launch, server)
  const { page } = app
  const list = importPage(page)
  await page
    .getByTestId('contact-file')
    .setInputFiles([
      file('一店.csv', '姓名,手机号,积分', '王芳,13800138001,5', '李强,13800138002,6'),
      file('二店.csv', '手机号,姓名,积分', '13800138003,张敏,7', '13800138001,王芳,8'),
      file('三店.csv', '顾客,联系电话,城市', '刘洋,13800138004,深圳'),
      file('说明.pdf', '%PDF-1.7'),
    ])
  const question = page.getByTestId('join-question')
  await expect(question).toContainText('三店.csv')
  await expect(question).toContainText('「联系电话」会当作「手机号」')
  expect(await list.count('all')).toBe(4)
  await expect(page.getByTestId('contacts-next')).toBeDisabled()
  await picture(app, 'join')
  await page.getByTestId('join-take').click()
  await expect(question).toBeHidden()
  await expect(page.getByTestId('notice-unread-file')).toContainText('说明.pdf')
  await expect(page.getByTestId('file-name')).toContainText('等 3 个文件，共 5 行')
  await page.getByTestId('file-2').click()
  await expect(page.getByTestId('contacts-table')).toHaveAttribute('data-total', '1')
  await page.getByTestId('file-2').click()

  const chooser = page.waitForEvent('filechooser')
  await page.getByTestId('contacts-add').click()
  await (await chooser).setFiles(file('四店.csv', '姓名,手机号,积分,城市', '陈静,13800138005,9,北京'))
  await expect(page.getByTestId('file-name')).toContainText('等 4 个文件，共 6 行')
  expect([await list.count('usable'), await list.count('duplicate')]).toEqual([5, 1])
  await picture(app, 'joined')
  await wizard(page).toContent()
  await write(app, '${姓名}您好，周年庆满100减20。拒收请回复R')
  expect(await sent(app, server)).toEqual(
    new Map([
      ['13800138001', { 姓名: '王芳' }],
      ['13800138002', { 姓名: '李强' }],
      ['13800138003', { 姓名: '张敏' }],
      ['13800138004', { 姓名: '刘洋' }],
      ['13800138005', { 姓名: '陈静' }],
    ]),
  )
})

test('what stands in which column is remembered, asked for, or chosen by the owner', async ({
  launch,
  picture,
}) => {
  const app = await launch()
  const { page } = app
  await wizard(page).choosePractice()
  const list = importPage(page)

  await test.step('a remembered answer is not asked for again; phones under another name need a word', async () => {
    const header = '姓名,手机号,手机号'
    await list.choose(
      file('一月.csv', header, '王芳,13800138001,13900139001', '李强,13800138002,13900139002'),
    )
    await page.getByTestId('phone-question-choice').nth(1).click()
    await list.settled()
    await list.choose(
      file('二月.csv', header, '张敏,13800138003,13900139003', '刘洋,13800138004,13900139004'),
    )
    await expect(page.getByTestId('phone-question')).toHaveCount(0)
    await expect(list.row(2)).toHaveAttribute('data-phone', '13900139003')
    await list.choose(file('会员.csv', '顾客,会员号,等级', '王芳,13800138001,金卡', '李强,13800138002,银卡'))
    await expect(page.getByTestId('phone-question')).toContainText('「会员号」是顾客的手机号吗')
    await expect(page.getByTestId('contacts-next')).toBeDisabled()
    await page.getByTestId('phone-question-choice').click()
    await expect(page.getByTestId('contacts-next')).toBeEnabled()
  })

  await test.step('any of the first fifty rows can be the header, and columns far to the right are in view', async () => {
    const preamble = Array.from({ length: 30 }, (_, n) => `第 ${n + 1} 条说明：请勿修改本表`)
    await list.choose(
      file('系统导出.csv', ...preamble, '甲,乙,丙', '王芳,13800138001,常来', '李强,13800138002,新客'),
    )
    expect(await list.count('usable')).toBe(2)
    await expect(page.getByTestId('contacts-table')).toContainText('乙')
    await page.getByTestId('reading-toggle').click()
    await page.getByTestId('header-row').click()
    await page.getByTestId('header-row').locator('input').press('End')
    await page.getByTestId('header-row').locator('input').press('ArrowUp')
    await expect(page.getByTitle('第 32 行', { exact: true }).last()).toContainText('王芳')
    await picture(app, 'header')
    await page.getByTitle('第 32 行', { exact: true }).last().click()
    await list.settled()
    await expect(page.getByTestId('contacts-table')).toContainText('常来')
    expect(await list.count('usable')).toBe(1)

    const wide = (of: (n: number) => string) => Array.from({ length: 160 }, (_, n) => of(n)).join(',')
    await list.choose(
      file(
        '宽表.csv',
        wide(n => (n === 149 ? '手机号' : n === 150 ? '姓名' : `字段${n}`)),
        wide(n => (n === 149 ? '13800138001' : n === 150 ? '王芳' : `${n}`)),
      ),
    )
    await expect(page.getByTestId('reading-facts')).toContainText('手机号：手机号　姓名：姓名')
    await expect(list.cell(2, 0)).toHaveText('13800138001')
    await expect(list.cell(2, 1)).toHaveText('王芳')
    await picture(app, 'wide')
  })
})
