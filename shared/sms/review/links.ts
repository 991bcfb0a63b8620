import type { Finding } from './finding.ts'
import { type FixedText, placeOf } from './fixed-text.ts'

const topLevelDomains =
  'com|cn|net|org|gov|edu|info|biz|top|xyz|vip|shop|store|site|online|club|link|ltd|wang|ren|pub|fun|cc|co|io|me|tv|im|la|app|ink|run|win|icu|art|ly|gl|gd|to|hk|tw|mobi|asia|live|work|tech|plus|fit|pro|group|cool|red|site|uy|ma'
const chineseDomains = '网址|中国|公司|网络|商城|网店|在线'
const dot = '\\s{0,2}[.。·]\\s{0,2}'
const path = '(?:\\s?[/?#][!-~]*)?'

/** Web addresses in a plain text: with spaces around their dots, with 点 for a dot, and bare numbers. */
const address = new RegExp(
  [
    'h\\s?t\\s?t\\s?p\\s?s?\\s?:\\s?/\\s?/\\s?[!-~\\uFFFC]*',
    `w\\s?w\\s?w(?:${dot}|点)[\\p{L}\\p{N}\\uFFFC][!-~\\uFFFC]*(?:${dot}[a-z]+)*${path}`,
    `(?<![a-z0-9@.-])(?:[a-z0-9-]{1,63}${dot}){1,4}(?:${topLevelDomains})(?![a-z0-9])(?::\\d+)?${path}`,
    `(?<![a-z0-9@.-])[a-z0-9-]{1,63}点(?:com|cn|net|cc|top|vip|shop|co)(?![a-z0-9])${path}`,
    `[\\p{L}\\p{N}-]{1,63}\\.(?:${chineseDomains})(?![\\p{L}])${path}`,
    `\\p{Script=Han}{1,20}\\.(?:${topLevelDomains})(?![a-z0-9])${path}`,
    '(?<![\\d.])(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}(?![\\d.]|元|折|%)(?::\\d+)?(?:/[!-~]*)?',
    '[¥€£$₤₴￠]\\s?[a-z0-9]{8,16}\\s?[¥€£$₤₴￠]',
    '[()/][a-z0-9]{11}[()/]',
  ].join('|'),
  'giu',
)

const shortHosts =
  /^(?:https?:\/\/)?(?:www\.)?(?:t\.cn|dwz\.\w+|url\.cn|w\.url\.cn|suo\.(?:im|nz)|0x3\.me|m\.tb\.cn|c\.tb\.cn|tb\.cn|s\.click\.\S+|bit\.ly|goo\.gl|tinyurl\.com|is\.gd|u\.jd\.com|3\.cn|sourl\.cn|mrw\.so|t\.hk\.uy|dd\.ma|rrd\.me|v\.douyin\.com|kurl\.\w+|985\.so|u\.nu|ow\.ly|j\.mp|x\.co|t\.im|tao\.bb|z\.cn|a\.co|6du\.in|ft12\.com|rb\.gy|cutt\.ly|s\.id|yqh\.cn|dlj\.\w+|duanlianjie\.\w+|dwurl\.\w+|suolink\.cn|urlc\.cn|uee\.me|mtw\.so|nmw\.so|t\.ly|lnk\.\w+|surl\.\w+|p\.pinduoduo\.com|qr\.\w+\.com|y\.qq\.com|dpurl\.cn|lurl\.\w+)(?![a-z0-9.-])/iu
/** A name of at most four characters and a few signs behind it. */
const shortLook = /^(?:https?:\/\/)?[a-z0-9]{1,4}\.[a-z]{2,3}\/[a-z0-9]{2,8}$/iu
const bareNumber = /^(?:https?:\/\/)?\d{1,3}(?:\.\d{1,3}){3}/u

export type Link = { readonly from: number; readonly to: number; readonly isShort: boolean }

/** Every web address of a plain text. */
export const linksIn = (plain: string): readonly Link[] =>
  [...plain.matchAll(address)].map(match => {
    const written = match[0].replace(/\s/gu, '').replace(/[。·点]/gu, '.')
    return {
      from: match.index,
      to: match.index + match[0].length,
      isShort:
        shortHosts.test(written) ||
        shortLook.test(written) ||
        bareNumber.test(written) ||
        /^[¥€£$₤₴￠()/]/u.test(written),
    }
  })

const linkName = /链接|网址|url|link|网站|短链|域名|h5/iu

export const linkFindings = (text: FixedText): readonly Finding[] => {
  const { normal, variables } = text
  const found: Finding[] = []
  const places = [...normal.plain.matchAll(/\uFFFC/gu)].map(({ index }) => index)
  const inLinks = new Set<number>()
  for (const { from, to, isShort } of linksIn(normal.plain)) {
    const inside = places.findIndex(place => place >= from - 1 && place <= to)
    if (inside !== -1) {
      inLinks.add(inside)
      found.push({
        rule: 'variable-in-link',
        severity: 'likely',
        where: 'text',
        ...placeOf(
          normal,
          Math.min(from, places[inside] ?? from),
          Math.max(to, (places[inside] ?? from) + 1),
        ),
      })
      if (!isShort) continue
    }
    found.push({
      rule: isShort ? 'link-short' : 'link',
      severity: isShort ? 'likely' : 'mind',
      where: 'text',
      ...placeOf(normal, from, to),
    })
  }
  variables.forEach(({ name, start, end }, index) => {
    const place = places[index] ?? 0
    const before = normal.plain.slice(Math.max(0, place - 8), place)
    const after = normal.plain.slice(place + 1, place + 12)
    const isLink =
      linkName.test(name) ||
      /(?:点击|戳|打开|访问|登录|猛戳|点开)[:\s]*$|(?:\/\/|www\.)[!-~]*$|[a-z0-9]\.(?:com|cn|net|cc|top|vip|shop)[!-~]*$|[a-z0-9]\/[!-~]*$/u.test(
        before,
      ) ||
      new RegExp(`^\\.(?:[a-z0-9-]+\\.)?(?:${topLevelDomains})(?![a-z0-9])`, 'u').test(after)
    if (isLink && !inLinks.has(index))
      found.push({ rule: 'variable-in-link', severity: 'likely', where: 'text', start, end })
  })
  return found
}
