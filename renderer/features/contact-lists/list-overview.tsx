import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactList } from '../../../shared/domain/contact-list.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Page } from '../../components/page.tsx'
import { UndoNotice } from '../../components/undo-notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { ImportFailureNotice } from '../import/import-notices.tsx'
import { ContactListsTable } from './contact-lists-table.tsx'
import { FileButton } from './file-button.tsx'
import { ForgetDialog } from './forget-dialog.tsx'
import { ForgottenNotice, type ForgottenPerson } from './forgotten-notice.tsx'
import { KeepDialog, type Kept } from './keep-dialog.tsx'
import { KeptNotice } from './kept-notice.tsx'
import styles from './list-overview.module.css'
import { useListFile } from './use-list-file.ts'

/** Every contact list; a new one is made from a file. */
export const ListOverview = ({
  onOpen,
  removed,
  onPutBack,
}: {
  readonly onOpen: (listId: number) => void
  /** The list that was removed last. */
  readonly removed: ContactList | null
  readonly onPutBack: () => void
}) => {
  const { t } = useTranslation('contactLists')
  const format = useFormat()
  const [lists, reload] = useLoaded(() => call(bridge.contactLists.list()), [])
  const file = useListFile()
  const [kept, setKept] = useState<Kept | null>(null)
  const [asking, setAsking] = useState(false)
  const [forgotten, setForgotten] = useState<ForgottenPerson | null>(null)
  const known = lists.state === 'loaded' ? lists.value : []
  const putBack = useAction(async ({ id }: ContactList) => {
    await call(bridge.contactLists.putBack({ listId: id }))
    onPutBack()
    reload()
  })
  const openFile = (chosen: File): void => {
    setKept(null)
    setForgotten(null)
    file.open(chosen)
  }
  const isEmpty = lists.state === 'loaded' && known.length === 0
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      extra={
        known.length > 0 && (
          <div className={styles['actions']}>
            <Button onClick={() => setAsking(true)} data-testid="forget-somebody">
              {t('forget.open')}
            </Button>
            <FileButton
              primary
              label={t('newFromFile')}
              loading={file.reading}
              onFile={openFile}
              testId="list-file"
            />
          </div>
        )
      }
    >
      {lists.state === 'failed' && <ErrorNotice error={lists.error} />}
      {file.failure !== null && <ImportFailureNotice failure={file.failure} />}
      {removed !== null && (
        <UndoNotice
          undoing={putBack.running}
          error={putBack.error}
          onUndo={() => putBack.run(removed)}
          testId="list-removed"
        >
          {t('remove.done', { name: removed.name, n: format.n(removed.contacts) })}
        </UndoNotice>
      )}
      {kept !== null && (
        <KeptNotice
          kept={kept}
          action={
            <Button onClick={() => onOpen(kept.listId)} data-testid="open-kept">
              {t('open')}
            </Button>
          }
        />
      )}
      {forgotten !== null && <ForgottenNotice forgotten={forgotten} />}
      {isEmpty && (
        <EmptyState
          icon="list"
          title={t('empty.title')}
          testId="lists-empty"
          action={
            <FileButton
              primary
              large
              label={t('newFromFile')}
              loading={file.reading}
              onFile={openFile}
              testId="list-file"
            />
          }
        >
          {t('empty.text')}
        </EmptyState>
      )}
      {known.length > 0 && <ContactListsTable lists={known} onOpen={onOpen} />}
      {file.contacts !== null && (
        <KeepDialog
          contacts={file.contacts}
          warnings={file.warnings}
          onClose={file.letGo}
          onKept={done => {
            file.letGo()
            setKept(done)
            reload()
          }}
        />
      )}
      {asking && (
        <ForgetDialog
          phone={null}
          onClose={() => setAsking(false)}
          onForgotten={done => {
            setAsking(false)
            setKept(null)
            setForgotten(done)
            reload()
          }}
        />
      )}
    </Page>
  )
}
