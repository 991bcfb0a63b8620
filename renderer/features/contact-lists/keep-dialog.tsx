import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ContactList, type ListMerged, tagsOfCell } from '../../../shared/domain/contact-list.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { beginLoading } from '../../lib/loading.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'
import { type KeepTarget, keepContacts, keptColumns, listNameOf } from './keep-contacts.ts'
import styles from './keep-dialog.module.css'

/** What was saved where. */
export type Kept = ListMerged & { readonly name: string }

type KeepProps = {
  readonly contacts: UsableContacts
  /** What was odd about the reading of the file. */
  readonly warnings?: readonly string[]
  /** The list that is offered first; null for a new one. */
  readonly into?: number | null
  readonly onClose: () => void
  readonly onKept: (kept: Kept) => void
}

/** Where an import is kept: in a new list, or merged into one that is there. Mounted for as long as it is open. */
export const KeepDialog = ({ contacts, warnings = [], into = null, onClose, onKept }: KeepProps) => {
  const { t } = useTranslation(['contactLists', 'common'])
  const format = useFormat()
  const [chosen, setChosen] = useState<number | null>(into)
  const [name, setName] = useState(listNameOf(contacts.fileName))
  const [tags, setTags] = useState('')
  const [done, setDone] = useState(0)
  const [lists] = useLoaded(() => call(bridge.contactLists.list()), [])
  const known = lists.state === 'loaded' ? lists.value : []
  const namesake = known.find(list => list.name === name.trim())
  const { usable, rows } = contacts.counts
  const { columns, tagColumn } = keptColumns(contacts)

  const keep = useAction(async () => {
    const target: KeepTarget = chosen === null ? { name: name.trim() } : { listId: chosen }
    const loaded = beginLoading()
    try {
      const merged = await keepContacts(bridge.contactLists, contacts, target, tagsOfCell(tags), setDone)
      onKept({ ...merged, name: known.find(({ id }) => id === chosen)?.name ?? name.trim() })
    } finally {
      loaded()
    }
  })

  const isReady = usable > 0 && (chosen !== null || (name.trim() !== '' && namesake === undefined))
  return (
    <ConfirmDialog
      open
      wide
      title={t('keep.title', { n: format.n(usable) })}
      onClose={onClose}
      testId="keep-dialog"
      confirm={
        keep.running && done > 0
          ? t('keep.progress', { done: format.n(done), total: format.n(usable) })
          : t(chosen === null ? 'keep.asNew' : 'keep.merge')
      }
      confirmTestId="keep-confirm"
      onConfirm={keep.run}
      disabled={!isReady}
      busy={keep.running}
      byEnter
    >
      {lists.state === 'failed' && <ErrorNotice error={lists.error} />}
      {keep.error !== null && <ErrorNotice error={keep.error} testId="keep-error" />}
      {warnings.map(warning => (
        <div key={warning} className={styles['warning']}>
          <Notice tone="warn" testId="keep-warning">
            {warning}
          </Notice>
        </div>
      ))}
      {usable === 0 ? (
        <Notice tone="warn" title={t('keep.nobody')} testId="keep-nobody">
          {t('keep.nobodyDo')}
        </Notice>
      ) : (
        <p>
          {rows > usable
            ? t('keep.others', { name: contacts.fileName, n: format.n(rows - usable) })
            : t('keep.all', { name: contacts.fileName })}
        </p>
      )}
      {/* When the lists are known: the focus must not go to a choice that is not the one offered. */}
      {lists.state === 'loaded' && (
        <ul className={styles['targets']}>
          {offeredFirst(known, into).map(list =>
            list === null ? (
              <li key="new" className={styles['target']} data-on={chosen === null}>
                <label className={styles['choice']}>
                  <input
                    type="radio"
                    name="keep-target"
                    checked={chosen === null}
                    onChange={() => setChosen(null)}
                    data-testid="keep-new"
                  />
                  {t('keep.new')}
                </label>
                {chosen === null && (
                  <div className={styles['name']}>
                    <Input
                      value={name}
                      maxLength={80}
                      autoFocus
                      placeholder={t('keep.namePlaceholder')}
                      aria-label={t('keep.name')}
                      status={namesake === undefined ? '' : 'error'}
                      onChange={event => setName(event.target.value)}
                      data-testid="keep-name"
                    />
                    {namesake !== undefined && (
                      <p className={styles['problem']} role="alert" data-testid="keep-taken">
                        {t('keep.taken')}
                      </p>
                    )}
                  </div>
                )}
              </li>
            ) : (
              <TargetItem
                key={list.id}
                list={list}
                on={chosen === list.id}
                onChoose={() => setChosen(list.id)}
              />
            ),
          )}
        </ul>
      )}
      {chosen !== null && <p className={styles['note']}>{t('keep.mergeNote')}</p>}
      <Field
        id="keep-tags"
        label={t('keep.tags')}
        hint={
          tagColumn === -1
            ? t('keep.tagsHint')
            : t('keep.tagColumn', { name: columnName(contacts, tagColumn) })
        }
      >
        <Input
          id="keep-tags"
          value={tags}
          maxLength={200}
          placeholder={t('keep.tagsPlaceholder')}
          onChange={event => setTags(event.target.value)}
          data-testid="keep-tags"
        />
      </Field>
      {columns.length > 0 && (
        <p className={styles['note']}>
          {t('keep.columns', { names: columns.map(column => column.name).join(t('separator')) })}
        </p>
      )}
    </ConfirmDialog>
  )
}

/** The list that is offered stands first, then a new one (null), then the others. */
const offeredFirst = (
  lists: readonly ContactList[],
  into: number | null,
): readonly (ContactList | null)[] => [
  ...lists.filter(({ id }) => id === into),
  null,
  ...lists.filter(({ id }) => id !== into),
]

const columnName = ({ columns }: UsableContacts, index: number): string =>
  columns.find(column => column.index === index)?.name ?? ''

const TargetItem = ({
  list,
  on,
  onChoose,
}: {
  readonly list: ContactList
  readonly on: boolean
  readonly onChoose: () => void
}) => {
  const { t } = useTranslation(['contactLists', 'common'])
  const format = useFormat()
  return (
    <li className={styles['target']} data-on={on}>
      <label className={styles['choice']}>
        <input
          type="radio"
          name="keep-target"
          checked={on}
          onChange={onChoose}
          data-testid={`keep-into-${list.id}`}
        />
        <span className={styles['into']}>{t('keep.into', { name: list.name })}</span>
        <span className={styles['amount']}>{t('common:people', { n: format.n(list.contacts) })}</span>
      </label>
    </li>
  )
}
