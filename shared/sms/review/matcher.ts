import { once } from '../../once.ts'
import { foreignNames, foreignNamesHarmless } from './signature.ts'
import { termMatcher } from './term-matcher.ts'
import { claimTerms } from './terms/claims.ts'
import { contactTerms } from './terms/contacts.ts'
import { forbiddenTerms } from './terms/forbidden.ts'
import { moneyTerms } from './terms/money.ts'
import { promotionTerms } from './terms/promotion.ts'
import type { TermList } from './terms/term-group.ts'
import { tradeTerms } from './terms/trades.ts'

const lists: readonly TermList[] = [
  moneyTerms,
  promotionTerms,
  tradeTerms,
  forbiddenTerms,
  contactTerms,
  claimTerms,
]

/** All words of all rules, put together when they are needed first. */
export const ruleWords = once(() => termMatcher(lists))

/** Names that a signature must not borrow. */
export const borrowedNames = once(() =>
  termMatcher([
    {
      groups: [{ rule: 'signature-word', severity: 'likely', words: foreignNames }],
      harmless: foreignNamesHarmless,
    },
  ]),
)
