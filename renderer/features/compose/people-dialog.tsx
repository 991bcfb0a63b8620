import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../../components/data-table.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useFormat } from '../../lib/format.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import type { UsableContact, UsableContacts, UsableFilter } from '../import/usable-contacts.ts'
import styles from './people-dialog.module.css'

const shown = 200

type PeopleProps = {
  readonly contacts: UsableContacts
  readonly filter: UsableFilter
  /** How many there are. */
  readonly count: number
}

/** Whom something about a variable concerns: row, phone and what the row says. */
export const PeopleDialog = ({
  open,
  title,
  onClose,
  ...of
}: PeopleProps & { readonly open: boolean; readonly title: string; readonly onClose: () => void }) => {
  const { t } = useTranslation('common')
  return (
    <Dialog
      open={open}
      wide
      title={title}
      onClose={onClose}
      testId="blank-dialog"
      actions={
        <Button size="large" onClick={onClose} data-testid="close">
          {t('close')}
        </Button>
      }
    >
      {open && <PeopleTable {...of} />}
    </Dialog>
  )
}

const PeopleTable = ({ contacts, filter, count }: PeopleProps) => {
  const { t } = useTranslation('compose')
  const format = useFormat()
  const [page] = useLoaded(() => contacts.page(0, shown, filter), [contacts, filter])
  if (page.state !== 'loaded') return null
  const othersOf = (contact: UsableContact): string =>
    contact.values.filter((value, index) => index !== contacts.phoneColumn && value.trim() !== '').join('　')
  return (
    <>
      <DataTable
        columns={[
          { key: 'row', title: t('emptyList.row'), width: 80, cell: contact => contact.row },
          { key: 'phone', title: t('emptyList.phone'), width: 140, cell: contact => contact.phone },
          { key: 'others', title: t('emptyList.others'), cell: othersOf },
        ]}
        rows={page.value}
        rowKey={contact => contact.row}
        rowHooks={() => ({ 'data-testid': 'blank-row' })}
        stickyHead
      />
      {count > shown && <p className={styles['more']}>{t('emptyList.more', { n: format.n(shown) })}</p>}
    </>
  )
}
