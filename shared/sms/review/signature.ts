import type { Finding } from './finding.ts'
import type { RuleId } from './rules.ts'
import type { Severity } from './severity.ts'
import { simplifiedOf } from './traditional.ts'

/** Words that name nobody; a name made of them alone is refused. */
const nobody =
  '温馨|温情|贴心|友情|重要|最新|系统|官方|活动|优惠|促销|会员|商家|商户|店铺|门店|客服|客户|顾客|用户|贵宾|短信|信息|讯息|平台|通知|通告|提醒|提示|消息|中心|服务|您好|你好|尊敬的?|亲爱的?|福利|特惠|特价|节日|新品|推广|营销|预约|订单|物流|快递|积分|账户|验证码|公告|资讯|小助手|助手|专线|热线|管家|部门?|团队|本店|店家|商城|公司|官网|旗舰店|专卖店|生活|便民|祝福|问候|关怀|回馈|感恩|新年|春节|中秋|国庆|店庆|周年|年终|年货|元旦|元宵|端午|七夕|双十二|会员日|双11|双十一|618|开业|周年庆|庆典|大促|购物|省钱|群发|推送|广告|宣传|免费|折扣|打折|清仓|限时|抢购|好消息|欢迎|光临|[vV][iI][pP]|专享|权益|之家|号|网|店|的|员|及|与|和|您|你|亲'
const neutral = new RegExp(`^(?:${nobody})+$`, 'u')

const shortestName = 2
const longestName = 12
/** Some platforms take no longer names. */
const safeLength = 8

/** Looks the name between the brackets over; topics in it are found with the other words. */
export const signatureFindings = (name: string): readonly Finding[] => {
  const found: Finding[] = []
  const add = (rule: RuleId, severity: Severity, start = 0, end = name.length): void => {
    found.push({ rule, severity, where: 'signature', start, end })
  }
  const bare = name.trim()
  if (bare === '') return []
  const length = Array.from(bare).length
  if (length < shortestName || length > longestName) add('signature-length', 'likely')
  else if (length > safeLength) add('signature-length', 'mind')
  const plain = bare.normalize('NFKC')
  if (neutral.test(plain.replace(/[^\p{L}\p{N}]/gu, ''))) add('signature-neutral', 'likely')
  for (const match of name.matchAll(/[^\p{Script=Han}a-zA-Z0-9]+/gu))
    add('signature-signs', 'likely', match.index, match.index + match[0].length)
  if (/^\d+$/u.test(plain)) add('signature-digits', 'likely')
  else if (/^[a-z0-9]+$/iu.test(plain)) add('signature-digits', 'mind')
  for (const match of name.matchAll(/测试|測試|试用|test|ceshi/giu))
    add('signature-test', 'often', match.index, match.index + match[0].length)
  for (let place = 0; place < name.length; place += 1)
    if (simplifiedOf(name[place] ?? '') !== null) add('signature-traditional', 'often', place, place + 1)
  return found
}

/** Others' names and the state's, which only their owners may sign with. */
export const foreignNames = `政府 政务 公安 交警 税务 社保局 社保 医保局 人社局 民政局 街道办 居委会 村委会 法院 检察院 消防 海关 国家电网 供电局 自来水公司 卫健委 教育局 国家 中央 党 寺 佛 教会 道观 基督
  中国移动 中国联通 中国电信 移动营业厅 联通 电信 中国邮政 邮政 顺丰 京东 淘宝 天猫 拼多多 美团 饿了么 支付宝 微信 腾讯 抖音 快手(官方|小店|直播|电商|短视频) 小红书 阿里巴巴 百度 华为 茅台 五粮液 耐克 阿迪达斯 星巴克 肯德基 麦当劳
  海底捞 银联 银行 中石化 中石油 滴滴 携程 12306 苹果官方 小米官方 迪士尼 lv 香奈儿 优衣库 沃尔玛 屈臣氏 中央电视台 央视 新华社`
export const foreignNamesHarmless = `党参 社保路 佛跳墙 佛手 寺前 佛山 {大小古}寺{街路} 党家 国家级 {老小}党 {家}党 京东大 微信息 顺丰{收} 消防路 海关路 邮政路 政府路 百度{以}`
