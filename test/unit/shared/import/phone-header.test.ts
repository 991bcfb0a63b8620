import { describe, expect, test } from 'vitest'
import { phoneHeader } from '../../../../shared/import/phone-header.ts'

/** Words of a header that name the customer's phone, as shops' systems write them. */
const customers = [
  [
    '手机',
    '手机号',
    '手机号码',
    '*手机号码（必填，11位）',
    '手机号\n(必填)',
    '【手机号】',
    '手機號碼',
    '移动电话',
    '手提电话',
  ],
  ['联系电话', '电话', '电话号码', '联系方式', '联系号码', '联络电话', '聯絡電話', '号码', '通讯号码'],
  [
    '客户电话',
    '顾客手机',
    '会员手机号',
    '会员手机号码',
    '收货人手机',
    '收件人电话',
    '买家手机号',
    '下单人手机',
    '用户手机',
  ],
  [
    '收货人电话/手机',
    '提货人手机',
    '客户联系方式',
    '对方手机号',
    '会员号/手机号',
    '账号（手机号）',
    '微信绑定手机',
  ],
  [
    '学员电话',
    '家长手机',
    '患者联系电话',
    '入住人手机',
    '车主电话',
    '业主电话',
    '持卡人手机',
    '门店会员手机',
    '预订人电话',
  ],
  [
    'phone',
    'Phone Number',
    'Mobile',
    'mobile no.',
    'MobilePhone',
    'Cell',
    'Tel',
    'TEL',
    'Tel No.',
    'Telephone',
  ],
  [
    'Contact Number',
    'contact no',
    'Customer Phone',
    'customer_mobile',
    'Phone 1 - Value',
    'Receiver Tel',
    'HP',
  ],
].flat()

/** Phones of somebody else. */
const others = [
  [
    '导购电话',
    '店员手机',
    '员工手机号',
    '店长电话',
    '门店电话',
    '店铺联系电话',
    '业务员电话',
    '客户经理电话',
    '销售顾问手机',
  ],
  [
    '推荐人手机',
    '会员推荐人手机',
    '介绍人电话',
    '邀请人手机号',
    '紧急联系人电话',
    '紧急联系电话',
    '骑手电话',
    '快递员手机',
  ],
  [
    '技师手机',
    '教练电话',
    '主治医生电话',
    '班主任电话',
    '客服电话',
    '发货人手机',
    '寄件人电话',
    '经办人手机',
    '负责人电话',
  ],
  [
    '联系电话（导购）',
    '客户服务电话',
    '供应商电话',
    'Staff Phone',
    'Sales Mobile',
    'Store Tel',
    'Emergency Contact Phone',
  ],
  [
    '私教电话',
    '导游电话',
    '化妆师手机',
    '婚礼策划师电话',
    '巡店员手机',
    'referrer phone',
    'Guide Mobile',
    'Driver Tel',
  ],
  [
    '分销商手机',
    '推荐会员电话',
    '发卡人电话',
    '经手人电话',
    '月嫂手机',
    '驿站站长电话',
    '团长手机',
    '自提点电话',
    '制表人手机',
  ],
].flat()

/** Names of what may look like a phone and is none. */
const noPhones = [
  [
    '订单号',
    '订单编号',
    '订单号码',
    '交易单号',
    '商户订单号',
    '流水号',
    '会员号',
    '会员号码',
    '会员卡号',
    '卡号',
    '储值卡号',
  ],
  [
    'QQ',
    'QQ号',
    'QQ号码',
    '微信号',
    '身份证号',
    '证件号码',
    '账号',
    '支付宝账号',
    '銀行帳號',
    '工号',
    '学号',
    '病历号',
  ],
  [
    '快递单号',
    '运单号',
    '物流单号',
    '条码',
    '货号',
    'SKU编码',
    '发票号',
    '车牌号',
    '序号',
    '编号',
    '券码',
    '核销码',
  ],
  ['Order No', 'order_id', 'Card Number', 'Account', 'Member ID', 'ID', 'Invoice No.', 'userId'],
].flat()

/** What tells something about a phone. */
const about = [
  '手机品牌',
  '手机型号',
  '手机归属地',
  '手机尾号',
  '手机号后四位',
  '电话次数',
  '是否绑定手机',
  'Phone 1 - Label',
  'Phone Type',
  '传真',
]

describe('a header of the customer’s phone', () => {
  test.each(customers)('%s', cell => {
    const header = phoneHeader(cell)
    expect(header).toMatchObject({ kind: 'phone' })
    if (header.kind === 'phone') {
      expect(header.person).not.toBe('other')
      expect(header.word).toBeGreaterThanOrEqual(1)
    }
  })
})

test.each(others)("somebody else's phone: %s", cell => {
  expect(phoneHeader(cell)).toMatchObject({ kind: 'phone', person: 'other' })
})

test.each(noPhones)('no phone: %s', cell => {
  expect(phoneHeader(cell)).toEqual({ kind: 'no-phone' })
})

test.each([...about, '姓名', '备注', '', '称呼'])('nothing about a phone to send to: %j', cell => {
  expect(phoneHeader(cell).kind).not.toBe('phone')
})

test.each(['备用手机', '手机2', '电话二', '第二联系电话', '其他电话', 'Other Phone', 'Phone 2 - Value'])(
  'a second phone of the same person: %s',
  cell => {
    expect(phoneHeader(cell)).toMatchObject({ kind: 'phone', isSpare: true })
  },
)

test.each(['座机', '固定电话', '家庭电话', '办公电话', '公司电话', 'Home Phone', 'Work Phone'])(
  'a land line gives way to any other phone: %s',
  cell => {
    const header = phoneHeader(cell)
    expect(header.kind === 'phone' ? header.word : 0).toBeLessThan(1)
  },
)
