import { useCallback, useEffect, useRef, useState } from 'react'
import { AppError } from '../../../shared/ipc/result.ts'
import { bridge, call, toAppError } from '../../lib/bridge.ts'
import { beginLoading } from '../../lib/loading.ts'
import type { ListSummary } from '../../workers/contacts/contact-list.ts'
import {
  type ContactsClient,
  createContactsClient,
  type ImportProgress,
  ListError,
} from '../../workers/contacts/contacts-client.ts'
import type { TextChoices } from '../../workers/contacts/import-text.ts'
import type { Layout } from '../../workers/contacts/row-table.ts'

export type Reading = { readonly fileName: string; readonly progress: ImportProgress | null }

export type ContactListState = {
  /** The list in view; null before the first one. While another is read it stays. */
  readonly summary: ListSummary | null
  /** Counts what was read or changed, so that pages fetched before are not shown after. */
  readonly revision: number
  readonly reading: Reading | null
  readonly failure: AppError | ListError | null
}

export type ContactListActions = {
  readonly openFile: (file: File) => void
  readonly openText: (name: string, text: string) => void
  readonly reread: (choices: TextChoices) => void
  readonly chooseSheet: (sheet: number) => void
  readonly setLayout: (layout: Layout) => void
}

const startClient = (): ContactsClient =>
  createContactsClient(
    new Worker(new URL('../../workers/contacts/contacts-worker.ts', import.meta.url), { type: 'module' }),
    (bytes, sheet) => call(bridge.workbooks.read({ bytes, sheet })),
  )

type Job = (client: ContactsClient, onProgress: (progress: ImportProgress) => void) => Promise<ListSummary>

/** One list and its worker, for as long as the screen is mounted. */
export const useContactList = (): {
  readonly client: ContactsClient | null
  readonly state: ContactListState
  readonly actions: ContactListActions
} => {
  const [client, setClient] = useState<ContactsClient | null>(null)
  const [state, setState] = useState<ContactListState>({
    summary: null,
    revision: 0,
    reading: null,
    failure: null,
  })
  const newest = useRef(0)

  useEffect(() => {
    const started = startClient()
    setClient(started)
    return () => started.dispose()
  }, [])

  const work = useCallback(
    (fileName: string | null, job: Job) => {
      if (client === null) return
      const turn = ++newest.current
      const isNewest = (): boolean => turn === newest.current
      const done = beginLoading()
      setState(last => ({
        ...last,
        failure: null,
        reading: { fileName: fileName ?? last.summary?.fileName ?? '', progress: null },
      }))
      job(client, progress => {
        if (isNewest())
          setState(last => ({ ...last, reading: last.reading && { ...last.reading, progress } }))
      })
        .then(
          summary => {
            if (isNewest())
              setState(last => ({ summary, revision: last.revision + 1, reading: null, failure: null }))
          },
          (error: unknown) => {
            const failure = error instanceof ListError ? error : toAppError(error)
            if (isNewest()) setState(last => ({ ...last, reading: null, failure }))
          },
        )
        .finally(done)
    },
    [client],
  )

  const openFile = useCallback(
    (file: File) => work(file.name, (list, onProgress) => list.importFile(file, onProgress)),
    [work],
  )
  const openText = useCallback(
    (name: string, text: string) => work(name, list => list.importText(name, text)),
    [work],
  )
  const reread = useCallback(
    (choices: TextChoices) => work(null, (list, onProgress) => list.reread(choices, onProgress)),
    [work],
  )
  const chooseSheet = useCallback((sheet: number) => work(null, list => list.chooseSheet(sheet)), [work])
  const setLayout = useCallback((layout: Layout) => work(null, list => list.setLayout(layout)), [work])

  return { client, state, actions: { openFile, openText, reread, chooseSheet, setLayout } }
}

export const isAppError = (failure: AppError | ListError): failure is AppError => failure instanceof AppError
