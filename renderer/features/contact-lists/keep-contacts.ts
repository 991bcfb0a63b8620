import { contactBatchLimit, type ListMerged, tagsOfCell } from '../../../shared/domain/contact-list.ts'
import type { Bridge } from '../../../shared/ipc/bridge.ts'
import { batchesOf, lengthInJson } from '../../../shared/ipc/call-lengths.ts'
import { call } from '../../lib/call.ts'
import type { ContactColumn, UsableContact, UsableContacts } from '../import/usable-contacts.ts'

export type KeepBridge = Pick<
  Bridge['contactLists'],
  'beginMerge' | 'addContacts' | 'finishMerge' | 'abandonMerge'
>

/** Into a new list of this name, or merged into one that is there. */
export type KeepTarget = { readonly name: string } | { readonly listId: number }

/** What of an import is kept: the columns beside the phone, and the one that holds tags. */
export type KeptColumns = {
  readonly columns: readonly ContactColumn[]
  /** Index of the column that holds tags, -1 for none. */
  readonly tagColumn: number
}

const tagNames: readonly string[] = ['标签', 'tags']
/** The column that the app's own export ends with; it is no value of a person. */
const addedNames: readonly string[] = ['加入时间', 'added (asia/shanghai)']

/** A column called 标签 holds tags; what our own export adds behind it is left out. */
export const keptColumns = ({
  columns,
  phoneColumn,
}: Pick<UsableContacts, 'columns' | 'phoneColumn'>): KeptColumns => {
  const called = (column: ContactColumn | undefined, names: readonly string[]): boolean =>
    column !== undefined && names.includes(column.name.trim().toLowerCase())
  const tags = columns.findLast(column => column.index !== phoneColumn && called(column, tagNames))
  const last = columns.at(-1)
  const isExport =
    tags !== undefined && last !== undefined && last.index === tags.index + 1 && called(last, addedNames)
  return {
    columns: columns.filter(
      column =>
        column.index !== phoneColumn && column.index !== tags?.index && !(isExport && column === last),
    ),
    tagColumn: tags?.index ?? -1,
  }
}

/**
 * Keeps everybody usable in a list, batch by batch; `tags` go to each of them. Failed on the way, nothing half-made stays
 * behind. `onProgress` gets how many were handed over. Throws AppError or ImportError.
 */
export const keepContacts = async (
  bridge: KeepBridge,
  contacts: UsableContacts,
  target: KeepTarget,
  tags: readonly string[],
  onProgress: (done: number) => void,
): Promise<ListMerged> => {
  const { columns, tagColumn } = keptColumns(contacts)
  const { mergeId } = await call(bridge.beginMerge({ target, columns: columns.map(({ name }) => name) }))
  try {
    for (let offset = 0; offset < contacts.counts.usable; offset += contactBatchLimit) {
      const page = await contacts.page(offset, contactBatchLimit)
      const batch = page.map((contact: UsableContact) => ({
        phone: contact.phone,
        values: columns.map(({ index }) => contact.values[index] ?? ''),
        tags: [...new Set([...tags, ...tagsOfCell(contact.values[tagColumn] ?? '')])],
      }))
      for (const contacts of batchesOf(batch, ({ values, tags }) => lengthInJson([...values, ...tags]) + 80))
        await call(bridge.addContacts({ mergeId, contacts: [...contacts] }))
      onProgress(offset + page.length)
    }
    return await call(bridge.finishMerge({ mergeId }))
  } catch (error) {
    await bridge.abandonMerge({ mergeId })
    throw error
  }
}

/** What a list is called after the file it came from. */
export const listNameOf = (fileName: string): string =>
  fileName
    .replace(/\.[^.]+$/, '')
    .trim()
    .slice(0, 80)
