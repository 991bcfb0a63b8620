import type {
  EarlierSends,
  Mode,
  NewCampaign,
  NewRecipient,
  Preflight,
  RecipientView,
} from '../../../shared/domain/campaign.ts'
import type { Bridge } from '../../../shared/ipc/bridge.ts'
import { batchesOf, lengthInJson } from '../../../shared/ipc/call-lengths.ts'
import type { OutputOf } from '../../../shared/ipc/contract.ts'
import { parseTemplate } from '../../../shared/sms/template.ts'
import type { ValueFlaw } from '../../../shared/text/value-flaws.ts'
import { call } from '../../lib/call.ts'
import { variableOrigins } from '../again/variable-origins.ts'
import { type Content, sourcesOf, valuesFiller } from '../compose/content.ts'
import type { UsableContact, UsableContacts } from '../import/usable-contacts.ts'
import type { ReviewSettings } from '../review/review-settings.ts'
import { flawLook, reviewLook, type ValueWarning, valuesReview } from './value-warnings.ts'

/** People that are handed over at once: as many as are looked over between two frames. */
const pageSize = 2000

/** What the wizard hands over: the list, the content and where the messages are to go. */
export type Plan = {
  readonly name: string
  readonly mode: Mode
  readonly contacts: UsableContacts
  readonly content: Content
  readonly review: ReviewSettings
}

export type RecentPeople = OutputOf<'campaigns.recent'>

export type DraftReading = {
  readonly campaignId: number
  readonly preflight: Preflight
  /** Who of those to be sent had the very same text already. */
  readonly sameText: EarlierSends
  /** Whom the rule on recent messages concerns, and who had anything within a week. */
  readonly recent: RecentPeople
  /** The first recipient that will be sent to; null where nobody is. */
  readonly sample: RecipientView | null
}

export type BuiltCampaign = DraftReading & {
  /** What the review found in the values of those who get a message. */
  readonly valueWarnings: readonly ValueWarning[]
  /** Values with a flaw that go out as they stand, of those who get a message. */
  readonly flawWarnings: readonly ValueWarning<ValueFlaw>[]
}

/** What of the bridge is needed here. */
export type BuildBridge = Pick<
  Bridge['campaigns'],
  'create' | 'addRecipients' | 'preflight' | 'sameText' | 'recent' | 'recipients' | 'discard'
>

export type BuildSteps = {
  readonly bridge: BuildBridge
  /** Recipients handed over so far, and how many there are. */
  readonly onProgress: (done: number, total: number) => void
  readonly signal: AbortSignal
}

/** Row and phone of a recipient, as text. */
const headLength = 80

const sourcesIn = ({ contacts, content }: Pick<Plan, 'contacts' | 'content'>): ReturnType<typeof sourcesOf> =>
  sourcesOf(
    parseTemplate(content.template.text).variables,
    content.chosen,
    contacts.columns,
    contacts.phoneColumn,
  )

/** The campaign as main is told of it. Opt-outs of the import count as left out. */
export const draftOf = (plan: Plan): NewCampaign => {
  const { counts, fileName, list } = plan.contacts
  return {
    name: plan.name,
    kind: 'bulk',
    mode: plan.mode,
    signature: plan.content.signature,
    template: plan.content.template,
    source: {
      fileName,
      rows: counts.rows,
      usable: counts.usable,
      duplicate: counts.duplicate,
      bad: counts.bad,
      empty: counts.empty,
      leftOut: counts.leftOut + counts.optedOut,
      ...(list === undefined ? {} : { list }),
      variables: variableOrigins(sourcesIn(plan), plan.contacts.columns, plan.content),
    },
  }
}

/** Turns contacts into recipients: row, phone, and one value per variable, in the template's order. */
export const recipientsOf = (
  plan: Pick<Plan, 'contacts' | 'content'>,
): ((page: readonly UsableContact[]) => readonly NewRecipient[]) => {
  const valuesOf = valuesFiller(sourcesIn(plan), plan.content)
  return page =>
    page.map(contact => ({
      row: contact.row,
      phone: contact.phone,
      values: [...valuesOf(contact).values()],
    }))
}

/**
 * Makes the draft campaign in the main process, page by page, and asks what sending it would come to. Everybody usable
 * is handed over; who has a blank variable is left out by the main process and stands in the report with the reason.
 * Stopped or failed on the way, the half-made draft is discarded. Throws AppError.
 */
export const buildCampaign = async (plan: Plan, steps: BuildSteps): Promise<BuiltCampaign> => {
  const { bridge, signal, onProgress } = steps
  const total = plan.contacts.counts.usable
  onProgress(0, total)
  const { campaignId } = await call(bridge.create(draftOf(plan)))
  const hand = async (recipients: readonly NewRecipient[]): Promise<void> => {
    for (const batch of batchesOf(recipients, ({ values }) => lengthInJson(values) + headLength))
      await call(bridge.addRecipients({ campaignId, recipients: [...batch] }))
  }
  try {
    const toRecipients = recipientsOf(plan)
    const values = valuesReview(reviewLook(plan.content, plan.review), plan.contacts, toRecipients)
    const flaws = valuesReview(flawLook(sourcesIn(plan), plan.content), plan.contacts, toRecipients)
    for (let offset = 0; offset < total; offset += pageSize) {
      signal.throwIfAborted()
      const page = await plan.contacts.page(offset, pageSize)
      signal.throwIfAborted()
      const recipients = [...toRecipients(page)]
      // The main process stores this page while its values are looked over.
      const stored = hand(recipients)
      values.add(offset, page, recipients)
      flaws.add(offset, page, recipients)
      await stored
      onProgress(Math.min(total, offset + pageSize), total)
    }
    signal.throwIfAborted()
    const built = await readDraft(campaignId, bridge)
    signal.throwIfAborted()
    return { ...built, valueWarnings: values.warnings(), flawWarnings: flaws.warnings() }
  } catch (error) {
    await bridge.discard({ campaignId })
    throw error
  }
}

/** What sending a draft would come to, and its first recipient. Throws AppError. */
export const readDraft = async (
  campaignId: number,
  bridge: Pick<BuildBridge, 'preflight' | 'sameText' | 'recent' | 'recipients'>,
): Promise<DraftReading> => {
  const preflight = await call(bridge.preflight({ campaignId }))
  const sameText = await call(bridge.sameText({ campaignId }))
  const recent = await call(bridge.recent({ campaignId }))
  const first = await call(bridge.recipients({ campaignId, states: ['pending'], at: 'first', limit: 1 }))
  return { campaignId, preflight, sameText, recent, sample: first.rows[0] ?? null }
}
