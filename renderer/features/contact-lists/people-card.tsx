import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ContactFilter, ContactList, ListContact } from '../../../shared/domain/contact-list.ts'
import { type Column, DataTable, NoRows } from '../../components/data-table.tsx'
import { FilterChip, FilterChips } from '../../components/filter-chip.tsx'
import { Card } from '../../components/page.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { useFormat } from '../../lib/format.ts'
import type { PageView } from '../../lib/use-pages.ts'
import styles from './people-card.module.css'

export type TagCount = { readonly tag: string; readonly contacts: number }

type PeopleProps = {
  readonly list: ContactList
  readonly tags: readonly TagCount[]
  readonly people: PageView<ListContact>
  readonly filter: ContactFilter
  readonly onFilter: (filter: ContactFilter) => void
  /** Phones of the people who were picked, on whatever page they stand. */
  readonly chosen: ReadonlySet<string>
  readonly onChosen: (chosen: ReadonlySet<string>) => void
  readonly onTags: () => void
  readonly onForget: (phone: string) => void
  /** Null: somebody new. */
  readonly onWrite: (person: ListContact | null) => void
}

/** Who is in a list: found by text or tag, picked one by one or a page at a time. */
export const PeopleCard = (props: PeopleProps) => {
  const { list, tags, people, filter, onFilter, chosen, onChosen } = props
  const { t } = useTranslation('contactLists')
  const format = useFormat()
  return (
    <Card>
      <div className={styles['tools']}>
        <SearchField
          label={t('search')}
          value={filter.search}
          longest={100}
          className={styles['search']}
          testId="people-search"
          onChange={search => onFilter({ ...filter, search })}
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
          <Button onClick={() => props.onWrite(null)} data-testid="add-person">
            {t('person.add')}
          </Button>
          <Button disabled={people.total === 0} onClick={props.onTags} data-testid="set-tags">
            {t('tags.action')}
          </Button>
        </div>
      </div>
      {tags.length > 0 && (
        <div className={styles['filters']}>
          <FilterChips label={t('tags.filter')}>
            <FilterChip
              label={t('tags.all')}
              count={list.contacts}
              on={filter.tag === null}
              onPress={() => onFilter({ ...filter, tag: null })}
              testId="tag-all"
              countTestId="tag-count"
            />
            {tags.map(({ tag, contacts }) => (
              <FilterChip
                key={tag}
                label={tag}
                count={contacts}
                on={filter.tag === tag}
                onPress={() => onFilter({ ...filter, tag: filter.tag === tag ? null : tag })}
                testId={`tag-${tag}`}
                countTestId="tag-count"
              />
            ))}
          </FilterChips>
        </div>
      )}
      <PeopleTable {...props} />
    </Card>
  )
}

const PeopleTable = ({ list, people, chosen, onChosen, onForget, onWrite }: PeopleProps) => {
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
  const columns: readonly Column<ListContact>[] = [
    {
      key: 'pick',
      title: <Pick on={isWhole} label={t('pick.page')} onPick={on => pick(phones, on)} testId="pick-page" />,
      width: 40,
      cell: ({ phone }) => (
        <Pick
          on={chosen.has(phone)}
          label={t('pick.one', { phone })}
          onPick={on => pick([phone], on)}
          testId="pick"
        />
      ),
    },
    { key: 'phone', title: t('column.phone'), cell: row => <Phone row={row} /> },
    { key: 'tags', title: t('column.tags'), cell: row => <Tags row={row} /> },
    ...list.columns.map((name, index) => ({
      key: `value ${index}`,
      title: name.trim() === '' ? t('column.nameless', { place: index + 2 }) : name,
      cell: ({ values }: ListContact) => (
        <div className={styles['value']} title={values[index]}>
          {values[index]}
        </div>
      ),
    })),
    {
      key: 'forget',
      title: t('forget.action'),
      titleHidden: true,
      width: 150,
      align: 'end',
      cell: person => (
        <span className={styles['rowActions']}>
          <TextButton look="link" onPress={() => onWrite(person)} testId="edit-person">
            {t('person.change')}
          </TextButton>
          <TextButton look="away" onPress={() => onForget(person.phone)} testId="forget">
            {t('forget.action')}
          </TextButton>
        </span>
      ),
    },
  ]
  return (
    <DataTable
      columns={columns}
      rows={people.rows}
      rowKey={row => row.phone}
      hooks={{ 'data-testid': 'people', 'data-total': people.total }}
      rowHooks={row => ({ 'data-testid': 'person', 'data-phone': row.phone })}
      size="dense"
      layout="auto"
      chosen={chosen}
      empty={<NoRows testId="people-none">{t(list.contacts === 0 ? 'nobody' : 'nobodyFound')}</NoRows>}
      pages={people}
    />
  )
}

const Pick = ({
  on,
  label,
  onPick,
  testId,
}: {
  readonly on: boolean
  readonly label: string
  readonly onPick: (on: boolean) => void
  readonly testId: string
}) => (
  <input
    type="checkbox"
    className={styles['pick']}
    checked={on}
    onChange={event => onPick(event.target.checked)}
    aria-label={label}
    data-testid={testId}
  />
)

const Phone = ({ row }: { readonly row: ListContact }) => {
  const { t } = useTranslation('contactLists')
  return (
    <>
      {row.phone}
      {row.optedOut && (
        <span className={styles['optedOut']} data-testid="opted-out">
          {t('optedOut')}
        </span>
      )}
    </>
  )
}

const Tags = ({ row }: { readonly row: ListContact }) => (
  <div className={styles['tags']}>
    {row.tags.map(tag => (
      <span key={tag} className={styles['tag']} data-testid="person-tag">
        {tag}
      </span>
    ))}
  </div>
)
