import { partsOf } from '../parts.ts'
import type { Finding } from './finding.ts'
import { type FixedText, placeOf } from './fixed-text.ts'
import { ownWords } from './variables.ts'

/** The longest message that is taken. Source: docs/provider-api.md, "Length and parts". */
const longest = 300

const member =
  /会员|贵宾|vip|老顾客|老客|老[食茶书球酒学票影歌饭]?[客友员迷]|老主顾|老用户|老朋友|老友|老街坊|老邻居|熟客|会友|您(?:已)?在本|您在我|在本店|在我店|在小店|您(?:预[订定约留]|订购|订的|购买|买的|上次|寄存|存放|送[洗修]|的(?:订单|预约|爱车|衣物|照片|眼镜|包裹|蛋糕))|您家|车主|家长/u
const blind = /新店(?:盛大|隆重)?(?:开业|开张)|开业大酬宾|盛大开业|隆重开业|新开业|新店试营业/u

const concrete =
  /[\d一二两三四五六七八九十半]\s*(?:元|块|折|斤|件|个|份|杯|盒|瓶|张|双|套|次|只|条|%|天|月|日|号|点|周|人|支|寸|分钟|小时|公里|毛|角|台|辆|袋|箱|束|盆|对|套)|[\d一二三四五六七八九]折|半价|买[一二两三1-9].?送|第二[件份杯]|特价|免费|上新|新款|新品|到店|到货|上市|清仓|打折|营业|赠送|减\d|立减|周[一二三四五六日末]|今[天晚日]|明[天日]|本周|本月|开业|搬|休息|停业|预[订约]/u
const empty =
  /想(?:你|您)|惊喜|大礼|好礼|神秘|福利(?:来|等|多)|详情|速来|快来|等(?:你|您)|不容错过|好消息|活动(?:来|开始)|咨询|回馈|好货|了解/u

const threat =
  /后果|冻结|注销|起诉|拉黑|取消(?:会员|资格|账)|承担|扣(?:除|款|分)|失效|影响|封|停用|法律|黑名单|滞纳/u

/** What is a matter of judgement: length, to whom a message speaks, whether it offers anything. */
export const toneFindings = (signature: string, text: FixedText, appended: string): readonly Finding[] => {
  const { normal, original, variables } = text
  const { plain } = normal
  const found: Finding[] = []
  const whole = { where: 'text', start: 0, end: 0 } as const
  const named = variables.reduce((sum, { start, end }) => sum + end - start, 0)
  const length = signature.length + 2 + original.length - named + appended.length
  if (length > longest) found.push({ rule: 'length', severity: 'likely', ...whole })
  else if (partsOf(length) > 1) found.push({ rule: 'parts', severity: 'mind', ...whole })
  if (original.trim() === '') return found
  const opening = blind.exec(plain)
  if (opening !== null) {
    const place = placeOf(normal, opening.index, opening.index + opening[0].length)
    found.push({ rule: 'no-member-address', severity: 'mind', where: 'text', ...place })
  } else if (!member.test(plain)) found.push({ rule: 'no-member-address', severity: 'mind', ...whole })
  const own = ownWords(plain)
  if (!concrete.test(plain) && (empty.test(plain) || (own.length < 8 && variables.length === 0)))
    found.push({ rule: 'vague', severity: 'mind', ...whole })
  return found
}

/** Urgency weighs more where the same text threatens or has a link. */
export const isThreat = (plain: string, hasLink: boolean): boolean => hasLink || threat.test(plain)
