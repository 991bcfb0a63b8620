const uses = [
  { id: 'sale', text: '${姓名}您好，本店${日期}全场${折扣}，欢迎到店选购。拒收请回复R' },
  {
    id: 'platform',
    text: '${姓名}您好，本店会员服务已升级，积分可直接抵现金，详情请到店咨询。拒收请回复R',
  },
  {
    id: 'coupon',
    text: '${姓名}您好，送您一张${金额}元优惠券，${日期}前到店出示本短信即可使用。拒收请回复R',
  },
  { id: 'product', text: '${姓名}您好，新品${产品}已到店，老顾客可先试后买，欢迎来看看。拒收请回复R' },
  { id: 'opening', text: '${姓名}您好，${门店}新店${日期}开张，开业三天全场八折，欢迎光临。拒收请回复R' },
  { id: 'group', text: '${姓名}您好，本店顾客群已开通，到店扫码即可进群，新品和活动先知道。拒收请回复R' },
] as const

const occasions = [
  {
    id: 'spring-festival',
    text: '尊敬的会员${姓名}，新春将至，本店年货已备齐，${日期}前到店选购享${折扣}，祝您全家新年快乐。拒收请回复R',
  },
  {
    id: 'lantern',
    text: '尊敬的会员${姓名}，元宵佳节，本店汤圆和灯笼已到，${日期}前会员享${折扣}，祝您团团圆圆。拒收请回复R',
  },
  {
    id: 'womens-day',
    text: '尊敬的会员${姓名}，妇女节快乐，${日期}女士到店购物享${折扣}，欢迎约上朋友一起来。拒收请回复R',
  },
  {
    id: 'dragon-boat',
    text: '尊敬的会员${姓名}，端午将至，本店粽子和礼盒接受预订，${日期}前下单享${折扣}。拒收请回复R',
  },
  {
    id: 'mid-autumn',
    text: '尊敬的会员${姓名}，中秋将至，本店月饼礼盒已上架，${日期}前选购享${折扣}，祝您阖家团圆。拒收请回复R',
  },
  {
    id: 'national-day',
    text: '尊敬的会员${姓名}，国庆假期本店照常营业，${日期}到店购物享${折扣}，祝您假期愉快。拒收请回复R',
  },
  {
    id: 'double-11',
    text: '尊敬的会员${姓名}，双11到店更省心，${日期}全场${折扣}，现场试好再买，欢迎选购。拒收请回复R',
  },
  {
    id: 'birthday',
    text: '尊敬的会员${姓名}，生日快乐！本店为您备好一份小礼物，${日期}前到店即可领取。拒收请回复R',
  },
  {
    id: 'anniversary',
    text: '尊敬的会员${姓名}，本店开业${年数}周年，感谢一路相伴，${日期}到店购物享${折扣}。拒收请回复R',
  },
  {
    id: 'season',
    text: '尊敬的会员${姓名}，换季新款已到店，上一季商品${日期}前${折扣}，欢迎来挑选。拒收请回复R',
  },
] as const

/**
 * Texts to begin with, for the uses that the provider's page names and for occasions of a shop's year. They are Chinese in
 * every language of the app, because customers read them. Written for this app; each passes its own review.
 */
export const starterGroups = { uses, occasions }
