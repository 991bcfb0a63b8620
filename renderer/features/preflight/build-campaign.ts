import {
  type Mode,
  type NewCampaign,
  type NewRecipient,
  type Preflight,
  type RecipientView,
  recipientBatchLimit,
} from '../../../shared/domain/campaign.ts'
import type { Bridge } from '../../../shared/ipc/bridge.ts'
import { parseTemplate } from '../../../shared/sms/template.ts'
import { call } from '../../lib/call.ts'
import { type Content, sourcesOf, valuesFor } from '../compose/content.ts'
import type { UsableContact, UsableContacts } from '../import/usable-contacts.ts'

/** What the wizard hands over: the list, the content and where the messages are to go. */
export type Plan = {
  readonly name: string
  readonly mode: Mode
  readonly contacts: UsableContacts
  readonly content: Content
}

export type BuiltCampaign = {
  readonly campaignId: number
  readonly preflight: Preflight
  /** The first recipient that will be sent to; null where nobody is. */
  readonly sample: RecipientView | null
}

/** What of the bridge is needed here. */
export type BuildBridge = Pick<
  Bridge['campaigns'],
  'create' | 'addRecipients' | 'preflight' | 'recipients' | 'discard'
>

export type BuildSteps = {
  readonly bridge: BuildBridge
  /** Recipients handed over so far, and how many there are. */
  readonly onProgress: (done: number, total: number) => void
  readonly signal: AbortSignal
}

/** The campaign as main is told of it. Opt-outs of the import count as left out. */
export const draftOf = (plan: Plan): NewCampaign => {
  const { counts, fileName } = plan.contacts
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
    },
  }
}

/** Turns contacts into recipients: row, phone, and one value per variable, in the template's order. */
const recipientsOf = (plan: Plan): ((page: readonly UsableContact[]) => readonly NewRecipient[]) => {
  const { contacts, content } = plan
  const parsed = parseTemplate(content.template.text)
  const sources = sourcesOf(parsed, content.chosen, contacts.columns, contacts.phoneColumn)
  return page =>
    page.map(contact => ({
      row: contact.row,
      phone: contact.phone,
      values: [...valuesFor(sources, content.policies, contact).values()],
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
  try {
    const toRecipients = recipientsOf(plan)
    for (let offset = 0; offset < total; offset += recipientBatchLimit) {
      signal.throwIfAborted()
      const page = await plan.contacts.page(offset, recipientBatchLimit)
      signal.throwIfAborted()
      await call(bridge.addRecipients({ campaignId, recipients: [...toRecipients(page)] }))
      onProgress(Math.min(total, offset + recipientBatchLimit), total)
    }
    signal.throwIfAborted()
    const built = await readDraft(campaignId, bridge)
    signal.throwIfAborted()
    return built
  } catch (error) {
    await bridge.discard({ campaignId })
    throw error
  }
}

/** What sending a draft would come to, and its first recipient. Throws AppError. */
export const readDraft = async (
  campaignId: number,
  bridge: Pick<BuildBridge, 'preflight' | 'recipients'>,
): Promise<BuiltCampaign> => {
  const preflight = await call(bridge.preflight({ campaignId }))
  const first = await call(bridge.recipients({ campaignId, states: ['pending'], at: 'first', limit: 1 }))
  return { campaignId, preflight, sample: first.rows[0] ?? null }
}
