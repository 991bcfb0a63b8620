import { cellOfTags, type KeptContact, type KeptList } from '../../../shared/domain/contact-list.ts'
import type { Cell } from '../../../shared/export/csv-line.ts'
import type { CsvTable } from '../reports/csv.ts'
import type { Language } from '../reports/report-texts.ts'
import { csvFileName, shanghaiTime } from './export-texts.ts'

const texts: Readonly<Record<Language, { title: string; phone: string; tags: string; addedAt: string }>> = {
  'zh-CN': { title: '名单', phone: '手机号码', tags: '标签', addedAt: '加入时间' },
  en: { title: 'List', phone: 'Phone', tags: 'Tags', addedAt: 'Added (Asia/Shanghai)' },
}

export const listFileName = (list: KeptList, timeMs: number, language: Language): string =>
  csvFileName([texts[language].title, list.name], timeMs)

/** Everything that is kept of a list's people as a table: phone, the list's columns, tags, when added. */
export function listTable(list: KeptList, contacts: Iterable<KeptContact>, language: Language): CsvTable {
  const { phone, tags, addedAt } = texts[language]
  async function* rows(): AsyncIterable<readonly Cell[]> {
    for (const contact of contacts) {
      const values = list.columns.map((_, index) => contact.values[index] ?? '')
      yield [{ phone: contact.phone }, ...values, cellOfTags(contact.tags), shanghaiTime(contact.addedAt)]
    }
  }
  return { header: [phone, ...list.columns, tags, addedAt], rows: rows() }
}
