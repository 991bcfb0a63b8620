import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { ImportFailureNotice } from '../import/import-notices.tsx'
import type { UsableContacts } from '../import/usable-contacts.ts'
import styles from './contact-list-button.module.css'
import { useListedContacts } from './use-listed-contacts.ts'

const everybody = { search: '', tag: null }

/** Chooses a contact list for a campaign instead of a file. */
export const ContactListButton = ({
  onChosen,
}: {
  readonly onChosen: (contacts: UsableContacts) => void
}) => {
  const { t } = useTranslation(['contactLists', 'common'])
  const format = useFormat()
  const [choosing, setChoosing] = useState(false)
  const [lists, reload] = useLoaded(() => call(bridge.contactLists.list()), [])
  const opener = useListedContacts(contacts => {
    setChoosing(false)
    onChosen(contacts)
  })
  const close = (): void => {
    opener.cancel()
    setChoosing(false)
  }
  const known = lists.state === 'loaded' ? lists.value.filter(list => list.contacts > 0) : []
  return (
    <>
      <Button
        onClick={() => {
          reload()
          setChoosing(true)
        }}
        data-testid="use-kept"
      >
        {t('choose.action')}
      </Button>
      <Dialog
        open={choosing}
        wide
        title={t('choose.title')}
        onClose={close}
        testId="choose-list-dialog"
        actions={
          <Button size="large" onClick={close}>
            {t('common:cancel')}
          </Button>
        }
      >
        {opener.failure !== null && <ImportFailureNotice failure={opener.failure} />}
        {known.length === 0 ? (
          <p data-testid="no-kept">{t('choose.none')}</p>
        ) : (
          <ul className={styles['lists']}>
            {known.map(list => (
              <li key={list.id} className={styles['list']}>
                <span className={styles['words']}>
                  <span className={styles['name']}>{list.name}</span>
                  <span className={styles['about']}>
                    {t('choose.about', {
                      n: format.n(list.contacts),
                      time: format.dateTime(list.updatedAt),
                    })}
                  </span>
                </span>
                <Button
                  loading={opener.opening === list.id}
                  disabled={opener.opening !== null && opener.opening !== list.id}
                  onClick={() => opener.open(list.id, everybody)}
                  data-testid={`use-kept-${list.id}`}
                >
                  {t('choose.use')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Dialog>
    </>
  )
}
