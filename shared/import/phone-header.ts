import { type HeaderPerson, personOf } from './header-person.ts'
import { headerText } from './header-words.ts'

/** The meaning of a column's header with regard to phones. */
export type PhoneHeader =
  | {
      readonly kind: 'phone'
      /** The weight of the word: 3 for mobile, 2 for phone, 1 for number or contact, 0.5 for landline. */
      readonly word: number
      readonly person: HeaderPerson
      /** A second phone of the same person: 备用, 电话2. */
      readonly isSpare: boolean
    }
  /** Names something that may look like a phone but is none: an order, a card, an account. */
  | { readonly kind: 'no-phone' }
  /** Says nothing about it. */
  | { readonly kind: 'silent'; readonly person: HeaderPerson }

const mobile =
  /手机|手提|移动(?:电话|号码|联系|手机)|行动电话|mobile|msisdn|handphone|whatsapp|(?<![a-z])(?:cell|hp)(?![a-z])|cellphone/
const phone =
  /电话|联[系络](?:方式|号码?|信息)|通[讯信]号码|拨打|contact\s*(?:no|number|info)|phone|(?<![a-z])tel(?:ephone)?(?:\s*no)?(?![a-z])/
const weak = /号码$|^(?:联[系络]|contact|number)$/
const landLine =
  /座机|固话|固定|宅电|家庭|住宅|家用|办公|公司|单位|工作|企业|home|work|office|company|business/
const fax = /传真|fax/
/** After a phone word these mean that the column describes the phone, not the phone itself. */
const aboutPhone =
  /^(?:号|号码)?.*(?:归属|品牌|型号|状态|时间|日期|次数|时长|尾号|[后末][四4三3]位|前三位|验证|费|地区|城市|省|运营商|类型|类别|标签|备注|说明|记录|结果|卡|串号|编号|销售|营销|回访|通知|数量|统计|label|type|time|date|status|model|brand|count|verified|carrier|country)/
/** Only the beginning of a longer cell is read, because it is no column name. */
const longest = 200
const question = /^(?:是否|有无|能否)/

const notPhone =
  /订单|单号|编号|编码|代码|序号|流水|卡号|会员号|会员卡|qq|微信|wechat|weixin|身份证|证件|证号|[账帐][号户]|银行|工号|学号|病历|就诊号|住院号|门诊号|条码|货号|sku|发票|税号|车牌|车架|快递|运单|物流|邮编|券|核销|密码|验证码|用户名|登录|设备|房号|桌号|排队|取[餐件]|票号|合同|批[次号]|档案|保单|凭证|金额|余额|积分|价|时间|日期|生日|年龄|次数|数量|order|card|account|invoice|serial|login|user\s*(?:name|id)|member\s*(?:no|id|number|code)|(?<![a-z])(?:id|uid|no|code|sn|zip|amount|date|time)(?![a-z])/

const spare =
  /备用|备份|其[他它]|另一|第[二三]|次要|副|[二三2-9](?:value)?$|(?<![a-z])(?:alt|alternate|alternative|other|secondary|second|backup)/

/** The weight of the phone word in one name; null if there is none, or if the name describes a phone. */
function phoneWord(text: string): number | null {
  for (const [pattern, word] of [
    [mobile, 3],
    [phone, 2],
  ] as const) {
    const found = pattern.exec(text)
    if (found === null) continue
    if (aboutPhone.test(text.slice(found.index + found[0].length).trim())) return null
    return word
  }
  return weak.test(text.replaceAll(' ', '')) && !notPhone.test(text) ? 1 : null
}

/** Reads a header cell; of two names (会员号/手机号, 账号（手机号）) one is enough to make the column a phone column. */
export function phoneHeader(cell: string): PhoneHeader {
  const text = headerText(cell)
  const person = personOf(text)
  const { spaced, plain, notes } = text
  if (plain === '' || question.test(plain) || fax.test(plain)) return { kind: 'silent', person }
  const names = cell
    .slice(0, longest)
    .normalize('NFKC')
    .split(/[/、|&+]|或|及/)
  const words = [...names.map(name => headerText(name).spaced), spaced, notes]
    .map(name => phoneWord(name))
    .filter(word => word !== null)
  if (words.length > 0) {
    const isLandLine = landLine.test(plain) && !mobile.test(plain)
    return {
      kind: 'phone',
      word: isLandLine ? 0.5 : Math.max(...words),
      person,
      isSpare: spare.test(plain) || spare.test(spaced) || spare.test(notes),
    }
  }
  return notPhone.test(spaced) ? { kind: 'no-phone' } : { kind: 'silent', person }
}
