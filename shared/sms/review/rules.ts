import type { Severity } from './severity.ts'
import type { SourceId } from './sources.ts'

/**
 * Every rule that reviewers of Chinese marketing messages publish: how sure it is and who says so. What finds a rule is
 * in the other files of this folder; why it matters, in an owner's words, is in `renderer/locales/*\/review.json`.
 */
type Rule = { readonly id: string; readonly severity: Severity; readonly sources: readonly SourceId[] }

const rule = <Id extends string>(id: Id, severity: Severity, sources: string) => ({
  id,
  severity,
  sources: sources.split(' ') as readonly SourceId[],
})

export const reviewRules = [
  // How to refuse
  rule('opt-out-missing', 'likely', 'A1 A2 T1 T2 H1 H3 H5 B1 I1'),
  rule('opt-out-older-form', 'often', 'A1 A2 H5 B1 T2'),
  rule('opt-out-not-at-end', 'often', 'A1 A2 B1 T1 Q1'),
  rule('opt-out-twice', 'mind', 'A4'),
  // Signature
  rule('signature-length', 'likely', 'A6 A7 T3 H4 Q2 J2 G1 I1 F1 P1'),
  rule('signature-neutral', 'likely', 'A7 H4 Q2 P1 F1'),
  rule('signature-signs', 'likely', 'A6 A7 Q2 T3 H4 J2'),
  rule('signature-digits', 'likely', 'H4 F1 A7'),
  rule('signature-test', 'often', 'A6'),
  rule('signature-traditional', 'often', 'A7'),
  rule('signature-word', 'likely', 'H4 Q2 CODE'),
  // Variables and values
  rule('variable-adjacent', 'likely', 'A2 T1 H1 H3 V1'),
  rule('variable-only', 'likely', 'A2 T1 H3 Q1 V1 B1'),
  rule('variable-repeated', 'mind', 'A2'),
  rule('variables-many', 'often', 'V1 H2'),
  rule('variable-in-link', 'likely', 'T1 H3 Q1 H1'),
  rule('variable-in-phone', 'often', 'H3 H1'),
  rule('value-empty', 'likely', 'H2 B2'),
  rule('value-too-long', 'likely', 'A2 V1 H2 T2'),
  rule('value-link', 'likely', 'T1 V1 H2 B4'),
  rule('value-contact', 'likely', 'H2 V1 A3'),
  rule('value-word', 'likely', 'B4 CODE'),
  rule('value-signs', 'often', 'B2 H2 V1'),
  // Ways of contact and links
  rule('mobile-number', 'likely', 'T1 H1 A3 V1 I1'),
  rule('contact-wechat', 'likely', 'A3 T1 H1 B1 Q1 V1 I1 H5'),
  rule('contact-qq', 'likely', 'A3 T1 H1 B1 Q1 V1 I1 H5'),
  rule('contact-group', 'mind', 'A3 T1 H1 B1 Q1 V1 I1 H5'),
  rule('account-promo', 'often', 'T1 Q1 V1 A3 H7'),
  rule('app-promo', 'likely', 'A3 T1 H1 Q1 V1'),
  rule('live-promo', 'often', 'T1 H1 Q1 B1'),
  rule('link-short', 'likely', 'H1 Q1 T1'),
  rule('link', 'mind', 'T1 H1'),
  // Form
  rule('brackets', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('square-brackets', 'often', 'H1 B1 A3'),
  rule('special-signs', 'often', 'T1 H1 H5 A3 B1 Q1 V1'),
  rule('traditional', 'often', 'A3 A8 H5'),
  rule('foreign-script', 'often', 'H5 A7 A8'),
  rule('disguise', 'likely', 'A3 B1 Q1 V1 H5'),
  rule('length', 'likely', 'T1 H1 A5 Q3 B3 V1 CODE'),
  rule('parts', 'mind', 'A5 Q3 G1 H1'),
  rule('vague', 'mind', 'A1 A3 T1 H1 H3 V1 Q1'),
  rule('no-member-address', 'mind', 'A1 A4 H1 H7 V1 B1 I1'),
  rule('ad-law', 'often', 'B1 H5 A8 LAW'),
  rule('false-urgency', 'mind', 'H1 B1'),
  // Topics
  rule('topic-finance', 'likely', 'A1 A3 T1 H1 H5 B1 Q1 V1'),
  rule('topic-debt', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('topic-gambling', 'likely', 'A3 T1 H1 H5 B1 Q1 V1'),
  rule('topic-prize', 'likely', 'A3 T1 H1 H5 B1 Q1 V1'),
  rule('topic-zero-yuan', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('topic-rebate', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('topic-points', 'likely', 'A3 T1 H1 H5'),
  rule('topic-referral', 'likely', 'A3 T1 H1 B1 Q1 V1 H5'),
  rule('topic-recall', 'mind', 'A3 T1 H1 Q1 V1'),
  rule('topic-invite', 'likely', 'A3 T1 H1 H5 B1 Q1 V1'),
  rule('topic-visit', 'mind', 'T1'),
  rule('topic-review', 'likely', 'A3 T1 H1 H5 B1 V1'),
  rule('topic-survey', 'often', 'A3 T1 H1 Q1'),
  rule('topic-brushing', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('topic-jobs', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('topic-coupon', 'mind', 'T1 H1 H5 Q1'),
  rule('topic-card', 'often', 'T1 H1 H5 Q1'),
  rule('topic-group-buy', 'often', 'H1 H5'),
  rule('topic-medical', 'likely', 'A3 T1 H1 H5 B1 Q1 V1 P1'),
  rule('topic-beauty', 'often', 'T1 H1 H5 B1 Q1 V1 A4'),
  rule('topic-health', 'often', 'H1 H5 P1'),
  rule('topic-venue', 'likely', 'T1 H1 H5 B1 Q1 V1 A3 A4'),
  rule('topic-alcohol-tobacco', 'likely', 'A3 T1 H1 H5 B1 Q1'),
  rule('topic-property', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('topic-decoration', 'often', 'A3 T1 H1 H5 Q1 I1'),
  rule('topic-education', 'likely', 'A3 T1 H1 H5 B1 Q1 V1'),
  rule('topic-immigration', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('topic-exhibition', 'often', 'A3 A4 T1 H1 Q1'),
  rule('topic-franchise', 'likely', 'A3 T1 H1 H5 B1'),
  rule('topic-agency', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('topic-telecom', 'likely', 'A3 H1 H5 B1 Q1 V1'),
  rule('topic-games', 'often', 'A1 A3 T1 H1 V1 P1'),
  rule('topic-dating', 'likely', 'A3 T1 H1 H5 B1 Q1 V1'),
  rule('topic-wedding', 'often', 'T1 H1'),
  rule('topic-funeral', 'likely', 'A3 T1 H5 B1'),
  rule('topic-superstition', 'likely', 'A3 T1 H1 B1 V1'),
  rule('topic-adult', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('topic-drugs-violence', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('topic-politics', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('topic-charity-legal', 'likely', 'A3 T1 H1 B1 V1'),
  rule('topic-fur', 'likely', 'A3 T1 H1 H5 B1 Q1 V1'),
  rule('topic-fake', 'likely', 'A3 T1 H1 B1 Q1 V1'),
  rule('topic-money-goods', 'likely', 'A3 H1 H5 B1'),
  rule('topic-odd-shop', 'likely', 'A3 H1 H5 B1 Q1'),
  rule('topic-spam-trade', 'likely', 'A3 T1 H1 B1 V1'),
  rule('topic-fraud-look', 'likely', 'B1 LAW'),
  // The owner's own words
  rule('warn-word', 'often', 'CODE'),
] as const satisfies readonly Rule[]

export type RuleId = (typeof reviewRules)[number]['id']

/** All ids, in the order of the list. */
export const ruleIds: readonly RuleId[] = reviewRules.map(({ id }) => id)

const byId = new Map<RuleId, (typeof reviewRules)[number]>(reviewRules.map(each => [each.id, each]))

export const ruleOf = (id: RuleId): Rule => {
  const found = byId.get(id)
  if (found === undefined) throw new Error(`no rule ${id}`)
  return found
}
