import { headerOf } from '../../../shared/domain/contact-list.ts'
import { bridge, call } from '../../lib/bridge.ts'
import type { ImportClient } from '../../workers/import/import-client.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'

const knownHeader = (summary: ImportSummary): string[] | null =>
  summary.headers.some(name => name !== '') ? headerOf(summary.headers) : null

const mappingOf = async (header: string[]) => (await call(bridge.mappings.get({ header }))).mapping

/** Lays the list out as the owner did for an earlier file with this header. Null where nothing is known or nothing changes. */
export async function recallLayout(
  client: ImportClient,
  summary: ImportSummary,
): Promise<ImportSummary | null> {
  const header = knownHeader(summary)
  if (header === null) return null
  // A list can be read without what was remembered; where the database is lost, that is said elsewhere.
  const mapping = await mappingOf(header).catch(() => null)
  if (mapping === null) return null
  const phoneColumns = mapping.phoneColumns.filter(column => column < header.length)
  const nameColumn = mapping.nameColumn ?? summary.nameColumn
  const isSame =
    summary.inDoubt.length === 0 &&
    nameColumn === summary.nameColumn &&
    phoneColumns.join() === summary.phoneColumns.join()
  if (phoneColumns.length === 0 || isSame || nameColumn >= header.length) return null
  return client.setLayout({ headerRow: summary.headerRow, phoneColumns }, nameColumn)
}

/** Keeps the owner's choice of columns for the next file with this header. */
export async function rememberLayout(summary: ImportSummary): Promise<void> {
  const header = knownHeader(summary)
  if (header === null) return
  const { phoneColumns, nameColumn } = summary
  const keep = async (): Promise<void> => {
    const mapping = { ...(await mappingOf(header)), phoneColumns: [...phoneColumns], nameColumn }
    await call(bridge.mappings.set({ header, mapping }))
  }
  await keep().catch(() => undefined)
}
