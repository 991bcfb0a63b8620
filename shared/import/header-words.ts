/** What the words above a column say, however a shop's system writes them. */

/** Traditional characters of the usual words and what they are in simplified writing, pair by pair. */
const characterPairs =
  '機机電电話话號号碼码聯联繫系絡络顧顾會会員员買买賣卖戶户單单訂订導导購购稱称謂谓貨货門门帳账賬账餘余額额備备註注緊紧師师業业務务實实類类區区時时間间數数積积級级總总證证學学齡龄儲储產产價价優优購购積积護护醫医診诊車车長长'
const simplified = new Map(
  Array.from({ length: characterPairs.length / 2 }, (_, pair) => [
    characterPairs.charAt(pair * 2),
    characterPairs.charAt(pair * 2 + 1),
  ]),
)

export type HeaderText = {
  /** Lower case, one blank between words, without the parts in brackets; punctuation becomes blanks. */
  readonly spaced: string
  /** The same without blanks. */
  readonly plain: string
  /** The parts in brackets, without blanks. */
  readonly notes: string
}

const brackets = /[([{【〔《<]([^)\]}】〕》>]*)[)\]}】〕》>]?/g

const unsigned = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()

/**
 * A header cell prepared for comparison: ignoring width, case, traditional characters, stars, line breaks and notes
 * in brackets.
 */
export function headerText(cell: string): HeaderText {
  const text = [...cell.slice(0, 200).normalize('NFKC')]
    .map(character => simplified.get(character) ?? character)
    .join('')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
  const notes = unsigned([...text.matchAll(brackets)].map(found => found[1] ?? '').join(' '))
  // A header that is completely in brackets has no other words.
  const spaced = unsigned(text.replace(brackets, ' ')) || notes
  return { spaced, plain: spaced.replaceAll(' ', ''), notes: notes.replaceAll(' ', '') }
}

/** Words that headers consist of, one after another. */
const headerWords = new Set(
  (
    '手机 移动 手提 电话 座机 固话 号码 号 联系 联络 方式 通讯 客户 会员 顾客 用户 买家 卖家 收货 收件 取货 提货 下单 寄件 发货 对方 ' +
    '本人 备用 其他 其它 常用 注册 绑定 登记 预留 紧急 人 的 是 否 必填 选填 姓名 名字 名称 名 店名 昵称 称呼 称谓 网名 真实 ' +
    '消费 累计 总 总计 合计 金额 余额 储值 充值 赠送 本金 应收 实收 实付 支付 付款 交易 退款 欠款 次数 次 剩余 可用 最近 最后 上次 ' +
    '首次 一次 时间 日期 生日 出生 年月日 年龄 性别 地址 门店 店铺 分店 所属 归属 等级 级别 类型 类别 标签 分组 备注 说明 描述 ' +
    '积分 编号 编码 代码 序号 流水 卡 卡号 账号 帐号 账户 订单 单号 微信 邮箱 邮编 省份 省 市 区 县 城市 来源 渠道 状态 优惠券 券 ' +
    '商品 产品 项目 服务 套餐 课程 数量 价格 单价 总价 折扣 元 开 办 到 到店 到期 有效 期 有效期 截止 数 日 年 月 天 ' +
    '员工 店员 导购 店长 业务员 销售 顾问 技师 教练 老师 教师 医生 经办 操作 推荐 介绍 邀请 负责 跟进 收银 前台 经理 ' +
    '学员 学生 患者 病人 家长 父亲 母亲 监护 业主 车主 客人 宾客 入住 预约 预订 报名 就诊 持卡 开卡 办卡 入会 加入 创建 更新 导入 ' +
    '班级 年级 学校 学号 工号 部门 职位 职务 公司 单位 企业 身份证 证件 证 车牌 车型 房号 房间 桌号 品牌 型号 规格 颜色 尺码 ' +
    '情况 信息 资料 内容 原因 结果 记录 反馈 评价 意见 爱好 偏好 喜好 国家 地区 民族 职业 学历 婚姻 qq ' +
    'phone mobile cell telephone tel number no contact first last full real nick name customer client member user guest ' +
    'receiver recipient buyer seller staff sales shop store branch id amount total price date time birthday birth address ' +
    'city province country level type tag tags note notes remark remarks email mail wechat gender sex age points point ' +
    'balance order status source count card account code serial sku product item quantity qty emergency home work office ' +
    'company label value title group created updated at of the and is'
  ).split(' '),
)
const longestWord = Math.max(...[...headerWords].map(word => word.length))

/** Whether the text consists only of header words and trailing digits. Each position is visited once. */
function isMadeOfWords(text: string): boolean {
  const end = text.replace(/[\d一二三四五]{1,2}$/u, '').length
  if (end === 0) return false
  const reached = new Array<boolean>(end + 1).fill(false)
  reached[0] = true
  for (let from = 0; from < end; from++) {
    if (!reached[from]) continue
    for (let to = from + 1; to <= Math.min(end, from + longestWord); to++)
      if (headerWords.has(text.slice(from, to))) reached[to] = true
  }
  return reached[end] === true
}

/** Words at the end of a column's name, never of a value: 宠物名称, 上次保养日期. */
const headerEnd =
  /^[\p{L}]{1,10}(?:电话|手机号?|号码|姓名|名称|日期|时间|金额|编号|数量|状态|类型|类别|情况|次数|备注|方式|生日|性别|年龄|余额|积分)$/u

/**
 * Whether a cell reads like a column's name: made of the usual words, or ending in a word that only column names
 * end in.
 */
export function isHeaderCell(cell: string): boolean {
  if (cell.length > 100 || cell.length === 0) return false
  const { plain } = headerText(cell)
  if (plain.length < 2 || plain.length > 30) return false
  return isMadeOfWords(plain) || headerEnd.test(plain)
}
