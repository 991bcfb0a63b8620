import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@playwright/test'
import { type RecipientState, recipientStates } from '../../shared/domain/states.ts'
import { launchApp, newProfile, removeProfile } from '../e2e/app.ts'
import { readLog } from '../e2e/log.ts'
import { wizard } from '../e2e/pages/wizard.ts'
import { answerSaveDialog } from '../e2e/save-dialog.ts'

const output = join(import.meta.dirname, '..', '..', 'demo-output')
const sample = join(import.meta.dirname, '..', 'fixtures', 'import', 'contacts-gb18030.csv')
const ownPhone = '13800138000'

const words: Readonly<Record<RecipientState, string>> = {
  pending: '待发送',
  sending: '发送中',
  accepted: '已提交',
  rejected: '被拒',
  unsent: '未发出',
  unknown: '结果未知',
  skipped: '已跳过',
}

test('the whole job in practice mode', async () => {
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output, { recursive: true })
  const profile = newProfile()
  const app = await launchApp({ profile })
  const owner = wizard(app.page)
  let step = 0
  const show = async (name: string, text: string) => {
    step += 1
    const number = String(step).padStart(2, '0')
    await app.page.screenshot({ path: join(output, `${number}-${name}.png`), animations: 'disabled' })
    console.log(`${number}  ${text}`)
  }
  try {
    const runtime = await app.electron.evaluate(() => process.versions.electron)
    console.log(`掌柜短信 · 演示（练习模式，不会发出任何真实短信） · Electron ${runtime}\n`)
    await show('welcome', '第一次打开：选择练习模式')
    await owner.choosePractice()
    await owner.importFile(sample)
    await show('contacts', '导入名单：逐行检查号码')
    await owner.toContent()
    await owner.fillPractice()
    await show('compose', '签名、模板、变量，逐条预览')
    await owner.toPreflight()
    await show('preflight', '发送前核对：发给谁、不发给谁、计费条数')
    await owner.toLaunch()
    await owner.sendTest(ownPhone)
    await show('launch', '先发一条到自己的手机')
    await owner.startWithDoubleClick({ confirm: false })
    await show('sending', '发送中：实时进度')
    await owner.toReport()
    await show('report', '报告：每位客户的结果')
    await answerSaveDialog(app.electron, join(output, '群发报告.csv'))
    await owner.exportReport()

    const shown = await owner.reportTotals()
    const { counts, recipients } = readLog(profile)
    const answered = await app.page.evaluate(async () => {
      const result = await window.zhanggui.practice.stats()
      return result.ok ? result.value : { requests: -1, byCode: {} as Record<string, number> }
    })
    const attempts = recipients.reduce((sum, recipient) => sum + recipient.attempts, 0)
    console.log('\n结果（数据库）')
    for (const state of recipientStates)
      if (counts[state] > 0) console.log(`  ${words[state]}  ${counts[state]}`)
    console.log(`  合计    ${recipients.length}`)
    // One request more than the campaign made: the message to the own phone.
    const differences = [
      ['请求数', attempts + 1, answered.requests],
      ['已提交', counts.accepted + 1, answered.byCode['10000'] ?? 0],
      ...recipientStates.map(state => [`报告·${words[state]}`, counts[state], shown[state]] as const),
    ].filter(([, mine, theirs]) => mine !== theirs)
    console.log(
      `  练习服务器收到 ${answered.requests} 个请求（含 1 条测试短信），与数据库${differences.length === 0 ? '一致' : '不一致'}`,
    )
    if (differences.length > 0) throw new Error(`numbers differ: ${JSON.stringify(differences)}`)
    console.log(`\n截图与报告在 demo-output/ 文件夹。`)
  } finally {
    await app.close()
    removeProfile(profile)
  }
})
