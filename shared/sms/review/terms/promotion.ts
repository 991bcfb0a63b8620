import type { TermList } from './term-group.ts'

/** How a message wins people: referrals, invitations, reviews, surveys, jobs, tasks, and urgency. */
export const promotionTerms: TermList = {
  groups: [
    {
      rule: 'topic-referral',
      severity: 'likely',
      words: `拉新 老带新 带新客 转介绍 裂变 砍一刀 帮砍 帮我砍 集赞 (推荐|邀请|介绍|邀)(好友|朋友|新客|新人|亲友|亲朋|同事|一位|1位|一人|1人) 邀{3三五5}位
        分享{得领有送返享获} 分享给?(好友|朋友|亲友|微信群)(可|即|就|都|也|后)?(得|领|享|送|赚|减|有) 分享(到|至)?朋友圈 {转}发{有得领送} 转发朋友圈 推荐有礼 邀请有礼 带(一位|1位)?新(朋友|顾客|客户|会员) 老客带`,
    },
    {
      rule: 'topic-referral',
      severity: 'likely',
      words: '助力 砍价',
      only: { text: /好友|朋友|分享|点击|帮|邀|转发|免费拿|链接/u },
    },
    {
      rule: 'topic-referral',
      severity: 'likely',
      isDisguise: true,
      words: '老dai新 拉xin laxin 老代新 分xiang得 邀qing好友',
    },
    {
      rule: 'topic-recall',
      severity: 'mind',
      words: `召回 好久没{来见到光去} 好久不见 好久未 许久{未没不} 很久没{来见到光} 没来{了过店} 未到店 未光顾 没到店 未消费 没有?消费 流失 回归礼 老友回归 回归{有福专}
        想念您 想您了 等您回{来家}`,
    },
    {
      rule: 'topic-invite',
      severity: 'likely',
      words: `邀请注册 (邀请|邀)您?成为 邀请您成为 邀您加入 注册{送领享有得即} 注册{成}为? 注册会员 新会员注册 扫码注册 免费入会 入会{即有礼送享} 报名参加 免费报名
        报名{即从送有} 加入会员 成为(本店|我们的|我店|正式)?会员 开通会员 免费成为`,
    },
    {
      rule: 'topic-invite',
      severity: 'likely',
      words: '报名',
      only: {
        after: /^[^,。;!]{0,6}?(?:参加|参与|热线|电话|通道)/u,
        before: /(?:接受|火热|现在|开始|欢迎)$/u,
      },
    },
    { rule: 'topic-invite', severity: 'likely', isDisguise: true, words: 'zhuce 注ce 注册即song 免fei入会' },
    {
      rule: 'topic-visit',
      severity: 'mind',
      words:
        '邀请到店 邀您到店 邀请您(到|来|光临|莅临|品尝|参加) 邀您(来|光临|莅临|品尝) 诚邀 特邀 敬邀 恭邀 莅临 恭候',
    },
    {
      rule: 'topic-review',
      severity: 'likely',
      words: `好评{返送有得奖截可领后晒赠换立} 五星好评 5星好评 全五星 五星评价 {写给留打}好评 晒图 晒单 晒好评 {写发留给}评价 评价{返送有得领赠后} 改差评 {删消刷}差评
        删除差评 刷好评 刷评 追评 点评{返送有得领赠} 点评五星 五星点评 {打给}五星 {打给}5星 带图评 带图好评`,
    },
    {
      rule: 'topic-review',
      severity: 'likely',
      isDisguise: true,
      words: '好ping haoping 五星hp 好坪 hao评 ⭐好评',
    },
    {
      rule: 'topic-survey',
      severity: 'often',
      words: '问卷 调查 调研 填写(个人)?信息 填写信息 填写资料 填写个人 填表 填信息 满意度{调回问}',
    },
    {
      rule: 'topic-brushing',
      severity: 'likely',
      words: `刷单 做任务 空包 点赞{赚领返有送得} 日结 垫付 众包 刷信誉 刷流水 刷销量 刷量 刷粉 动动手指 动手指 在家赚 日赚 轻松赚 躺赚 日入 手机赚 赚佣 赚零花`,
    },
    { rule: 'topic-brushing', severity: 'likely', words: '月入', only: { after: /^(?:过?[万千]|\d)/u } },
    {
      rule: 'topic-brushing',
      severity: 'likely',
      isDisguise: true,
      words: '刷dan shuadan shua单 涮单 唰单 做ren务',
    },
    {
      rule: 'topic-jobs',
      severity: 'likely',
      words: `招聘 招工 急招 急聘 诚聘 高薪 面试 兼职 招募 猎头 应聘 诚招 月薪 底薪 时薪 包吃住 包食宿 五险一金 现招
        暑假工 寒假工 暑期工 假期工 日薪 招(暑假|寒假|临时|店员|店长|工人|员工|兵|服务员|临时工|厨师|学徒|美发师|技师|营业员|小时工|司机|保洁|收银|帮工|促销员|导购)`,
    },
    {
      rule: 'topic-jobs',
      severity: 'likely',
      isDisguise: true,
      words: '招pin zhaopin 兼zhi jianzhi 照聘 招娉 兼只',
    },
    {
      rule: 'false-urgency',
      severity: 'mind',
      isPhrase: true,
      words: `否则 逾期{作不无失将恢概自} 过期{作不无失} 立即点击 立刻点击 马上点击 速点 速速点击 最后机会 最后一次机会 马上失效 即将失效 不领就没 不抢就没 再不{来抢领买}就
        错过{不再没等就后} 过时不候 仅此一次 最后通知 最后通牒`,
    },
    {
      rule: 'topic-spam-trade',
      severity: 'likely',
      words: `客户资料 拓客 引流 精准客源 精准客户 短信通道 短信群发 群发短信 seo 排名 网站优化 获客 爆粉 涨粉 吸粉 号码资源 外呼 电销`,
    },
    {
      rule: 'topic-spam-trade',
      severity: 'likely',
      words: '个人信息 客户信息 客户名单',
      only: { before: /(?:卖|售|购买|买|提供|出)$/u },
    },
    { rule: 'topic-spam-trade', severity: 'likely', isDisguise: true, words: 'yin流 引liu 涨fen 拓ke' },
    {
      rule: 'topic-odd-shop',
      severity: 'likely',
      words:
        '二类电商 货到付款 淘口令 微商 传销 代购 回复(确认)?收货 回复1确认收货 确认收货{返送领} 回复确认',
    },
    { rule: 'topic-odd-shop', severity: 'likely', words: '回复', only: { after: /^.{0,4}?(?:确认)?收货/u } },
    {
      rule: 'topic-odd-shop',
      severity: 'likely',
      isDisguise: true,
      words: '货dao付款 货到fu款 weishang 微shang',
    },
    {
      rule: 'topic-franchise',
      severity: 'likely',
      words: '招商 加盟 代理 合伙人 招代理 项目投资 招标 投标 一件代发 开店扶持 创业项目 创业加 致富 商机',
    },
    {
      rule: 'topic-franchise',
      severity: 'likely',
      isDisguise: true,
      words: '加meng jiameng 加萌 dai理 代li zhaoshang',
    },
    {
      rule: 'topic-fraud-look',
      severity: 'likely',
      words: `{账帐}{户号}异常 {账帐}{户号}存在(异常|风险) {账帐}{户号}被?(冻结|封|停用|注销) 安全{账帐}户 验证码{发告} 把验证码 恭喜您?被?选中 被选中 被抽中 积分即将{作清过失} 社保{卡停}停?用?
        快递丢失 包裹丢失 快递理赔 银行卡异常 征信异常 涉嫌 洗钱 公检法 退税 领取补贴 补贴领取 注销{账帐}{户号} 实名认证 身份{证信}过期 医保停用 医保卡停`,
    },
    { rule: 'topic-fraud-look', severity: 'likely', words: '点击', only: { after: /^[^,。;!]{0,8}?领/u } },
    {
      rule: 'topic-fraud-look',
      severity: 'likely',
      words: '冻结',
      only: { text: /[账帐][户号]|卡|资金|余额/u },
    },
    {
      rule: 'topic-fraud-look',
      severity: 'likely',
      words: 'etc 社保 医保',
      only: { after: /^.{0,8}?(?:失效|停用|停卡|过期|异常|注销|禁用|冻结|暂停)/u },
    },
    {
      rule: 'topic-fraud-look',
      severity: 'likely',
      words: '快递 包裹 快件',
      only: { after: /^[^。]{0,8}?(?:丢失|异常|破损|遗失)[^。]{0,12}?(?:理赔|赔|退款)/u },
    },
    {
      rule: 'topic-fraud-look',
      severity: 'likely',
      words: '恭喜',
      only: { after: /^.{0,8}?(?:选中|中签|抽中|入选)/u },
    },
  ],
  harmless: `拉新{鲜疆车货款品店菜上出口推到年春} 面试{穿吃用戴喝} {里正反上下前后外桌当}面试 招工艺 兼职能 {水钙养分血}流失 {真航太镂悬天}空包 空包{装裹} {节今明日周末后元}日结 日结{束业婚算账伴}
    代理{发念} {现当古时近}代理 招商{银局路花} 排名{不分额} 微商{城圈户} 小微商 一键助力 好评{如不率} 电动助力 助力{车自} 涉嫌疑 推荐好友谊 众包子 代购物 引流槽 加盟店通用
    调查无 否则会员`,
}
