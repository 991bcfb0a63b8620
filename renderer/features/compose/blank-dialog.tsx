import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../../components/data-table.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useFormat } from '../../lib/format.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import type { UsableContact, UsableContacts } from '../import/usable-contacts.ts'
import styles from './blank-dialog.module.css'

const shown = 200

type BlankProps = {
  readonly contacts: UsableContacts
  readonly name: string
  readonly column: number
  readonly count: number
}

/** Who has nothing in a variable's column: row, phone and what else the row says. */
export const BlankDialog = ({
  open,
  onClose,
  ...of
}: BlankProps & { readonly open: boolean; readonly onClose: () => void }) => {
  const { t } = useTranslation(['compose', 'common'])
  return (
    <Dialog
      open={open}
      wide
      title={t('emptyList.title', { name: of.name })}
      onClose={onClose}
      testId="blank-dialog"
      actions={
        <Button size="large" onClick={onClose} data-testid="close">
          {t('common:close')}
        </Button>
      }
    >
      {open && <BlankTable {...of} />}
    </Dialog>
  )
}

const BlankTable = ({ contacts, column, count }: BlankProps) => {
  const { t } = useTranslation('compose')
  const format = useFormat()
  const [page] = useLoaded(() => contacts.page(0, shown, { blankIn: [column] }), [contacts, column])
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
