import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/ipc/result.ts'
import { toAppError } from '../../lib/bridge.ts'
import { beginLoading } from '../../lib/loading.ts'
import { type ContactsClient, ListError } from '../../workers/contacts/contacts-client.ts'
import type { UsableContacts } from '../contacts/contact-table.ts'
import { columnsOf, usableContacts } from '../contacts/usable-contacts.ts'
import { startReader } from './list-reader.ts'

export type ListFile = {
  readonly open: (file: File) => void
  readonly reading: boolean
  readonly failure: AppError | ListError | null
  /** What was read, until it is let go. */
  readonly contacts: UsableContacts | null
  readonly letGo: () => void
}

/** Reads a chosen file in a worker that ends when its people are not needed any more. */
export const useListFile = (): ListFile => {
  const { t } = useTranslation('lists')
  const reader = useRef<ContactsClient | null>(null)
  const [reading, setReading] = useState(false)
  const [failure, setFailure] = useState<AppError | ListError | null>(null)
  const [contacts, setContacts] = useState<UsableContacts | null>(null)

  const end = useCallback((): void => {
    reader.current?.dispose()
    reader.current = null
  }, [])
  useEffect(() => end, [end])

  const open = (file: File): void => {
    end()
    const started = startReader()
    reader.current = started
    setReading(true)
    setFailure(null)
    const done = beginLoading()
    started
      .importFile(file)
      .then(
        summary => {
          const columns = columnsOf(summary, place => t('column.nameless', { place }))
          if (reader.current === started) setContacts(usableContacts(started, summary, columns))
        },
        (error: unknown) => {
          if (reader.current !== started) return
          end()
          setFailure(error instanceof ListError ? error : toAppError(error))
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
  return { open, reading, failure, contacts, letGo }
}
