/** The public pages that the rules were read from, by the short names that the rules use. */
const pages = {
  A1: { name: '阿里云 短信模板规范', page: 'help.aliyun.com/document_detail/91975' },
  A2: { name: '阿里云 申请短信模板', page: 'help.aliyun.com/document_detail/44357' },
  A3: { name: '阿里云 通知短信模板规范', page: 'help.aliyun.com/document_detail/463270' },
  A4: { name: '阿里云 推广短信模板规范', page: 'help.aliyun.com/document_detail/463290' },
  A5: { name: '阿里云 短信发送规则', page: 'help.aliyun.com/document_detail/44335' },
  A6: { name: '阿里云 CreateSmsSign', page: 'help.aliyun.com' },
  A7: { name: '阿里云国际 短信签名', page: 'alibabacloud.com/help/tc/sms/user-guide/sms-signature' },
  A8: {
    name: '阿里云国际 短信模板',
    page: 'alibabacloud.com/help/tc/sms/user-guide/message-template-for-chinese-mainland',
  },
  T1: { name: '腾讯云 正文模板审核标准', page: 'cloud.tencent.com/document/product/382/39023' },
  T2: { name: '腾讯云 常见问题', page: 'cloud.tencent.com/document/faq/382/13301' },
  T3: { name: '腾讯云 错误码', page: 'cloud.tencent.com/document/api/382/59177' },
  T4: { name: '腾讯云国际 模板审核', page: 'tencentcloud.com/document/product/382/40659' },
  H1: { name: '华为云 短信模板', page: 'support.huaweicloud.com/productdesc-msgsms/sms_templates' },
  H2: { name: '华为云 短信变量须知', page: 'support.huaweicloud.com/productdesc-msgsms/sms_faq_0003' },
  H3: { name: '华为云 驳回原因', page: 'support.huaweicloud.com/msgsms_faq/sms_faq_0076' },
  H4: { name: '华为云 签名规范', page: 'support.huaweicloud.com/msgsms_faq/sms_faq_0002' },
  H5: { name: '华为云 用户指南', page: 'support.huaweicloud.com/usermanual-iotcom/iotcom_03_1002' },
  H6: { name: '华为云 常见问题', page: 'support.huaweicloud.com/iotcom_faq/iotcom_06_0109' },
  H7: { name: '华为云 帮助摘录', page: 'huaweicloud.com/s/' },
  B1: { name: '百度智能云 模板审核规范', page: 'cloud.baidu.com/doc/SMS/s/vkihe2msj' },
  B2: { name: '百度智能云 状态码', page: 'cloud.baidu.com/doc/SMS/s/zjwvxry6e' },
  B3: { name: '百度智能云 使用限制', page: 'cloud.baidu.com/doc/SMS/s/Rkih1xo03' },
  B4: { name: '百度智能云 回执', page: 'cloud.baidu.com/doc/SMS/s/Dkho9df2a' },
  Q1: { name: '七牛云 短信模板', page: 'developer.qiniu.com/sms/5814' },
  Q2: { name: '七牛云 短信签名', page: 'developer.qiniu.com/sms/5816' },
  Q3: { name: '七牛云 使用限制', page: 'developer.qiniu.com/sms/5794' },
  V1: { name: '火山引擎 模版审核规范', page: 'volcengine.com/docs/6361/170340' },
  J1: { name: '极光 名词解释', page: 'docs.jiguang.cn/jsms_terminology' },
  J2: { name: '极光 签名与模板', page: 'docs.jiguang.cn/signatures_templates' },
  G1: { name: '个推 短信问答', page: 'docs.getui.com/sms/question' },
  F1: { name: '帆软 短信签名', page: 'help.fanruan.com/edition-view-62632' },
  P1: { name: '飞鸽 签名与模板', page: 'apifox.com/doc-874737' },
  I1: { name: '互亿无线 行业规范', page: 'ihuyi.com/industry/detail/503' },
  LAW: { name: '广告法', page: '' },
  CODE: { name: '云极返回码', page: 'docs/provider-api.md' },
} as const

export type SourceId = keyof typeof pages

export type Source = { readonly name: string; readonly page: string }
export const sourceOf = (id: SourceId): Source => pages[id]
