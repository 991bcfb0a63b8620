import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { pageByOffset } from '../../../shared/domain/offset-pages.ts'
import { DataTable } from '../../components/data-table.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { usePages } from '../../lib/use-pages.ts'
import type { UsableContact, UsableContacts, UsableFilter } from '../import/usable-contacts.ts'

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
  const [page] = usePages(filter, (of, request) =>
    pageByOffset(
      async ({ offset, limit }) => ({ total: count, rows: await contacts.page(offset, limit, of) }),
      request,
    ),
  )
  if (page.state === 'loading') return null
  if (page.state === 'failed') return <ErrorNotice error={page.error} />
  const othersOf = (contact: UsableContact): string =>
    contact.values.filter((value, index) => index !== contacts.phoneColumn && value.trim() !== '').join('　')
  return (
    <DataTable
      columns={[
        { key: 'row', title: t('emptyList.row'), width: 80, cell: contact => contact.row },
        { key: 'phone', title: t('emptyList.phone'), width: 140, cell: contact => contact.phone },
        { key: 'others', title: t('emptyList.others'), cell: othersOf },
      ]}
      rows={page.value.rows}
      rowKey={contact => contact.row}
      rowHooks={() => ({ 'data-testid': 'blank-row' })}
      pages={page.value}
      stickyHead
    />
  )
}
