import { startRecordingServer } from '../fakes/recording-server.ts'
import { makeZip, sheetRow, xlsxParts } from '../integration/zip-maker.ts'
import { expect, test } from './fixtures.ts'
import { importPage } from './pages/import.ts'
import { wizard } from './pages/wizard.ts'
import { openReal, sent, write } from './sent-list.ts'

/** Lists as systems, phones and people write them, from the file down to what each customer gets. */

const file = (name: string, buffer: Buffer | string) => ({
  name,
  mimeType: '',
  buffer: Buffer.from(buffer),
})
const textFor = (name: string) => `【测试小店】${name}您好，周年庆满100减20。拒收请回复R`

const zhang = ['13800138001', '张三'] as const
const li = ['13800138002', '李四'] as const
const wang = ['13800138003', '王芳'] as const
const zhao = ['13800138004', '赵敏'] as const
type People = readonly (readonly [string, string])[]

test('whatever wrote a list, everybody in it is seen with their own name, and gets what was seen', async ({
  launch,
  picture,
}) => {
  const server = await startRecordingServer()
  try {
    const app = await openReal(launch, server)
    const { page } = app
    const list = importPage(page)
    const owner = wizard(page)
    let isWritten = false
    /** From the list to the messages, each looked at, and back. */
    const expectMessages = async (people: People) => {
      await owner.toContent()
      if (!isWritten) await write(app, '${姓名}您好，周年庆满100减20。拒收请回复R')
      isWritten = true
      for (const [index, [phone, name]] of people.entries()) {
        if (index > 0) await owner.nextPreview()
        await expect(page.getByTestId('preview-phone')).toHaveText(phone)
        await expect(page.getByTestId('preview-message')).toHaveText(textFor(name))
      }
      await page.getByTestId('back').click()
      await owner.onScreen('contacts')
    }

    await test.step('a quote that is not doubled in the last column', async () => {
      await list.choose(
        file(
          '会员.csv',
          '姓名,手机号,备注\n张三,13800138001,"爱说"你好"\n李四,13800138002,常来\n王芳,13800138003,"她说"谢谢""\n赵敏,13800138004,"新客"\n',
        ),
      )
      expect(await list.count('usable')).toBe(4)
      await expect(page.getByTestId('notice-stray-quotes')).toBeVisible()
      await picture(app, 'quotes')
      await expectMessages([zhang, li, wang, zhao])
    })

    await test.step('twenty lines about itself in front of it, and the shop’s own phone in them', async () => {
      const preamble = Array.from({ length: 20 }, (_, n) =>
        n === 3 ? '客服电话,13911112222,,' : `第 ${n + 1} 条说明,,,`,
      )
      const lines = [
        ...preamble,
        '序号,客户姓名,手机号码,消费',
        '1,张三,13800138001,88',
        '2,李四,13800138002,66',
      ]
      await list.choose(file('系统导出.csv', `${lines.join('\r\n')}\r\n`))
      expect(await list.count('all')).toBe(2)
      await expectMessages([zhang, li])
    })

    await test.step('numbered lines that were pasted', async () => {
      await list.paste(
        '1. 张三 13800138001\n2、李四：138 0013 8002\n③ 王芳13800138003\n（4）赵敏，13800138004\n',
      )
      expect(await list.count('usable')).toBe(4)
      await expectMessages([zhang, li, wang, zhao])
    })

    await test.step('Big5, and a bill with marks around its values', async () => {
      // 姓名,電話 / 陳怡君 / 林志豪
      const big5 = Buffer.concat([
        Buffer.from([
          0xa9, 0x6d, 0xa6, 0x57, 0x2c, 0xb9, 0x71, 0xb8, 0xdc, 0x0a, 0xb3, 0xaf, 0xa9, 0xc9, 0xa7, 0x67,
        ]),
        Buffer.from(',13800138001\n'),
        Buffer.from([0xaa, 0x4c, 0xa7, 0xd3, 0xbb, 0xa8]),
        Buffer.from(',13800138002\n'),
      ])
      await list.choose(file('客戶.csv', big5))
      await expectMessages([
        ['13800138001', '陳怡君'],
        ['13800138002', '林志豪'],
      ])
      await list.choose(
        file(
          '账单.csv',
          '#支付宝业务明细查询\n#账号：[2088]\n姓名,手机号,金额\n`张三,`13800138001,`9.90\n`李四,`13800138002,`8.80\n#----明细结束----\n',
        ),
      )
      expect(await list.count('all')).toBe(2)
      await expectMessages([zhang, li])
    })

    await test.step('a workbook whose hidden sheet and rows are not meant', async () => {
      const row = (name: string, phone: string, attributes?: string) => sheetRow([name, phone], attributes)
      const header = sheetRow(['姓名', '手机'])
      const book = makeZip(
        xlsxParts([
          { name: '旧名单', rows: `${header}${row('钱七', '13700137000')}`, state: 'hidden' },
          { name: '说明', rows: sheetRow(['请勿修改表头', '']) },
          {
            name: '会员',
            rows: `${header}${row('张三', '13800138001')}${row('孙丽', '13600136000', ' hidden="1"')}${row('李四', '13800138002')}`,
          },
        ]),
      )
      await list.choose(file('会员.xlsx', Buffer.from(book)))
      await page.getByTestId('leave-out-hidden-rows').click()
      expect([await list.count('usable'), await list.count('leftOut')]).toEqual([2, 1])
      await expectMessages([zhang, li])
    })

    await test.step('a phone book, and names that share their cell with the phone', async () => {
      const card = (...lines: readonly string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')
      const book =
        card(
          'VERSION:2.1',
          'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;=E5=BC=A0=E4=B8=89;;;',
          'TEL;HOME:0755-26001230',
          'TEL;CELL:138-0013-8001',
        ) + card('VERSION:3.0', 'N:李;四;;;', 'FN:李四', 'TEL;type=CELL:+86 138 0013 8002')
      await list.choose(file('通讯录.vcf', book))
      expect(await list.count('usable')).toBe(2)
      const chooser = page.waitForEvent('filechooser')
      await page.getByTestId('contacts-add').click()
      await (await chooser).setFiles(
        file('客户.csv', '门店,客户信息\n一号店,王芳 13800138003\n二号店,赵敏：13800138004\n'),
      )
      await page.getByTestId('join-take').click()
      await expect(page.getByTestId('file-name')).toContainText('等 2 个文件，共 4 行')
      await expectMessages([zhang, li, wang, zhao])
    })

    await owner.toContent()
    expect(await sent(app, server)).toEqual(
      new Map([zhang, li, wang, zhao].map(([phone, name]) => [phone, { 姓名: name }])),
    )
  } finally {
    await server.close()
  }
})
