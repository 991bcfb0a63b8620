import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/ipc/result.ts'
import { toAppError } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { beginLoading } from '../../lib/loading.ts'
import { type ImportClient, ImportError } from '../../workers/import/import-client.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import { startReader } from '../import/import-reader.ts'
import { columnsOf, usableContacts } from '../import/imported-contacts.ts'
import { recallLayout } from '../import/remembered-layout.ts'
import { type ContactColumn, titleIn, type UsableContacts } from '../import/usable-contacts.ts'

export type ListFile = {
  readonly open: (file: File) => void
  readonly reading: boolean
  readonly failure: AppError | ImportError | null
  /** What was read, until it is let go. */
  readonly contacts: UsableContacts | null
  /** What was odd about the reading, in words. */
  readonly warnings: readonly string[]
  readonly letGo: () => void
}

/** Reads a chosen file in a worker that ends when its people are not needed any more. */
export const useListFile = (): ListFile => {
  const { t } = useTranslation('contactLists')
  const format = useFormat()
  const reader = useRef<ImportClient | null>(null)
  const [reading, setReading] = useState(false)
  const [failure, setFailure] = useState<AppError | ImportError | null>(null)
  const [contacts, setContacts] = useState<UsableContacts | null>(null)
  const [warnings, setWarnings] = useState<readonly string[]>([])

  const end = useCallback((): void => {
    reader.current?.dispose()
    reader.current = null
  }, [])
  useEffect(() => end, [end])

  const warningsOf = (
    { origin, notes, inDoubt, phoneColumns, leftOutMarks }: ImportSummary,
    columns: readonly ContactColumn[],
  ): readonly string[] => [
    ...(inDoubt.length > 0 ? [t('warning.columns', { name: titleIn(columns, phoneColumns[0] ?? 0) })] : []),
    ...(origin.kind === 'workbook' && origin.sheets.length > 1
      ? [
          t('warning.sheets', {
            name: origin.sheets[origin.sheet] ?? '',
            n: format.n(origin.sheets.length),
          }),
        ]
      : []),
    ...(leftOutMarks.unreadable > 0
      ? [t('warning.unreadableRows', { n: format.n(leftOutMarks.unreadable) })]
      : notes.unreadable > 0
        ? [t('warning.unreadable', { n: format.n(notes.unreadable) })]
        : []),
  ]

  const open = (file: File): void => {
    end()
    const started = startReader()
    reader.current = started
    setReading(true)
    setFailure(null)
    const done = beginLoading()
    started
      .importFile(file)
      .then(async found => (await recallLayout(started, found)) ?? found)
      .then(
        summary => {
          const columns = columnsOf(summary, place => t('column.nameless', { place }))
          if (reader.current !== started) return
          setWarnings(warningsOf(summary, columns))
          setContacts(usableContacts(started, summary, columns))
        },
        (error: unknown) => {
          if (reader.current !== started) return
          end()
          setFailure(error instanceof ImportError ? error : toAppError(error))
        },
      )
      .finally(() => {
        if (reader.current === started || reader.current === null) setReading(false)
        done()
      })
  }
  const letGo = (): void => {
    end()
    setContacts(null)
  }
  return { open, reading, failure, contacts, warnings, letGo }
}
