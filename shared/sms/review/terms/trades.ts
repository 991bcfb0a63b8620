import { landmark, type TermList } from './term-group.ts'

const petOrThing = /宠|猫|狗|犬|泰迪|汽车|爱车|车辆|洗车|打蜡|皮具|干洗|奢侈品|翻新/u

/** Whole trades that platforms close for marketing. */
export const tradeTerms: TermList = {
  groups: [
    {
      rule: 'topic-medical',
      severity: 'likely',
      words: `医疗 看病 治疗 治好 治愈 根治 药品 疫苗 牙科 种植牙 种牙 洗牙 补牙 拔牙 镶牙 牙齿矫正 矫正牙 正畸 整形 整容 医美 祛斑 祛痘 祛疤 除皱 瘦脸针 水光针 热玛吉 双眼皮
        隆鼻 隆胸 吸脂 抽脂 玻尿酸 肉毒 美白针 植发 减肥 近视 试管 不孕 妇科 男科 义诊 就诊 挂号 针灸 偏方 特效药 处方 问诊 痔疮 鼻炎 糖尿病 高血压 降血糖 降血压 中药 西药
        膏药 专家坐诊 坐诊 疗程 药到病除 打针 输液 骨科 手术 白内障 牙周 种睫 治脱发 皮肤病 腰椎`,
    },
    {
      rule: 'topic-medical',
      severity: 'likely',
      words: '医院 门诊 药店 药房 诊所 口腔 眼科 卫生院',
      unless: landmark,
    },
    {
      rule: 'topic-medical',
      severity: 'likely',
      isDisguise: true,
      words:
        '减fei jian肥 jianfei 减月巴 减féi 祛ban 玻niao酸 玻尿suan 医mei yimei 植fa 💊 💉 🏥 药pin 疫miao 整xing',
    },
    { rule: 'topic-beauty', severity: 'often', words: '美容 spa 面部护理', unless: { text: petOrThing } },
    {
      rule: 'topic-beauty',
      severity: 'often',
      words: '纹绣 纹眉 漂唇 皮肤管理 光子嫩肤 小气泡清洁 脱毛 护肤疗程 嫩肤 半永久 美体馆 焕肤',
    },
    { rule: 'topic-beauty', severity: 'often', isDisguise: true, words: 'mei容 meirong 美rong 纹xiu s怕' },
    {
      rule: 'topic-health',
      severity: 'often',
      words:
        '保健品 保健 养生 壮阳 补肾 增高 减脂 功效 养老 艾灸 排毒 食疗 延年益寿 免疫力 抗癌 降三高 丰胸 刮痧 拔罐 理疗 祛湿 滋阴 补气血 益寿 瘦身 抗衰',
    },
    {
      rule: 'topic-health',
      severity: 'often',
      isDisguise: true,
      words: '保jian yangsheng 养sheng 状阳 壮yang 补shen 减zhi',
    },
    {
      rule: 'topic-venue',
      severity: 'likely',
      words: '会所 酒吧 洗浴',
      unless: { ...landmark, text: /宠|猫|狗|犬/u },
    },
    {
      rule: 'topic-venue',
      severity: 'likely',
      words:
        '夜总会 夜店 足浴 足疗 桑拿 汗蒸 浴场 推拿 采耳 浴足 洗脚城 洗脚 慢摇 蹦迪 养生馆 spa会所 水疗 温泉会',
    },
    { rule: 'topic-venue', severity: 'often', words: 'ktv 按摩 歌厅', unless: landmark },
    {
      rule: 'topic-venue',
      severity: 'likely',
      isDisguise: true,
      words: '足yu zuyu 按mo anmo 推na k歌房 桑na 💆 洗jio 足谷',
    },
    {
      rule: 'topic-alcohol-tobacco',
      severity: 'likely',
      words: `白酒 红酒 茅台 五粮液 洋酒 名酒 香烟 电子烟 烟酒 卷烟 烟草 雪茄 烟弹 葡萄酒 威士忌 白兰地 剑南春 泸州老窖 国窖 洋河{大蓝酒梦海} 汾酒 古井贡 郎酒 西凤 习酒 二锅头
        酱香酒 酱酒 酱香型 粮食酒 散酒 药酒 清酒 鸡尾酒 香槟 软中华 硬中华 中华烟 华子一条 芙蓉王 红塔山 黄鹤楼烟 利群烟 云烟 苏烟 玉溪烟 {整每一}条烟 {一每}包烟 烟酒行 伏特加`,
    },
    { rule: 'topic-alcohol-tobacco', severity: 'often', words: '啤酒 精酿 扎啤 果酒 黄酒 米酒' },
    { rule: 'topic-alcohol-tobacco', severity: 'mind', words: '茶叶' },
    {
      rule: 'topic-alcohol-tobacco',
      severity: 'likely',
      isDisguise: true,
      words:
        '茅苔 茅合 矛台 毛台 茅tai mao台 maotai 茅薹 茅抬 白氵酉 红氵酉 氵酉 白jiu 红jiu baijiu hongjiu 五良液 白九 🍺 🍻 🍷 🥃 🚬 电子yan 飞天毛 香yan 烟氵酉',
    },
    {
      rule: 'topic-property',
      severity: 'likely',
      words: `房产 首付 学区房 租房 售楼 开盘 置业 房源 二手房 楼市 购房 买房 看房 房地产 户型 {房铺位摊}出租 旺铺 现房 期房 精装房 毛坯房 房屋买卖 商住 写字楼出
        得房率 江景房 海景房`,
    },
    { rule: 'topic-property', severity: 'likely', words: '公寓 商铺 楼盘 中介', unless: landmark },
    {
      rule: 'topic-property',
      severity: 'likely',
      words: '房价',
      unless: { text: /酒店|大床|标间|客房|民宿|宾馆|旅馆|入住|早餐|含早|订房|客栈/u },
    },
    {
      rule: 'topic-property',
      severity: 'likely',
      isDisguise: true,
      words: '楼pan loupan 学区fang 学区坊 房chan 首fu 公yu 🏠出',
    },
    {
      rule: 'topic-decoration',
      severity: 'often',
      words:
        '装潢 家私 橱柜 瓷砖 全屋定制 全屋整装 沙发翻新 整装 吊顶 门窗 卫浴 壁纸 墙纸 墙布 硅藻泥 乳胶漆 软装 家装{公节设惠} 集成灶 木地板 定制衣柜',
    },
    {
      rule: 'topic-decoration',
      severity: 'often',
      words: '装修',
      unless: { text: /歇业|停业|暂停营业|重新开业|升级|重装|焕然/u },
    },
    {
      rule: 'topic-decoration',
      severity: 'often',
      words: '建材 家具',
      unless: { after: landmark.after ?? /$^/u, text: /家政|保洁|搬家|清洗|打蜡|儿童餐/u },
    },
    {
      rule: 'topic-decoration',
      severity: 'often',
      isDisguise: true,
      words: '装xiu zhuangxiu 装俢 建cai 家ju 瓷zhuan',
    },
    {
      rule: 'topic-education',
      severity: 'likely',
      words: `小升初 幼小衔接 冲刺班 集训班 提高班 培训 招生 补习 辅导 家教 考研 考公 学历 助考 考证 讲座 公开课 网课 寒假班 暑假班 暑期班 托管班 晚托 早教 培优 奥数 补课 专升本 自考 成考 教资 夏令营 冬令营
        特长班 兴趣班 学习班 提分 名师`,
    },
    { rule: 'topic-education', severity: 'likely', words: '代写', unless: { text: /春联|对联|贺卡|请柬/u } },
    { rule: 'topic-education', severity: 'likely', words: '教育', unless: landmark },
    { rule: 'topic-education', severity: 'often', words: '课程 体验课 驾校 学车' },
    {
      rule: 'topic-education',
      severity: 'often',
      words: '试听',
      unless: { text: /耳机|音响|音箱|唱片|黑胶/u },
    },
    {
      rule: 'topic-education',
      severity: 'likely',
      isDisguise: true,
      words: '培xun peixun 教yu jiaoyu 辅dao 补xi 佩训 招sheng 家jiao 学li提',
    },
    {
      rule: 'topic-immigration',
      severity: 'likely',
      words: '移民 留学 绿卡 签证 海外置业 海外房产 入籍 出国劳务 出国务工 游学 雅思 托福',
    },
    {
      rule: 'topic-immigration',
      severity: 'likely',
      isDisguise: true,
      words: '移min yimin 留xue liuxue 绿ka 签zheng 依民',
    },
    {
      rule: 'topic-exhibition',
      severity: 'often',
      words:
        '展会 车展 房展 家博会 婚博会 汽车销售 博览会 展销会 展览会 购车节 团车 糖酒会 试驾 新车上市 家装展',
    },
    {
      rule: 'topic-exhibition',
      severity: 'often',
      words: '会展',
      unless: { after: /^(?:中心|馆|路)?.{0,4}?(?:对面|旁|附近|隔壁|站|店|门口|[东西南北][侧门边])/u },
    },
    { rule: 'topic-exhibition', severity: 'often', isDisguise: true, words: '车zhan 家bo会 展hui' },
    {
      rule: 'topic-agency',
      severity: 'likely',
      words: `代开 注册公司 公司注册 代理记账 代账 代记账 商标 专利 刻章 办证 代缴 年检 公积金 社保代 营业执照代 报税 资质{代办} 代注册 代办(证|执照|年检|社保|公司|过户|资质)`,
    },
    {
      rule: 'topic-agency',
      severity: 'likely',
      words: '发票',
      unless: {
        before: /(?:开具|可开|提供|凭|附|含|带|索取|开|有|要|正规|电子|增值税|报销)$/u,
        after: /^(?:请|随|抬头|已)/u,
      },
    },
    {
      rule: 'topic-agency',
      severity: 'likely',
      isDisguise: true,
      words: '发piao fapiao fa票 发漂 代开fp 办zheng 刻zhang 发嘌',
    },
    {
      rule: 'topic-telecom',
      severity: 'likely',
      words: '流量 话费 宽带 中国移动 移动营业 大王卡 号卡 流量卡 靓号 携号转网 无限流量 手机卡 电话卡',
    },
    { rule: 'topic-telecom', severity: 'likely', words: '营业厅 联通 电信 广电', unless: landmark },
    {
      rule: 'topic-telecom',
      severity: 'likely',
      words: '5g',
      only: {
        before: /(?:升级|换|办理?|开通|移动|联通|电信|畅享|体验|支持)$/u,
        after: /^\s?(?:手机|套餐|流量|网络|卡|宽带|时代|信号|升级|畅|用户|号|智能|消息|网|入网|,)/u,
      },
    },
    {
      rule: 'topic-telecom',
      severity: 'likely',
      isDisguise: true,
      words: 'liuliang 流liang 话fei huafei 宽dai 琉量 大王ka 5蛤',
    },
    {
      rule: 'topic-games',
      severity: 'often',
      words: '游戏 手游 代练 私服 网咖 电竞 陪玩 首充 页游 网游 上分',
    },
    { rule: 'topic-games', severity: 'often', words: '网吧', unless: landmark },
    { rule: 'topic-games', severity: 'often', isDisguise: true, words: 'you戏 游xi youxi 手you 代lian 🎮' },
    {
      rule: 'topic-dating',
      severity: 'likely',
      words: '交友 相亲 婚恋 脱单 红娘 约会 同城约 征婚 婚介 找对象 单身联谊 联谊会 牵手会 有缘人',
    },
    {
      rule: 'topic-dating',
      severity: 'likely',
      isDisguise: true,
      words: '相qin 交you jiaoyou xiangqin 脱dan 约hui 茭友 象亲',
    },
    {
      rule: 'topic-wedding',
      severity: 'often',
      words:
        '婚宴 寿宴 婚庆 红白事 红白喜事 满月酒 满月宴 百日宴 百岁宴 喜宴 升学宴 谢师宴 周岁宴 订婚宴 回门宴 婚礼策划 婚礼{布司跟主}',
    },
    {
      rule: 'topic-wedding',
      severity: 'often',
      isDisguise: true,
      words: '婚yan 婚qing hunyan hunqing 喜yan',
    },
    {
      rule: 'topic-funeral',
      severity: 'likely',
      words: '殡葬 墓地 墓园 骨灰 寿衣 陵园 公墓 丧葬 花圈 灵堂 火化 祭祀 纸钱 冥币 丧事 白事 棺 扫墓',
    },
    { rule: 'topic-funeral', severity: 'likely', isDisguise: true, words: 'bin葬 殡zang 墓di mudi 骨hui ⚰' },
    {
      rule: 'topic-superstition',
      severity: 'likely',
      words: `算命 算卦 风水 开光 转运 占卜 宗教 佛牌 {算批}八字 生辰八字 塔罗 周易 改名 起名 运势 本命佛 求签 驱邪 符咒 灵签 看手相 看面相 犯太岁 太岁 佛教 基督 道教 法事 财神符 招财符 改运
        转财运`,
    },
    {
      rule: 'topic-superstition',
      severity: 'likely',
      isDisguise: true,
      words: 'suan命 算ming suanming feng水 feng shui 风shui fengshui 开guang 占bu 🔮 zhuan运 转yun',
    },
    {
      rule: 'topic-fur',
      severity: 'likely',
      words: '皮草 貂皮 貂绒 水貂 貂毛 裘皮 貂裘 整貂 貂大衣 狐狸毛 狐狸皮 獭兔',
    },
    { rule: 'topic-fur', severity: 'likely', isDisguise: true, words: '皮cao 貂pi diao皮 pi草 皮艹 水diao' },
    {
      rule: 'topic-fake',
      severity: 'likely',
      words: 'a货 高仿 山寨 复刻 原单 二手手机 外贸单 精仿 超a 仿品 水货 翻新机 大牌同款 大牌平替',
    },
    { rule: 'topic-fake', severity: 'often', words: '尾单 尾货' },
    {
      rule: 'topic-fake',
      severity: 'likely',
      isDisguise: true,
      words: '高fang gao仿 gaofang 高纺 复ke fuke',
    },
  ],
  harmless: `装修{期中完好} 重新装修 店面装修 停业装修 内部装修 近视镜 近视眼镜 近视泳镜 近视墨镜 近视太阳镜 (联通|电信|广电|移动)(路|街|大厦|大楼|广场|小区|宿舍|新村|家属院) 修整形 整形状 {完调修}整形 近视{频听} {最附接}近视频 种植发 植发财 测试管 试管道 {调平}整形状 {内隐形}增高 {增}增高鞋 增高{坐垫凳椅} 保健康 {供赡}养老 养生{壶} {协社工商学}会所 会所{有需得以用在}
    {喝杯}酒吧 按摩{椅仪器枕垫梳靴} 洗浴{用套露液乳} 物洗浴 红酒{杯架柜色炖烩煮雪味开} 白酒{杯} 啤酒{鸭鱼鸡炖杯鹅虾烤} 清香烟 香烟熏 茶叶蛋 白酒酿 红酒酿 米酒{酿} {甜}米酒 名酒店 名酒楼
    老酒店 老酒楼 红酒店 红酒楼 {酱清}酒店 {酱清}酒楼 打开盘 开盘子 {动}中介绍 中介绍 {服西女男套童包正洋}装修身 装修{身改边补裤剪袖} 服装修 西装修 女装修 男装修 童装修 {店}装修 装修{升完结焕}
    包装修 原单价 桑拿天 大家教 专家教 早教{机} {私健瑜伽舞}教课程 私教课程 健身课程 瑜伽课程 辅导{书材资} 签证{相照} {墨深浅}绿卡 绿卡{纸其} {书画}展会员 展会员 会展{示出开现} {年现当古}代开
    {现}代开放 记账本 {客车人水}流量 流量{花控} 关联通 {型账编同帐}号卡 宽带{凉拖包子} 亲子游戏 游戏{区室毯垫} 电竞{椅桌鼠耳} 相亲相 约会员 {提}交友好 预约会 长寿衣 {中}转运 转运{仓中站输费} 公开光 开光{临线滑盘}
    {春秋微清晨晓凉}风水果 风水{果泡饺洗箱产} 皮草莓 皮草{席鞋帽} {高平草}原单 原单位 翡翠a货 天然a货 美容{剪} {宠车犬猫狗胎具鞋衣漆}美容 物美容 起名字 有名师
    精酿酱油 医院校 {皮}手术刀 年检{修} 保健操 电信号 无线电信号 话费力 {商}标签 {手}机卡扣 {周}末尾单`,
}
