import type { Finding } from './finding.ts'
import { fixedText } from './fixed-text.ts'
import { withOptOut } from './opt-out.ts'
import { plainSignsAt, simplifiedAt } from './signs.ts'

const cut = (text: string, { start, end }: Finding): string => text.slice(0, start) + text.slice(end)

/**
 * What mends a finding by itself: a function on the text that it was found in (signature or template). Null where only
 * the owner can know what to write instead.
 */
export const mendOf = (finding: Finding): ((text: string) => string) | null => {
  if (finding.where === 'value') return null
  switch (finding.rule) {
    case 'opt-out-missing':
    case 'opt-out-older-form':
    case 'opt-out-not-at-end':
    case 'opt-out-twice':
      return text => withOptOut(text, fixedText(text))
    case 'signature-signs':
      return text => text.normalize('NFKC').replace(/[^\p{Script=Han}a-zA-Z0-9]/gu, '')
    case 'signature-traditional':
    case 'traditional':
      return text => simplifiedAt(text, 0, text.length)
    case 'brackets':
    case 'square-brackets':
    case 'special-signs':
      return text => plainSignsAt(text, finding.start, finding.end)
    case 'no-member-address':
      return finding.end > finding.start ? null : text => `尊敬的会员，${text}`
    case 'variable-repeated':
      return text => cut(text, finding)
    case 'variable-adjacent':
      return text => {
        const between = text.slice(finding.start, finding.end)
        const edge = between.search(/[}>](?=[^}>]*\$[{<][^{}<>]*[}>]$)/u)
        return edge === -1
          ? text
          : `${text.slice(0, finding.start + edge + 1)}会员，您的${between.slice(edge + 1).trimStart()}${text.slice(finding.end)}`
      }
    default:
      return null
  }
}
