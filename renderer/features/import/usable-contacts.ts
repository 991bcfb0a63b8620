import type { CampaignView } from '../../../shared/domain/campaign.ts'
import type { MessagePlan, MessageTally, MessageView } from '../../../shared/domain/message-view.ts'
import type { RowMark } from '../../../shared/import/row-status.ts'
import type { ValueFlaw } from '../../../shared/text/value-flaws.ts'
import type { FlawedValues } from '../../workers/import/flawed-values.ts'
import type { ListOrigin } from '../../workers/import/list-journal.ts'
import type { RowFilter } from '../../workers/import/row-filter.ts'
import type { ImportedPage } from '../../workers/import/row-views.ts'
import type { KindOfColumn } from '../../workers/import/value-kinds.ts'

/**
 * What the screens know of an imported table. The rows themselves stay in the worker (renderer/workers/import);
 * screens ask for the page they show.
 */

export type ContactColumn = {
  readonly index: number
  /** Header text, or 第n列 where the file has no header. */
  readonly name: string
  /** The name with the column's place, where another column has the same name. */
  readonly title?: string
  /** The first value in it, cut: to tell columns apart by. */
  readonly sample?: string
}

export const titleOf = ({ name, title }: ContactColumn): string => title ?? name

/** The title of the column with this index; '' where there is none. */
export const titleIn = (columns: readonly ContactColumn[], index: number): string => {
  const column = columns[index]
  return column === undefined ? '' : titleOf(column)
}

/** Each source row is exactly one of usable, duplicate, bad, empty, optedOut, leftOut; `rows` is their sum. */
export type ContactCounts = {
  readonly rows: number
  readonly usable: number
  readonly duplicate: number
  readonly bad: number
  readonly empty: number
  readonly optedOut: number
  readonly leftOut: number
  /** Why rows are left out, each by one reason; their sum is `leftOut`. */
  readonly leftOutBy: Readonly<Partial<Record<RowMark, number>>>
}

export type UsableContact = {
  /** Row in the file, header = 1. */
  readonly row: number
  /** 11 digits. */
  readonly phone: string
  /** Cell texts by column index. */
  readonly values: readonly string[]
}

export type UsableFilter = {
  /** Only contacts whose cell is blank (empty after trimming) in at least one of these columns. */
  readonly blankIn?: readonly number[]
  /** Only contacts whose value in this column has this flaw. */
  readonly flawIn?: { readonly column: number; readonly flaw: ValueFlaw }
}

/** The part of the imported table that compose and preflight work with. */
export type UsableContacts = {
  readonly fileName: string
  /** The kept list that they are of. */
  readonly list?: CampaignView['source']['list']
  /** Made-up people: for practice only. */
  readonly isSample: boolean
  readonly columns: readonly ContactColumn[]
  readonly phoneColumn: number
  /** The column of people's names, null where none is known. */
  readonly nameColumn: number | null
  readonly counts: ContactCounts
  /** What the list can be made of anew. */
  readonly origin: () => ListOrigin | null
  /** How many usable contacts the filter leaves. */
  count(filter?: UsableFilter): Promise<number>
  /** What is wrong with values of these columns; nothing is said of columns without flaws. */
  flaws(columns: readonly number[]): Promise<readonly FlawedValues[]>
  /** A page of them, in file order. */
  page(offset: number, limit: number, filter?: UsableFilter): Promise<readonly UsableContact[]>
  /** A page of all rows of the list, with what each comes to. */
  rows(filter: RowFilter, offset: number, limit: number): Promise<ImportedPage>
  /** Which of these columns hold numbers or days. */
  kinds(columns: readonly number[]): Promise<readonly KindOfColumn[]>
  /** What everybody's message comes to. Fails as `cancelled` when a newer plan is measured. */
  measure(plan: MessagePlan): Promise<MessageTally>
  /**
   * People by what the plan measured last makes of their messages, and how many they are. Fails as `cancelled` when a newer view
   * is asked for.
   */
  messages(
    view: MessageView,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly rows: readonly UsableContact[] }>
}
