import { landmark, type TermList } from './term-group.ts'

/** Content that no platform sends for anybody. */
export const forbiddenTerms: TermList = {
  groups: [
    {
      rule: 'topic-adult',
      severity: 'likely',
      words: `色情 成人用品 成人玩具 成人片 情趣 约炮 裸聊 黄片 毛片 一夜情 援交 包夜 特殊服务 性用品 性保健 避孕套 安全套 催情 春药 伟哥 情色 无码 激情视频 嫖 陪聊 陪睡 三级片 福利姬
        美女上门 全身按摩服务 制服诱惑 飞机杯`,
    },
    {
      rule: 'topic-adult',
      severity: 'likely',
      isDisguise: true,
      words: 'a片 e片 爱片 约p yue炮 约pao 约泡 裸liao se情 色qing 情qu 成ren用品 黄pian 🔞 春yao 啪啪',
    },
    {
      rule: 'topic-drugs-violence',
      severity: 'likely',
      words:
        '毒品 枪支 恐吓 威胁 走私 违禁品 违禁药 冰毒 海洛因 大麻 摇头丸 弹药 炸药 管制刀具 窃听 迷药 蒙汗药 仿真枪 假币 假钞 k粉 笑气 军刺',
    },
    {
      rule: 'topic-drugs-violence',
      severity: 'likely',
      isDisguise: true,
      words: '冰du 毒pin du品 走si 枪zhi zousi 🔫',
    },
    {
      rule: 'topic-politics',
      severity: 'likely',
      words: `维权 共产党 党代会 党员大会 党建 党的 党中央 中央领导 中央政府 党委 人大代表 人大会议 两会 政协 总书记 国家主席 总理 国务院 游行 示威 抗议 上访 罢工 静坐 台独 港独 藏独 法轮 民主选举 选举 国家领导 领导人
        反动 十九大 二十大 政治局 习近平 毛主席 邓小平`,
    },
    { rule: 'topic-politics', severity: 'often', words: '政府', unless: landmark },
    {
      rule: 'topic-politics',
      severity: 'likely',
      isDisguise: true,
      words: '游xing wei权 维quan 习大大 上fang访',
    },
    {
      rule: 'topic-charity-legal',
      severity: 'likely',
      words: '众筹 募捐 捐款 献血 爱心捐 慈善 水滴筹 诉讼 仲裁 打官司 法律{咨服顾援维} 调解 维权 诉前',
    },
    { rule: 'topic-charity-legal', severity: 'likely', words: '律师', unless: landmark },
    {
      rule: 'topic-charity-legal',
      severity: 'likely',
      isDisguise: true,
      words: '律shi lv师 众chou 募juan 🩸',
    },
  ],
  harmless: `{姜大蛋雌牛芒}黄片 {活有雅}情趣 情趣盎 走私{人密家} 大麻{花团薯袋鸭辣椒雀球将糍} 两会{员场所} {这那}两会 花车游行 自驾游行 {旅郊春秋出}游行 a片区 调解{馋渴} 无码{头} 车游行 春药膳 毛片{儿}`,
}
