import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Field, FieldRow } from '../../components/field.tsx'
import { useFormat } from '../../lib/format.ts'
import type { ImportClient } from '../../workers/import/import-client.ts'
import styles from './dialogs.module.css'
import type { ContactColumn } from './usable-contacts.ts'

/** Finds a text in the cells of one column and replaces it everywhere there; one step of undo. */
export const FindDialog = ({
  open,
  client,
  columns,
  first,
  onReplace,
  onClose,
}: {
  readonly open: boolean
  readonly client: ImportClient
  readonly columns: readonly ContactColumn[]
  /** The column that is chosen when the dialog opens. */
  readonly first: number
  readonly onReplace: (column: number, find: string, replacement: string) => Promise<number>
  readonly onClose: () => void
}) => {
  const { t } = useTranslation(['import', 'common'])
  const format = useFormat()
  const [column, setColumn] = useState(first)
  const [find, setFind] = useState('')
  const [replacement, setReplacement] = useState('')
  const [done, setDone] = useState<number | null>(null)
  const matches = useMatches(client, column, open ? find : '', done)
  useEffect(() => {
    if (!open) return
    setColumn(first)
    setDone(null)
  }, [open, first])

  const replace = (): void => {
    if (matches === null || matches === 0) return
    void onReplace(column, find, replacement).then(setDone)
  }
  return (
    <ConfirmDialog
      open={open}
      title={t('find.title')}
      onClose={onClose}
      testId="find-dialog"
      confirm={t('find.replace')}
      confirmTestId="replace-all"
      onConfirm={replace}
      cancel={t('common:close')}
      disabled={matches === null || matches === 0}
    >
      <Field id="find-column" label={t('find.column')}>
        <select
          id="find-column"
          className={styles['select']}
          value={column}
          onChange={event => {
            setColumn(Number(event.target.value))
            setDone(null)
          }}
          data-testid="find-column"
        >
          {columns.map(({ index, name }) => (
            <option key={index} value={index}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <FieldRow>
        <Field id="find-text" label={t('find.find')}>
          <Input
            id="find-text"
            value={find}
            autoFocus
            onChange={event => {
              setFind(event.target.value)
              setDone(null)
            }}
            onPressEnter={replace}
            data-testid="find-text"
          />
        </Field>
        <Field id="find-replacement" label={t('find.with')}>
          <Input
            id="find-replacement"
            value={replacement}
            placeholder={t('find.nothing')}
            onChange={event => setReplacement(event.target.value)}
            onPressEnter={replace}
            data-testid="find-replacement"
          />
        </Field>
      </FieldRow>
      <p className={styles['note']} aria-live="polite" data-testid="find-matches">
        {done !== null
          ? t('find.done', { n: format.n(done) })
          : find === '' || matches === null
            ? t('find.hint')
            : t('find.matches', { n: format.n(matches) })}
      </p>
    </ConfirmDialog>
  )
}

/** How many cells hold the text; null while that is being counted. */
const useMatches = (client: ImportClient, column: number, find: string, again: unknown): number | null => {
  const [matches, setMatches] = useState<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was replaced is to be counted again
  useEffect(() => {
    let isWanted = true
    setMatches(null)
    if (find !== '')
      client.countMatches(column, find).then(
        count => {
          if (isWanted) setMatches(count)
        },
        () => undefined,
      )
    return () => {
      isWanted = false
    }
  }, [client, column, find, again])
  return matches
}
