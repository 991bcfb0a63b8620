import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ContactList } from '../../../shared/domain/contact-list.ts'
import { useFormat } from '../../lib/format.ts'
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
  return (
    <div className={styles['card']}>
      <table className={styles['table']} data-testid="lists">
        <thead>
          <tr>
            <th>{t('column.name')}</th>
            <th className={styles['number']}>{t('column.people')}</th>
            <th className={styles['time']}>{t('column.changed')}</th>
            <th className={styles['action']}>
              <span className="visually-hidden">{t('open')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lastFirst.map(list => (
            <tr key={list.id} data-testid="list" data-list={list.id}>
              <td>
                <button
                  type="button"
                  className={styles['name']}
                  onClick={() => onOpen(list.id)}
                  data-testid="open-list"
                >
                  {list.name}
                </button>
                {list.columns.length > 0 && (
                  <p className={styles['about']}>
                    {list.columns.filter(name => name.trim() !== '').join(t('separator'))}
                  </p>
                )}
              </td>
              <td className={styles['number']}>{format.n(list.contacts)}</td>
              <td className={styles['time']}>{format.dateTime(list.updatedAt)}</td>
              <td className={styles['action']}>
                <Button onClick={() => onOpen(list.id)}>{t('open')}</Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
