import type { HeaderText } from './header-words.ts'

/** Whose data a column holds: the customer's, somebody else's, or unknown from its header. */
export type HeaderPerson = 'customer' | 'other' | null

const customers = (
  '客户 顾客 会员 本人 用户 买家 买方 收货 收件 取货 提货 学员 学生 患者 病人 就诊人 业主 住户 租客 车主 客人 宾客 入住人 ' +
  '预订人 预约人 下单 购买 订货 付款人 消费者 持卡人 办卡人 参会 报名 家长 监护人 粉丝 对方 投保人 乘客 旅客 ' +
  'customer client member buyer receiver recipient consignee guest patient student subscriber attendee user parent guardian'
).split(' ')

const others = (
  '导购 店员 员工 职员 店长 门店 店铺 分店 总店 本店 网店 店家 商家 商户 卖家 卖方 客服 售后 业务员 业务 销售员 销售 顾问 ' +
  '美容师 理发师 发型师 造型师 设计师 技师 师傅 教练 教师 老师 讲师 班主任 辅导员 医生 医师 护士 推荐人 推荐 介绍人 介绍 ' +
  '邀请人 邀请 引荐人 引荐 转介 上级 紧急联系人 紧急联络人 紧急 应急 担保人 司机 骑手 配送员 快递员 快递 派送 物流 送货 ' +
  '发货人 发货 寄件人 寄件 供应商 供货 经办人 经办 操作员 操作人 收银员 收银 服务员 服务商 服务 负责人 管家 经纪人 代理商 ' +
  '代理 跟进人 跟进 归属人 归属 创建人 录入人 录入 制单人 开单人 客户经理 经理 主管 管理员 总部 投诉 热线 前台 咨询 校区 ' +
  '学校 医院 酒店 房东 物业 维修 安装 接待 接待人 导游 领队 计调 私教 会籍 策划 招生 督导 专员 助理 财务 会计 采购 仓库 网点 ' +
  '站点 总机 官方 平台 机构 校长 园长 院长 主任 站长 团长 群主 楼长 领班 组长 保安 中介 月嫂 保姆 家政 阿姨 护工 分销 发卡 经手 ' +
  '提货点 自提点 取货点 取件点 代收 驿站 收款 审核 审批 核销 接单 派单 受理 填表 制表 登记人 记录人 统计人 打印人 导出人 结算 ' +
  '推荐会员 推荐客户 推荐顾客 推荐用户 介绍会员 介绍客户 介绍顾客 邀请会员 邀请客户 邀请用户 上级会员 来源会员 老带新 ' +
  'staff clerk guide employee sales salesperson seller merchant shop store branch referrer referral referee introducer inviter ' +
  'agent emergency driver courier rider shipper sender supplier manager operator cashier doctor teacher coach trainer ' +
  'consultant advisor adviser handler service support hotline host creator created updated assigned'
).split(' ')

const persons: readonly (readonly [string, 'customer' | 'other'])[] = [
  ...customers.map(word => [word, 'customer'] as const),
  ...others.map(word => [word, 'other'] as const),
]

/** The word that ends last decides, or the longer of two: 客户经理电话 is the manager's, 门店会员手机 the member's. */
function personIn(text: string): HeaderPerson {
  let person: HeaderPerson = null
  let end = 0
  let length = 0
  for (const [word, whose] of persons) {
    const at = text.lastIndexOf(word)
    if (at === -1) continue
    const wordEnd = at + word.length
    if (wordEnd < end || (wordEnd === end && word.length <= length)) continue
    end = wordEnd
    length = word.length
    person = whose
  }
  const occupation = text.search(lastOccupation)
  return occupation >= end && occupation !== -1 ? 'other' : person
}

/** Other occupations: 化妆师, 巡店员. */
const lastOccupation = /(?:师|[^会学成队社团]员)(?!.*(?:师|[^会学成队社团]员))/

/** The header's own words first, then the parts in brackets: 联系电话（导购）. */
export const personOf = ({ plain, notes }: HeaderText): HeaderPerson => personIn(plain) ?? personIn(notes)
