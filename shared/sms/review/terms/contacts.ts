import type { TermList } from './term-group.ts'

/** What follows the name of an account: its id, or a word that says that it is one. */
const idAfter =
  /^\s?(?:号|同号)?[\s:=是_-]{0,3}[a-z][\w-]{3,}|^\s?(?:号|同号)?[\s:=是]{0,3}\d{5,}|^\s?(?:号|同号)(?![线码房内院称手店])|^\s?:/u
const addBefore = /(?:加|\+|添加|扫|关注|搜)$/u

/** Personal accounts, groups, public accounts, apps and live shows: where a message asks its reader to go. */
export const contactTerms: TermList = {
  groups: [
    {
      rule: 'contact-wechat',
      severity: 'likely',
      words: '微信 wechat',
      unless: {
        after:
          /^(?:支付|付款|付|收款|扫码付|扫码支付|零钱|立减|钱包|转账|或支付宝|、支付宝|\/支付宝|和支付宝|公众|小程序|视频号|红包|群|封面|朋友圈)/u,
        before: /(?:支付宝[或、和/及,]?|支持|可用|使用)$/u,
      },
    },
    {
      rule: 'contact-wechat',
      severity: 'likely',
      words:
        '扫码加 企微 企业微信 加店长 加客服 加好友 {添}加?小助手 加小编 加老板 加老板娘 加个?好友 加导购 加店员 加掌柜 加群主 添加(客服|店长|好友|微信|店员|店主|店家|老板|老板娘|掌柜|老师|导购|小编|群主) 加店主 加老师 私信 私聊 微我 手机同号 电话同号 同微信号 加我{好私}',
    },
    {
      rule: 'contact-wechat',
      severity: 'likely',
      isDisguise: true,
      words: `加微 +微 加v +v 加vx vx wx weixin 加wei 薇信 徽信 徽❤ 微❤ 薇❤ 威❤ v❤ 微♥ 微♡ 微心 薇心 加❤ 嘉微 家薇 家微 嘉薇 佳v 佳微 佳薇 嘉v 家v v信 ⅴ信 绿泡泡 绿色软件 加薇 加徽
        微伩 微芯 薇芯 溦信 嶶信 巍信 葳信 蔵信 薇伩 微x xin信 wei信 微xin 微讯号 亻言 微亻言 徽芯 jiawei jiavx 加威 加维 加卫星 十v 十vx ➕v ➕微 ➕薇 ➕vx 茄v 茄微 {伽}微 伽v v.x 威x 薇x 💬号 wxin weix
        微号 薇号 v号 vx号 v: v我{看发问领加要订联图拿} 威❤号 微星号 威芯`,
      unless: { after: /^(?:ip|领|字|型|生素|脸|口|8)/u },
    },
    {
      rule: 'contact-wechat',
      severity: 'likely',
      isDisguise: true,
      words: '卫星 威信 维信 微讯 唯信 围信 韦信 喂信 维心 卫信',
      only: { after: idAfter, before: addBefore },
    },
    {
      rule: 'contact-wechat',
      severity: 'likely',
      isDisguise: true,
      words: '薇 v 徽',
      only: { after: /^[\s]?[:=][\s]?[a-z0-9_]|^[\s]?[a-z][a-z_-]*\d{2,}/u, before: /(?:加|\+|添加)$/u },
      unless: {
        before:
          /[赵李王张刘陈杨黄吴林周徐孙马朱胡郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤][\p{Script=Han}]?$|[a-z0-9.]$/u,
        after: /^(?:ip|领|字|型|脸|口)/u,
      },
    },
    {
      rule: 'contact-qq',
      severity: 'likely',
      words: 'qq',
      only: {
        after:
          /^(?:号|群|同|联系|咨询|在线|交谈|客服|邮箱)?[\s:=是]{0,3}\d{5,}|^(?:号|联系|咨询|交谈|客服|好友)|^:/u,
        before: addBefore,
      },
    },
    { rule: 'contact-qq', severity: 'likely', words: '加qq 企鹅号 加企鹅 +qq qq号 qq联系' },
    {
      rule: 'contact-qq',
      severity: 'likely',
      isDisguise: true,
      words: '扣扣 叩叩 q号 扣号 加q 加扣 +q 蔻蔻 抠抠 寇寇 kouqiu koukou 丘丘 球球 秋秋 企鹅 q',
      only: { after: /^(?:号|同号)?[\s:=是]{0,3}\d{5,}|^号|^:[\s]?\d/u, before: addBefore },
    },
    {
      rule: 'contact-qq',
      severity: 'likely',
      isDisguise: true,
      words: '扣扣号 叩叩号 扣扣联系 加扣扣 加叩叩 q扣 🐧',
    },
    {
      rule: 'contact-group',
      severity: 'mind',
      words: `加群 进群 入群 拉群 建群 {福利会员粉丝社}群 福利群 会员群 粉丝群 社群 微信群 qq群 q群 交流群 顾客群 老客群 老顾客群 特价群 优惠群 专属群 团购群 接龙群 秒杀群 宠粉群 群聊 群里 群内 扫码进 本店群 店群 客户群
        vip群 业主群 妈妈群 拼团群 购物群 加入群`,
    },
    {
      rule: 'contact-group',
      severity: 'mind',
      isDisguise: true,
      words:
        '进裙 入裙 加裙 福利裙 粉丝裙 会员裙 拉裙 (吃货|宝妈|业主|老客|顾客|优惠|特价|团购|接龙|秒杀|交流|宠粉|买家)裙 {微q扣}裙 进羣 jin群 jiaqun 加qun 进qun 福利qun 扣群 加峮',
      unless: { after: /^(?:装|子|摆|裤|撑|边|区|腰)/u },
    },
    {
      rule: 'account-promo',
      severity: 'often',
      words: `公众号 公号 小程序 抖音 视频号 小红书 快手号 快手{搜关} 微博 扫码关注 关注{我们官店本公} 官方账号 官微 服务号 订阅号 官方微信号 {登访}录官网 访问官网 登录官网 搜索官网 上官网 淘宝店铺 搜店铺
        关注店铺 微店 大众点评搜 美团搜 公主号 公仲号 百度搜`,
    },
    {
      rule: 'account-promo',
      severity: 'often',
      isDisguise: true,
      words:
        '公zhong号 gongzhong 斗音 douyin 抖yin dy号 小红薯 小hong书 xiaohongshu xhs 公重号 小cheng序 蚪音 d音',
    },
    {
      rule: 'app-promo',
      severity: 'likely',
      words:
        '下载客户端 应用商店 下载软件 安装客户端 手机客户端 下载链接 应用市场 app下载 官方app 手机app 下载app 安装app',
    },
    {
      rule: 'app-promo',
      severity: 'likely',
      words: 'app',
      only: { text: /下载|安装|应用商店|应用市场|更新|注册|登录|打开|点开/u },
    },
    {
      rule: 'app-promo',
      severity: 'likely',
      words: '下载',
      only: { after: /^[^,。;!]{0,10}?(?:app|客户端|软件|应用)/u },
    },
    {
      rule: 'app-promo',
      severity: 'likely',
      isDisguise: true,
      words: '下zai 下载a叩p 下载艾派 xiazai 下载阿皮皮',
    },
    { rule: 'live-promo', severity: 'often', words: '直播 开播 主播 连麦 直播间 看播' },
    { rule: 'live-promo', severity: 'often', isDisguise: true, words: '直bo zhibo 值播 直博 开bo 直啵' },
  ],
  harmless: `加微{辣波甜量糖孔笑小风} 添加微量 添加维 加维{生他修护} 加威{士化风} 家v领 加v领 微心{意情愿} 徽章 扫码加{购倍热价赠料} 卫星{电广路导锅定} {城市市}徽 扣扣子 加入群众 {参}加好友谊 加扣{子} 加群星 店群{芳} {本}店群岛
    会员裙{装子摆裤} 入群众 进群众 {书}店群 视频号召 直播{种} 扫码进{场站店门馆园校} 加店长{推特} 参加微 亻言论 福利裙{装子摆裤} 加裙{装子摆裤边撑} 微博物 公号召 加客服务 社群众 公众号称`,
}
