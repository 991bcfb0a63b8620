import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import type { UsableContacts } from '../import/usable-contacts.ts'
import { KeepDialog, type Kept } from './keep-dialog.tsx'
import { KeptNotice } from './kept-notice.tsx'

/** Saves the list in view in the app, to be used again; for the screen on which a file was checked. */
export const KeepButton = ({
  contacts,
  disabled = false,
}: {
  /** Asked when pressed: the list as it is then. */
  readonly contacts: () => UsableContacts
  readonly disabled?: boolean
}) => {
  const { t } = useTranslation(['contactLists', 'common'])
  const [keeping, setKeeping] = useState<UsableContacts | null>(null)
  const [kept, setKept] = useState<Kept | null>(null)
  return (
    <>
      <Button disabled={disabled} onClick={() => setKeeping(contacts())} data-testid="keep-list">
        {t('keep.action')}
      </Button>
      {keeping !== null && (
        <KeepDialog
          contacts={keeping}
          onClose={() => setKeeping(null)}
          onKept={done => {
            setKeeping(null)
            setKept(done)
          }}
        />
      )}
      <Dialog
        open={kept !== null}
        title={t('kept.done')}
        onClose={() => setKept(null)}
        testId="kept-dialog"
        actions={
          <Button type="primary" size="large" onClick={() => setKept(null)} data-testid="kept-close">
            {t('common:close')}
          </Button>
        }
      >
        {kept !== null && <KeptNotice kept={kept} />}
      </Dialog>
    </>
  )
}
