import type { NewRecipient } from '../../../shared/domain/campaign.ts'
import type { RuleId } from '../../../shared/sms/review/rules.ts'
import type { Severity } from '../../../shared/sms/review/severity.ts'
import { isBlank, parseTemplate } from '../../../shared/sms/template.ts'
import type { ValueFlaw } from '../../../shared/text/value-flaws.ts'
import { type Content, flawsFor, isSentAsItIs, type sourcesOf } from '../compose/content.ts'
import type { UsableContact, UsableContacts } from '../import/usable-contacts.ts'
import { type ReviewSettings, reviewOf } from '../review/review-settings.ts'
import { type FoundInValue, valueTally, type WarnedPerson } from '../review/value-tally.ts'

/** What is found in the values of one person's message; whoever has a blank one gets no message. */
type Look<Rule extends string> = (
  contact: UsableContact,
  recipient: NewRecipient,
) => readonly FoundInValue<Rule>[]

/** Everybody whom a warning concerns. They are looked over again when they are to be seen: only their places are kept. */
export type WarnedPeople = {
  readonly total: number
  readonly page: (offset: number, limit: number) => Promise<readonly WarnedPerson[]>
}

export type ValueWarning<Rule extends string = RuleId> = {
  readonly rule: Rule
  readonly severity: Severity
  readonly people: WarnedPeople
}

/** Rules of the review that values break. */
export const reviewLook = (content: Content, review: ReviewSettings): Look<RuleId> => {
  const { valueFindings } = reviewOf(content, review)
  const { variables } = parseTemplate(content.template.text)
  return (_, { values }) =>
    valueFindings(values).map(({ start, end, ...finding }) => ({
      ...finding,
      word: (values[variables.indexOf(finding.variable ?? '')] ?? '').slice(start, end),
    }))
}

/** Values with a flaw that go out as they stand. */
export const flawLook =
  (sources: ReturnType<typeof sourcesOf>, content: Content): Look<ValueFlaw> =>
  contact =>
    flawsFor(sources, content, contact)
      .filter(isSentAsItIs)
      .map(({ flaw, variable, value }) => ({ rule: flaw, severity: 'likely', variable, word: value }))

/** The people at these places of the list, neighbours in one go. `places`: ascending. */
async function contactsAt(
  contacts: Pick<UsableContacts, 'page'>,
  places: readonly number[],
): Promise<readonly UsableContact[]> {
  const runs: { readonly from: number; count: number }[] = []
  for (const place of places) {
    const last = runs.at(-1)
    if (last !== undefined && last.from + last.count === place) last.count += 1
    else runs.push({ from: place, count: 1 })
  }
  return (await Promise.all(runs.map(({ from, count }) => contacts.page(from, count)))).flat()
}

/** Looks over the values of everybody who will get a message, and finds them again when they are to be seen. */
export const valuesReview = <Rule extends string>(
  look: Look<Rule>,
  contacts: Pick<UsableContacts, 'page'>,
  toRecipients: (page: readonly UsableContact[]) => readonly NewRecipient[],
) => {
  const tally = valueTally<Rule>()
  const warned = async (rule: Rule, places: readonly number[]): Promise<readonly WarnedPerson[]> => {
    const found = await contactsAt(contacts, places)
    const recipients = toRecipients(found)
    return found.flatMap((contact, index) => {
      const recipient = recipients[index]
      const hit = recipient && look(contact, recipient).find(each => each.rule === rule)
      if (hit === undefined) return []
      const { variable = '', topic, word } = hit
      return [
        { row: contact.row, phone: contact.phone, variable, word, ...(topic === undefined ? {} : { topic }) },
      ]
    })
  }
  return {
    /** `offset`: place of the page's first person among all. */
    add: (offset: number, page: readonly UsableContact[], recipients: readonly NewRecipient[]): void => {
      for (const [index, contact] of page.entries()) {
        const recipient = recipients[index]
        if (recipient === undefined || recipient.values.some(isBlank)) continue
        const found = look(contact, recipient)
        if (found.length > 0) tally.add(offset + index, found)
      }
    },
    warnings: (): readonly ValueWarning<Rule>[] =>
      tally.warnings().map(({ rule, severity, places }) => ({
        rule,
        severity,
        people: {
          total: places.length,
          page: (offset, limit) => warned(rule, places.slice(offset, offset + limit)),
        },
      })),
  }
}
