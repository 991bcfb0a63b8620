import { type ContactList, cellOfTags, type ListContact } from '../../../shared/domain/contact-list.ts'
import type { Language } from '../../../shared/domain/settings.ts'
import type { Cell } from '../../../shared/export/csv-line.ts'
import { shanghaiTime } from '../../../shared/time/shanghai.ts'
import type { AtomicFileSystem } from '../files/atomic-file.ts'
import { stampedFileName } from '../files/file-name.ts'
import { writeTable } from '../files/table-writer.ts'

const texts: Readonly<Record<Language, { title: string; phone: string; tags: string; addedAt: string }>> = {
  'zh-CN': { title: '名单', phone: '手机号码', tags: '标签', addedAt: '加入时间' },
  en: { title: 'List', phone: 'Phone', tags: 'Tags', addedAt: 'Added (Beijing time)' },
}

export const listFileName = (list: ContactList, timeMs: number, language: Language): string =>
  stampedFileName([texts[language].title, list.name], timeMs, 'csv')

/**
 * Writes all data of a list's people as a CSV file for Excel: phone, the list's columns, tags, when added. Resolves
 * to the number of rows. Throws AppError `file-not-writable`.
 */
export async function writeList(
  path: string,
  list: ContactList,
  contacts: Iterable<ListContact>,
  language: Language,
  files?: AtomicFileSystem,
): Promise<number> {
  const { title, phone, tags, addedAt } = texts[language]
  function* rows(): Iterable<readonly Cell[]> {
    for (const contact of contacts) {
      const values = list.columns.map((_, index) => contact.values[index] ?? '')
      yield [{ phone: contact.phone }, ...values, cellOfTags(contact.tags), shanghaiTime(contact.addedAt)]
    }
  }
  const header = [phone, ...list.columns, tags, addedAt]
  return (await writeTable({ path, format: 'csv-excel', header, sheetName: title }, rows(), files)).rows
}
