import { expect, test } from './fixtures.ts'
import { wizard } from './pages/wizard.ts'

/** People with a long value, a blank one, a number and a day. */
const csv = {
  name: '会员.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      '手机,姓名,余额,到期日',
      '13800138001,王芳,1288.5,2026-11-26',
      '13800138002,李强,66,2026-12-01',
      '13800138003,,20.5,2026-12-31',
      `13800138004,欧阳${'长'.repeat(40)},0,2027-01-05`,
      '13900139005,赵敏,12,2026-11-30',
    ].join('\r\n'),
  ),
}

test('every message is seen before it is paid for, and what is filled in is written as it should be read', async ({
  launch,
  picture,
}) => {
  const app = await launch()
  const { page } = app
  const owner = wizard(page)
  const id = (testId: string) => page.getByTestId(testId)
  const message = id('preview-message')
  await owner.choosePractice()
  await owner.importFile(csv)
  await owner.toContent()
  await owner.writeMessage({
    signatureName: '王记茶铺',
    signatureCode: 'SIGN-1',
    templateCode: 'TPL-1',
    templateText:
      '${姓名}您好，您的余额${余额}元，${到期日}前到店消费满一百送茶叶一盒，欢迎来坐坐。拒收请回复R',
  })
  await expect(message).toHaveText(
    '【王记茶铺】王芳您好，您的余额1288.5元，2026-11-26前到店消费满一百送茶叶一盒，欢迎来坐坐。拒收请回复R',
  )
  await expect(id('group-1')).toContainText('3')
  await expect(id('group-2')).toContainText('1')
  await expect(id('group-left-out')).toContainText('1')

  await id('preview-index').fill('5')
  await expect(message).toContainText('赵敏您好')
  await id('preview-search').fill('8002')
  await expect(message).toContainText('李强您好')
  await id('preview-search').fill('赵')
  await expect(message).toContainText('赵敏您好')
  await expect(id('preview-total')).toHaveText('/ 1')
  await id('preview-search').fill('没有这个人')
  await expect(id('preview-nobody')).toBeVisible()
  await picture(app, '01-nobody')
  await id('preview-all').click()
  await expect(id('preview-search')).toHaveValue('')
  await expect(message).toContainText('王芳您好')

  await id('preview-longest').click()
  await expect(message).toContainText('欧阳长长')
  await expect(id('preview-parts')).toHaveText('2')
  await id('preview-most-parts').click()
  await expect(id('preview-total')).toHaveText('/ 1')
  await id('group-gaps').click()
  await expect(message).toContainText('您好，您的余额20.5元')
  await expect(id('preview-left-out')).toBeVisible()
  await picture(app, '02-gap')
  await id('group-all').click()
  await expect(message).toContainText('欧阳长长')
})
