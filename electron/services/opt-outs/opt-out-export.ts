import type { OptOut, OptOutSource } from '../../../shared/domain/opt-out.ts'
import type { Language } from '../../../shared/domain/settings.ts'
import type { Cell } from '../../../shared/export/csv-line.ts'
import { shanghaiTime } from '../../../shared/time/shanghai.ts'
import type { AtomicFileSystem } from '../files/atomic-file.ts'
import { stampedFileName } from '../files/file-name.ts'
import { writeTable } from '../files/table-writer.ts'

type Texts = {
  readonly title: string
  readonly header: readonly [phone: string, addedAt: string, reason: string, source: string]
  readonly sources: Readonly<Record<OptOutSource, string>>
}

const texts: Readonly<Record<Language, Texts>> = {
  'zh-CN': {
    title: '退订名单',
    header: ['手机号码', '加入时间（北京时间）', '原因', '来源'],
    sources: { typed: '手工录入', pasted: '粘贴', file: '文件', forgotten: '要求删除资料' },
  },
  en: {
    title: 'Opt-outs',
    header: ['Phone', 'Added (Beijing time)', 'Reason', 'Source'],
    sources: { typed: 'typed', pasted: 'pasted', file: 'file', forgotten: 'asked to be forgotten' },
  },
}

export const optOutFileName = (timeMs: number, language: Language): string =>
  stampedFileName([texts[language].title], timeMs, 'csv')

/** Writes the list as a CSV file for Excel; resolves to the number of rows. Throws AppError `file-not-writable`. */
export async function writeOptOuts(
  path: string,
  optOuts: Iterable<OptOut>,
  language: Language,
  files?: AtomicFileSystem,
): Promise<number> {
  const { title, header, sources } = texts[language]
  function* rows(): Iterable<readonly Cell[]> {
    for (const { phone, addedAt, reason, source } of optOuts)
      yield [{ phone }, shanghaiTime(addedAt), reason, sources[source]]
  }
  return (await writeTable({ path, format: 'csv-excel', header, sheetName: title }, rows(), files)).rows
}
