import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ContactList } from '../../../shared/domain/contact-list.ts'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Card } from '../../components/page.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { useFormat } from '../../lib/format.ts'
import { useArrayPages } from '../../lib/use-pages.ts'
import styles from './contact-lists-table.module.css'

/** The contact lists, the one changed last first. */
export const ContactListsTable = ({
  lists,
  onOpen,
}: {
  readonly lists: readonly ContactList[]
  readonly onOpen: (listId: number) => void
}) => {
  const { t } = useTranslation('contactLists')
  const format = useFormat()
  const lastFirst = lists.toSorted((a, b) => b.updatedAt - a.updatedAt || b.id - a.id)
  const pages = useArrayPages(lastFirst, 'all')
  const columns: readonly Column<ContactList>[] = [
    {
      key: 'name',
      title: t('column.name'),
      cell: list => {
        const columns = list.columns.filter(name => name.trim() !== '').join(t('separator'))
        return (
          <>
            <TextButton look="name" onPress={() => onOpen(list.id)} testId="open-list">
              {list.name}
            </TextButton>
            {columns !== '' && (
              <p className={styles['about']} title={columns}>
                {columns}
              </p>
            )}
          </>
        )
      },
    },
    {
      key: 'people',
      title: t('column.people'),
      width: 110,
      align: 'end',
      cell: list => format.n(list.contacts),
    },
    {
      key: 'changed',
      title: t('column.changed'),
      width: 190,
      align: 'end',
      tone: 'soft',
      cell: list => format.dateTime(list.updatedAt),
    },
    {
      key: 'action',
      title: t('open'),
      titleHidden: true,
      width: 104,
      align: 'end',
      cell: list => <Button onClick={() => onOpen(list.id)}>{t('open')}</Button>,
    },
  ]
  return (
    <Card flat>
      <DataTable
        columns={columns}
        rows={pages.rows}
        rowKey={list => list.id}
        hooks={{ 'data-testid': 'lists' }}
        rowHooks={list => ({ 'data-testid': 'list', 'data-list': list.id })}
        size="roomy"
        pages={pages}
      />
    </Card>
  )
}
