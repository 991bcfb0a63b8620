import type { OptOut, OptOutSource } from '../../../shared/domain/opt-out.ts'
import type { Cell } from '../../../shared/export/csv-line.ts'
import { csvFileName, shanghaiTime } from '../contact-lists/export-texts.ts'
import type { AtomicFileSystem } from '../reports/atomic-file.ts'
import { writeCsv } from '../reports/csv.ts'
import type { Language } from '../reports/report-texts.ts'

type Texts = {
  readonly title: string
  readonly header: readonly [phone: string, addedAt: string, reason: string, source: string]
  readonly sources: Readonly<Record<OptOutSource, string>>
}

const texts: Readonly<Record<Language, Texts>> = {
  'zh-CN': {
    title: '退订名单',
    header: ['手机号码', '加入时间', '原因', '来源'],
    sources: { typed: '手工录入', pasted: '粘贴', file: '文件', forgotten: '要求删除资料' },
  },
  en: {
    title: 'Opt-outs',
    header: ['Phone', 'Added (Asia/Shanghai)', 'Reason', 'Source'],
    sources: { typed: 'typed', pasted: 'pasted', file: 'file', forgotten: 'asked to be forgotten' },
  },
}

export const optOutFileName = (timeMs: number, language: Language): string =>
  csvFileName([texts[language].title], timeMs)

/** Writes the list as a CSV file for Excel; resolves to its rows. Throws AppError `file-not-writable`. */
export function writeOptOuts(
  path: string,
  optOuts: Iterable<OptOut>,
  language: Language,
  files?: AtomicFileSystem,
): Promise<number> {
  const { header, sources } = texts[language]
  async function* rows(): AsyncIterable<readonly Cell[]> {
    for (const { phone, addedAt, reason, source } of optOuts)
      yield [{ phone }, shanghaiTime(addedAt), reason, sources[source]]
  }
  return writeCsv(path, { header, rows: rows() }, files)
}
