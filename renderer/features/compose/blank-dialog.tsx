import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
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
      <table className={styles['table']}>
        <thead>
          <tr>
            <th>{t('emptyList.row')}</th>
            <th>{t('emptyList.phone')}</th>
            <th>{t('emptyList.others')}</th>
          </tr>
        </thead>
        <tbody>
          {page.value.map(contact => (
            <tr key={contact.row} data-testid="blank-row">
              <td>{contact.row}</td>
              <td>{contact.phone}</td>
              <td>{othersOf(contact)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {count > shown && <p className={styles['more']}>{t('emptyList.more', { n: format.n(shown) })}</p>}
    </>
  )
}
