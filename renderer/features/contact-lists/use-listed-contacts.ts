import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactFilter } from '../../../shared/domain/contact-list.ts'
import type { AppError } from '../../../shared/ipc/result.ts'
import { toAppError } from '../../lib/bridge.ts'
import { beginLoading } from '../../lib/loading.ts'
import { ImportError } from '../../workers/import/import-client.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'
import { openListedContacts } from './listed-contacts.ts'

export type ListedContactsOpener = {
  readonly open: (listId: number, filter: ContactFilter) => void
  readonly cancel: () => void
  /** The list that is being opened. */
  readonly opening: number | null
  /** How far that is; null before the first people have come. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly failure: AppError | ImportError | null
}

/** Opens a contact list for a campaign when asked to, one at a time. */
export const useListedContacts = (onOpened: (contacts: UsableContacts) => void): ListedContactsOpener => {
  const { t } = useTranslation('contactLists')
  const [opening, setOpening] = useState<number | null>(null)
  const [progress, setProgress] = useState<ListedContactsOpener['progress']>(null)
  const [failure, setFailure] = useState<AppError | ImportError | null>(null)

  const stop = useRef<AbortController | null>(null)
  // Who has looked elsewhere meanwhile is not led into a campaign.
  const cancel = useCallback(() => stop.current?.abort(), [])
  useEffect(() => cancel, [cancel])

  const open = (listId: number, filter: ContactFilter): void => {
    if (opening !== null) return
    const controller = new AbortController()
    stop.current = controller
    setOpening(listId)
    setFailure(null)
    setProgress(null)
    const done = beginLoading()
    openListedContacts(
      listId,
      filter,
      { phone: t('column.phone'), nameOf: place => t('column.nameless', { place }) },
      { onProgress: (count, total) => setProgress({ done: count, total }), signal: controller.signal },
    )
      .then(onOpened)
      .catch((error: unknown) => {
        if (!controller.signal.aborted) setFailure(error instanceof ImportError ? error : toAppError(error))
      })
      .finally(() => {
        setOpening(null)
        done()
      })
  }
  return { open, cancel, opening, progress, failure }
}
