import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactFilter } from '../../../shared/domain/contact-list.ts'
import type { AppError } from '../../../shared/ipc/result.ts'
import { toAppError } from '../../lib/bridge.ts'
import { beginLoading } from '../../lib/loading.ts'
import { ListError } from '../../workers/contacts/contacts-client.ts'
import type { UsableContacts } from '../contacts/contact-table.ts'
import { openKeptContacts } from './kept-contacts.ts'

export type KeptContactsOpener = {
  readonly open: (listId: number, filter: ContactFilter) => void
  /** The list that is being opened. */
  readonly opening: number | null
  readonly failure: AppError | ListError | null
}

/** Opens a kept list for a campaign when asked to, one at a time. */
export const useKeptContacts = (onOpened: (contacts: UsableContacts) => void): KeptContactsOpener => {
  const { t } = useTranslation('lists')
  const [opening, setOpening] = useState<number | null>(null)
  const [failure, setFailure] = useState<AppError | ListError | null>(null)

  const open = (listId: number, filter: ContactFilter): void => {
    if (opening !== null) return
    setOpening(listId)
    setFailure(null)
    const done = beginLoading()
    openKeptContacts(listId, filter, {
      phone: t('column.phone'),
      nameOf: place => t('column.nameless', { place }),
    })
      .then(onOpened)
      .catch((error: unknown) => setFailure(error instanceof ListError ? error : toAppError(error)))
      .finally(() => {
        setOpening(null)
        done()
      })
  }
  return { open, opening, failure }
}
