import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import type { UsableContacts } from '../contacts/contact-table.ts'
import { ListFailureNotice } from '../contacts/list-notices.tsx'
import styles from './kept-list-button.module.css'
import { useKeptContacts } from './use-kept-contacts.ts'

const everybody = { search: '', tag: null }

/** Chooses a kept list for a campaign instead of a file. */
export const KeptListButton = ({ onChosen }: { readonly onChosen: (contacts: UsableContacts) => void }) => {
  const { t } = useTranslation(['lists', 'common'])
  const format = useFormat()
  const [choosing, setChoosing] = useState(false)
  const [lists, reload] = useLoaded(() => call(bridge.lists.list()), [])
  const opener = useKeptContacts(contacts => {
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
        {opener.failure !== null && <ListFailureNotice failure={opener.failure} />}
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
