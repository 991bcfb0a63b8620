import { Button, Input, Pagination } from 'antd'
import { useTranslation } from 'react-i18next'
import type {
  ContactFilter,
  ContactList,
  ContactPage,
  ListContact,
} from '../../../shared/domain/contact-list.ts'
import { Icon } from '../../components/icon.tsx'
import { useFormat } from '../../lib/format.ts'
import styles from './people-card.module.css'

export type TagCount = { readonly tag: string; readonly contacts: number }

type PeopleProps = {
  readonly list: ContactList
  readonly tags: readonly TagCount[]
  readonly people: ContactPage
  readonly filter: ContactFilter
  readonly onFilter: (filter: ContactFilter) => void
  readonly page: number
  readonly pageSize: number
  readonly onPage: (page: number) => void
  /** Phones of the people who were picked, on whatever page they stand. */
  readonly chosen: ReadonlySet<string>
  readonly onChosen: (chosen: ReadonlySet<string>) => void
  readonly onTags: () => void
  readonly onForget: (phone: string) => void
}

/** Who is in a list: found by text or tag, picked one by one or a page at a time. */
export const PeopleCard = (props: PeopleProps) => {
  const { list, tags, people, filter, onFilter, chosen, onChosen, page, pageSize, onPage } = props
  const { t } = useTranslation(['contactLists', 'common'])
  const format = useFormat()
  return (
    <section className={styles['card']}>
      <div className={styles['tools']}>
        <Input
          className={styles['search'] ?? ''}
          prefix={<Icon name="search" size={18} />}
          value={filter.search}
          maxLength={100}
          allowClear
          placeholder={t('search')}
          aria-label={t('search')}
          onChange={event => onFilter({ ...filter, search: event.target.value })}
          data-testid="people-search"
        />
        <div className={styles['act']}>
          <span className={styles['meant']} data-testid="people-meant">
            {chosen.size > 0
              ? t('meant.chosen', { n: format.n(chosen.size) })
              : t('meant.found', { n: format.n(people.total) })}
          </span>
          {chosen.size > 0 && (
            <Button type="text" onClick={() => onChosen(new Set())} data-testid="choose-none">
              {t('meant.clear')}
            </Button>
          )}
          <Button disabled={people.total === 0} onClick={props.onTags} data-testid="set-tags">
            {t('tags.action')}
          </Button>
        </div>
      </div>
      {tags.length > 0 && (
        <fieldset className={styles['filters']} aria-label={t('tags.filter')}>
          <TagFilter
            label={t('tags.all')}
            count={list.contacts}
            on={filter.tag === null}
            onPress={() => onFilter({ ...filter, tag: null })}
            testId="tag-all"
          />
          {tags.map(({ tag, contacts }) => (
            <TagFilter
              key={tag}
              label={tag}
              count={contacts}
              on={filter.tag === tag}
              onPress={() => onFilter({ ...filter, tag: filter.tag === tag ? null : tag })}
              testId={`tag-${tag}`}
            />
          ))}
        </fieldset>
      )}
      <PeopleTable {...props} />
      {people.total === 0 && (
        <p className={styles['none']} data-testid="people-none">
          {t(list.contacts === 0 ? 'nobody' : 'nobodyFound')}
        </p>
      )}
      {people.total > pageSize && (
        <div className={styles['pages']}>
          <Pagination
            current={page}
            pageSize={pageSize}
            total={people.total}
            showSizeChanger={false}
            onChange={onPage}
            showTotal={(total, [from, to]) =>
              t('common:page', { from: format.n(from), to: format.n(to), total: format.n(total) })
            }
          />
        </div>
      )}
    </section>
  )
}

const TagFilter = ({
  label,
  count,
  on,
  onPress,
  testId,
}: {
  readonly label: string
  readonly count: number
  readonly on: boolean
  readonly onPress: () => void
  readonly testId: string
}) => {
  const format = useFormat()
  return (
    <button
      type="button"
      className={styles['filter']}
      aria-pressed={on}
      onClick={onPress}
      data-testid={testId}
    >
      {label}
      <span className={styles['count']} data-testid="tag-count">
        {format.n(count)}
      </span>
    </button>
  )
}

const PeopleTable = ({ list, people, chosen, onChosen, onForget }: PeopleProps) => {
  const { t } = useTranslation('contactLists')
  const phones = people.rows.map(({ phone }) => phone)
  const isWhole = phones.length > 0 && phones.every(phone => chosen.has(phone))
  const pick = (some: readonly string[], on: boolean): void => {
    const next = new Set(chosen)
    for (const phone of some) {
      if (on) next.add(phone)
      else next.delete(phone)
    }
    onChosen(next)
  }
  return (
    <div className={styles['scroller']}>
      <table className={styles['table']} data-testid="people" data-total={people.total}>
        <thead>
          <tr>
            <th className={styles['pick']}>
              <input
                type="checkbox"
                checked={isWhole}
                onChange={event => pick(phones, event.target.checked)}
                aria-label={t('pick.page')}
                data-testid="pick-page"
              />
            </th>
            <th>{t('column.phone')}</th>
            <th>{t('column.tags')}</th>
            {list.columns.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns are told apart by their place
              <th key={index}>{name.trim() === '' ? t('column.nameless', { place: index + 2 }) : name}</th>
            ))}
            <th className={styles['action']}>
              <span className="visually-hidden">{t('forget.action')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.rows.map(row => (
            <PersonRow
              key={row.phone}
              row={row}
              on={chosen.has(row.phone)}
              onPick={on => pick([row.phone], on)}
              onForget={() => onForget(row.phone)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const PersonRow = ({
  row,
  on,
  onPick,
  onForget,
}: {
  readonly row: ListContact
  readonly on: boolean
  readonly onPick: (on: boolean) => void
  readonly onForget: () => void
}) => {
  const { t } = useTranslation('contactLists')
  return (
    <tr data-testid="person" data-phone={row.phone} data-chosen={on}>
      <td className={styles['pick']}>
        <input
          type="checkbox"
          checked={on}
          onChange={event => onPick(event.target.checked)}
          aria-label={t('pick.one', { phone: row.phone })}
          data-testid="pick"
        />
      </td>
      <td className={styles['phone']}>
        {row.phone}
        {row.optedOut && (
          <span className={styles['optedOut']} data-testid="opted-out">
            {t('optedOut')}
          </span>
        )}
      </td>
      <td className={styles['tags']}>
        {row.tags.map(tag => (
          <span key={tag} className={styles['tag']} data-testid="person-tag">
            {tag}
          </span>
        ))}
      </td>
      {row.values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns are told apart by their place
        <td key={index} className={styles['value']} title={value}>
          {value}
        </td>
      ))}
      <td className={styles['action']}>
        <button type="button" className={styles['forget']} onClick={onForget} data-testid="forget">
          {t('forget.action')}
        </button>
      </td>
    </tr>
  )
}
