import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Library, LibraryEntry } from '../../../shared/domain/library.ts'
import { Dialog } from '../../components/dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { EntryForm, type EntryKind } from './entry-form.tsx'
import { EntryRow } from './entry-row.tsx'
import styles from './library-dialog.module.css'
import { useLibrary } from './use-library.ts'
import { filledWith, foundEntries, type Message } from './used-content.ts'

/** An entry that is being changed, or a kind of which a new one is being written. */
type Writing = { readonly entry: LibraryEntry } | { readonly kind: EntryKind }

/** The signatures and templates of the shop, used last first: one click fills one in. */
export const LibraryDialog = ({
  message,
  onFill,
  onClose,
}: {
  readonly message: Message
  readonly onFill: (message: Message) => void
  readonly onClose: () => void
}) => {
  const { t } = useTranslation(['library', 'common'])
  const { library, save, remove, removed, putBack, error } = useLibrary()
  const [writing, setWriting] = useState<Writing | null>(null)
  const [query, setQuery] = useState('')
  const entries = library?.entries ?? []
  const shown = foundEntries(entries, query)

  if (writing !== null) {
    const kind = 'entry' in writing ? writing.entry.kind : writing.kind
    return (
      <EntryForm
        kind={kind}
        entry={'entry' in writing ? writing.entry : null}
        entries={entries}
        onClose={() => setWriting(null)}
        onSave={(entry, was) => {
          save(entry, was)
          setWriting(null)
        }}
      />
    )
  }
  return (
    <Dialog
      open
      wide
      title={t('title')}
      onClose={onClose}
      testId="library-dialog"
      actions={
        <>
          <Button size="large" onClick={() => setWriting({ kind: 'signature' })} data-testid="add-signature">
            {t('add.signature')}
          </Button>
          <Button size="large" onClick={() => setWriting({ kind: 'template' })} data-testid="add-template">
            {t('add.template')}
          </Button>
          <span className={styles['gap']} />
          <Button size="large" onClick={onClose}>
            {t('common:close')}
          </Button>
        </>
      }
    >
      {error !== null && <ErrorNotice error={error} testId="library-error" />}
      {library !== null && <FileNotice library={library} />}
      {removed !== null && (
        <Notice
          tone="plain"
          testId="library-removed"
          actions={
            <Button onClick={putBack} data-testid="library-put-back">
              {t('undo')}
            </Button>
          }
        >
          {t('removed', { code: removed.code })}
        </Notice>
      )}
      {entries.length > 0 && (
        <Input
          className={styles['search'] ?? ''}
          value={query}
          allowClear
          autoFocus
          placeholder={t('search')}
          aria-label={t('search')}
          onChange={event => setQuery(event.target.value)}
          data-testid="library-search"
        />
      )}
      {library !== null && entries.length === 0 && (
        <EmptyState icon="history" title={t('empty.title')} testId="library-empty">
          {t('empty.text')}
        </EmptyState>
      )}
      {entries.length > 0 && shown.length === 0 && <p data-testid="library-none">{t('none')}</p>}
      <ul className={styles['list']}>
        {shown.map(entry => (
          <EntryRow
            key={`${entry.kind} ${entry.code}`}
            entry={entry}
            entries={entries}
            onUse={() => onFill(filledWith(message, entry, entries))}
            onEdit={() => setWriting({ entry })}
            onRemove={() => remove(entry)}
          />
        ))}
      </ul>
    </Dialog>
  )
}

/** What the library's file held that was not taken. */
const FileNotice = ({ library }: { readonly library: Library }) => {
  const { t } = useTranslation('library')
  const { unreadable, putAside } = library
  if (unreadable === 0 && putAside.length === 0) return null
  return (
    <Notice tone="warn" testId="library-problem">
      {putAside.map(name => (
        <p key={name}>{t('putAside', { name })}</p>
      ))}
      {unreadable > 0 && <p>{t('unreadable', { n: unreadable })}</p>}
    </Notice>
  )
}
