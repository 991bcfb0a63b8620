import { landmark, type TermList } from './term-group.ts'

/** Loans, debts, gambling, prizes, rebates and what else promises money. */
export const moneyTerms: TermList = {
  groups: [
    {
      rule: 'topic-finance',
      severity: 'likely',
      words: `贷款 借款 借钱 网贷 信用贷 小额贷 车贷 房贷 经营贷 消费贷 低息 额度 放款 信用卡 提额 套现 花呗 借呗 京东白条 {0零}首付
        理财 投资 收益 股票 炒股 荐股 期货 基金 外汇 私募 pos机 刷卡机 征信 利息 利率 年化(收益|率|利) 无抵押 免抵押 抵押贷 秒批`,
    },
    { rule: 'topic-finance', severity: 'often', words: '分期 保险 免息 车险' },
    { rule: 'topic-finance', severity: 'often', words: '银行', unless: landmark },
    {
      rule: 'topic-finance',
      severity: 'likely',
      isDisguise: true,
      words: `贷kuan dai款 贷k daikuan 货kuan 贷歀 贷欵 代kuan 戴款 (办理|无抵押|小额|信用)代款 (无抵押|小额|信用|秒批)货款 jiekuan jieqian xinyongka
        信用咔 信用咖 信甲卡 套xian taoxian licai 花坝 huabei 💳`,
    },
    {
      rule: 'topic-debt',
      severity: 'likely',
      words:
        '催款 催收 催缴 欠款 欠费 还款 起诉 律师函 传票 上门追讨 追讨 讨债 要账 追债 黑名单 强制执行 老赖 滞纳金',
    },
    { rule: 'topic-debt', severity: 'likely', words: '法院', unless: landmark },
    {
      rule: 'topic-debt',
      severity: 'likely',
      words: '逾期',
      only: {
        text: /欠|还款|款项|账单|贷|借|征信|滞纳|催|缴/u,
        before: /(?:已|经|严重|您的?)$/u,
        after: /^(?:\d+|多)[天日个]/u,
      },
      unless: { after: /^(?:不|作废|无效|失效|恢复|自动|视为|将?恢复|概|未[取领用])/u },
    },
    {
      rule: 'topic-gambling',
      severity: 'likely',
      words: `博彩 彩票 福彩 体彩 赌博 赌场 赌球 赌钱 棋牌 麻将机 老虎机 时时彩 六合彩 双色球 大乐透 竞猜 投注 下注 押注 百家乐 德州扑克 斗地主 牌九
        葡京 赔率 真人荷官 盘口 赛车pk 澳门`,
    },
    {
      rule: 'topic-gambling',
      severity: 'likely',
      isDisguise: true,
      words: '菠菜 波菜 博采 bo彩 博cai',
      only: {
        text: /平台|网[址站]|投注|下注|注册|彩|娱乐|上分|球赛|世界杯|欧洲杯|竞|赢钱|线上|app/u,
        after: /^(?:平台|网|代理)/u,
      },
    },
    {
      rule: 'topic-gambling',
      severity: 'likely',
      isDisguise: true,
      words: 'bocai dubo 堵博 du博 赌bo 采票 qipai 棋pai 六盒彩 🎰',
    },
    {
      rule: 'topic-prize',
      severity: 'likely',
      words: `中奖 抽奖 幸运大?转盘 {抽摇玩}大?转盘 转盘{抽赢送得} 摇奖 刮刮乐 刮刮卡 刮奖 砸金蛋 砸蛋 一元夺宝 夺宝 开奖 抽取幸运 百分百中 100%中 兑奖 领奖 {抽赢中}大奖
        {一二三特头}等奖 摇一摇{赢领得抽送有} 赢{好大豪}礼 赢取 幸运(客户|顾客|观众|用户|会员|奖) 抽iphone 抽手机 抽免单 抽好礼`,
    },
    {
      rule: 'topic-prize',
      severity: 'likely',
      words: '大转盘 转盘',
      unless: { text: /桌|餐|路口|环岛|唱片|包[间厢]|机械|车床/u },
    },
    {
      rule: 'topic-prize',
      severity: 'likely',
      isDisguise: true,
      words:
        'chou奖 抽jiang 中jiang zhong奖 choujiang zhongjiang 抽桨 中桨 抽浆 中浆 扌由奖 抽j zhuanpan 转pan',
    },
    {
      rule: 'topic-zero-yuan',
      severity: 'likely',
      isPhrase: true,
      words: '元秒杀 元云购 元购 元领 元抢 元夺宝 元拿 元带走 元抱走 元秒',
      only: {
        before:
          /(?<![\d.]|\d,)(?:[01]|0\.0?1)$|(?:^|周[一二三四五六日]|[^一二三四五六七八九十百千万两])[一零〇]$/u,
      },
      unless: { before: /(?:加|\+|再|换)(?:[01一])$/u },
    },
    {
      rule: 'topic-zero-yuan',
      severity: 'likely',
      words: '一分钱{购抢秒领} 1分钱{购抢秒领} {零0}元{吃喝学试送体享} {一1}块钱?(秒|抢|购|领|夺)',
    },
    {
      rule: 'topic-zero-yuan',
      severity: 'likely',
      isDisguise: true,
      words: '{0零}圆{购领抢} 0yuan购 零元gou {1一}元miao',
    },
    {
      rule: 'topic-rebate',
      severity: 'likely',
      words: '返现 返利 返还 返钱 返佣 佣金 返点 现金补贴 提现 网赚 全额返 现金奖励 送现金 领现金',
    },
    { rule: 'topic-rebate', severity: 'often', words: '红包' },
    {
      rule: 'topic-rebate',
      severity: 'often',
      words: '返',
      only: { before: /满\d+元?$|(?:满|消费|买|购物)[^。;!]{0,8}(?:立|现金|直|即|再)$/u },
    },
    {
      rule: 'topic-rebate',
      severity: 'likely',
      isDisguise: true,
      words:
        'fan现 返xian 反现 fanxian 返xj 饭现 红bao hong包 hongbao 红苞 红包包 红孢 糸工包 🧧 fanli 返li 凡现 现jin',
    },
    {
      rule: 'topic-points',
      severity: 'likely',
      words: '积分',
      only: {
        after: /^[^,。;!]{0,8}?(?:兑|换|领取|清零|到期|作废|失效|过期|商城)/u,
        before: /(?:兑换|清零|清空)[^,。;!]{0,4}$/u,
      },
    },
    { rule: 'topic-points', severity: 'likely', words: '兑换礼品 兑礼 兑换{好豪大}礼' },
    {
      rule: 'topic-points',
      severity: 'likely',
      isDisguise: true,
      words: 'ji分兑 积fen jifen 积份{兑换} 极分{兑换}',
    },
    {
      rule: 'topic-money-goods',
      severity: 'likely',
      words: `虚拟货币 虚拟币 数字货币 比特币 以太坊 usdt 数字藏品 nft 邮币 钱币 纪念币 纪念钞 古币 古钱 银元 贵金属 回收黄金 黄金回收 回收金
        {高上}价回收 回收(名表|名包|手机|白银|铂金|首饰)`,
    },
    { rule: 'topic-money-goods', severity: 'mind', words: '回收' },
    { rule: 'topic-money-goods', severity: 'likely', isDisguise: true, words: '比特b bite币 币圈 u币' },
    {
      rule: 'topic-coupon',
      severity: 'mind',
      words: `优惠券 代金券 抵用券 现金券 消费券 礼券 满减券 {领送发赠用返}券 元券 专享券 折扣券 体验券
        抵扣券 购物券 兑换券 提货券 无门槛券 (优惠|代金|抵用|现金|消费|满减|抵扣|购物|兑换|折扣)卷 {领礼}卷`,
      unless: { before: /胶$/u },
    },
    {
      rule: 'topic-coupon',
      severity: 'mind',
      isDisguise: true,
      words: '优惠quan youhuiquan 优hui券 代jin券 优惠q 优惠圈 优汇券 优恵券',
    },
    {
      rule: 'topic-group-buy',
      severity: 'often',
      words: '团购 拼团 拼单 开团 参团 成团 组团价 拼购 接龙 团长价 团价 N人团 {2二两三3五5十}人团',
    },
    {
      rule: 'topic-group-buy',
      severity: 'often',
      isDisguise: true,
      words: '团gou tuan购 tuangou 拼tuan pin团 团够 拼団 抟购',
    },
    {
      rule: 'topic-card',
      severity: 'often',
      words:
        '办卡 储值 充值 年卡 次卡 季卡 月卡 卡类 会员卡办理 {办开}理?会员 办理会员 办会员 开卡 充卡 续卡 购卡 预存',
    },
    {
      rule: 'topic-card',
      severity: 'often',
      words: '充 存',
      only: { after: /^(?:值|卡)?\d+(?:元|块)?[^。;!]{0,4}?(?:送|赠|得|返|抵|享|到账)\d*/u },
      unless: { before: /(?:库|保|内|生|续|尚|仅|现)$/u },
    },
    {
      rule: 'topic-card',
      severity: 'often',
      isDisguise: true,
      words: '办ka 充zhi chongzhi 冲值 chong值 储zhi',
    },
  ],
  harmless: `银行卡{支付刷可均也和都与或} 保险{柜杠箱丝锁套栓绳扣带门盒起} 特征信息 特征信 {近本长短定早同上下首分期一二三}期货 期货{品源架量色款号} 银行家 外汇{聚演报合入总} 套现{货价做场有在只特仅烤磨}
    放款{式型} 基金会 {打整处管}理财 额度假 提额头 分期{间刊待} {部}分期 还款{式型} 降低息 体彩{绘妆色虹} 祝福彩 下注{意册明定射} 转盘口 {旋玻}转盘
    转盘{路桌机东西南北旁餐} {其集当}中奖 {展打}开奖励 召开奖 澳门{路街特小风美手旅猪牛骨} 澳门豆捞 澳门葡 澳门蛋挞 澳门火锅 澳门大 港澳 {三四五六七八九}日澳门 澳门{三四五六七八九}日
    {大}棋牌匾 返还{押} {满大小}红包装 红包{装裹子厢间菜扎边} {枣橘橙紫}红包 提现{货场做有磨烤} 返现{场做} 返点{心钟} 胶卷
    {持凭}会员卡 贺卡 {新贺周青童}年卡 年卡{通其片} {上多每首再本其}次卡 {本满}月卡 月卡通 胶卷 办卡{布通} 储值余额 储值卡余额 储值卡内 储值账户`,
}
