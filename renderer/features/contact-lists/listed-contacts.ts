import {
  type ContactFilter,
  type ContactList,
  contactBatchLimit,
} from '../../../shared/domain/contact-list.ts'
import { byteOrderMark, csvLine } from '../../../shared/export/csv-line.ts'
import { bridge, call } from '../../lib/bridge.ts'
import { createLiveValue } from '../../lib/live-value.ts'
import type { ImportClient } from '../../workers/import/import-client.ts'
import { startReader } from '../import/import-reader.ts'
import { usableContacts } from '../import/imported-contacts.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'

/** How a contact list is written for the worker: dialect and places are given, nothing has to be found. */
const reading = { encoding: 'utf-8', delimiter: 'comma', headerRow: 0, phoneColumns: [0] } as const

/** The names of the columns that a contact list has in the wizard: the phone's, and one per nameless column (1 = first). */
export type ColumnNames = { readonly phone: string; readonly nameOf: (place: number) => string }

export type OpeningWatch = {
  /** How many people were read, and how many there are. */
  readonly onProgress: (done: number, total: number) => void
  readonly signal: AbortSignal
}

/** Reads the list of the campaign being made; the one before it has ended with it. */
let inUse: ImportClient | null = null

/**
 * People of a contact list as the wizard takes them. A copy, made in a worker of its own: what is changed in the list
 * afterwards does not move anybody while a campaign is made. Who has opted out is left out. Throws AppError,
 * ImportError, or what the signal was aborted with.
 */
export const openListedContacts = async (
  listId: number,
  filter: ContactFilter,
  names: ColumnNames,
  watch: OpeningWatch,
): Promise<UsableContacts> => {
  const { list, parts } = await csvOf(listId, filter, names, watch)
  const contacts = await openAsList(list.name, headerOf(list, names), parts, watch.signal)
  return { ...contacts, list: { listId, filter } }
}

/**
 * People that the app itself wrote as a file, as the wizard takes them: `parts` begin with the header, whose first column
 * is the phone. Who has opted out is left out. Throws as `openListedContacts`.
 */
export const openAsList = async (
  name: string,
  header: readonly string[],
  parts: readonly string[],
  signal: AbortSignal,
): Promise<UsableContacts> => {
  const reader = startReader()
  try {
    const file = new File([...parts], `${name}.csv`)
    const found = await reader.importFile(file)
    const isRead =
      found.origin.kind === 'text' &&
      found.origin.encoding === reading.encoding &&
      found.origin.delimiter === reading.delimiter &&
      found.headerRow === reading.headerRow &&
      found.phoneColumns.join() === reading.phoneColumns.join()
    if (!isRead) await reader.reread(reading)
    // Who is in the list was decided when it was kept; values that can't be read are asked about with the message.
    const read = await reader.setChoices({ ...found.choices, leftOut: [] })
    const marked = await reader.checkOptOuts(
      async phones => (await call(bridge.optOuts.contains({ phones: [...phones] }))).optedOut,
      false,
    )
    const columns = header.map((title, index) => ({ index, name: title }))
    // Not before it is certain: the list of the campaign being made must not end for one that nobody waits for.
    signal.throwIfAborted()
    inUse?.dispose()
    inUse = reader
    return { ...usableContacts(reader, marked ?? read, columns), fileName: name }
  } catch (error) {
    reader.dispose()
    throw error
  }
}

const headerOf = (list: ContactList, names: ColumnNames): readonly string[] => [
  names.phone,
  ...list.columns.map((name, index) => (name.trim() === '' ? names.nameOf(index + 2) : name)),
]

/** The list as a file, read page by page; from the start again where it was changed meanwhile. */
const csvOf = async (
  listId: number,
  filter: ContactFilter,
  names: ColumnNames,
  watch: OpeningWatch,
): Promise<{ readonly list: ContactList; readonly parts: readonly string[] }> => {
  for (;;) {
    const list = await call(bridge.contactLists.get({ listId }))
    const parts = [byteOrderMark + csvLine(headerOf(list, names))]
    let version: number | null = null
    let isSame = true
    for (let offset = 0, total = 1; isSame && offset < total; offset += contactBatchLimit) {
      const page = await call(bridge.contactLists.page({ listId, filter, offset, limit: contactBatchLimit }))
      total = page.total
      isSame = version === null || version === page.version
      version = page.version
      watch.signal.throwIfAborted()
      watch.onProgress(offset + page.rows.length, total)
      parts.push(page.rows.map(row => csvLine([{ phone: row.phone }, ...row.values])).join(''))
    }
    if (isSame) return { list, parts }
  }
}

/** A list that another screen hands to the wizard; null when the wizard has taken it. */
const offered = createLiveValue<UsableContacts | null>(null)

/** Hands contacts to the wizard, or says that they were taken. */
export const offerContacts = offered.set

export const useOfferedContacts = offered.use
