import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ExportFormat, exportFormats, workbookRowLimit } from '../../../shared/domain/export.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import type { ImportClient } from '../../workers/import/import-client.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import { WrittenFile } from '../export/written-file.tsx'
import styles from './dialogs.module.css'
import { rowsTaken, type TakenAway, type TakenRows, takeAway } from './take-away.ts'
import type { ContactColumn } from './usable-contacts.ts'
import { useVerdict } from './use-verdict.ts'

const selections: readonly TakenRows[] = ['cleaned', 'rejects']

/** Takes the list away as a file: which rows, and in what form. */
export const ExportDialog = ({
  open,
  client,
  summary,
  columns,
  onClose,
}: {
  readonly open: boolean
  readonly client: ImportClient
  readonly summary: ImportSummary
  readonly columns: readonly ContactColumn[]
  readonly onClose: () => void
}) => {
  const { t } = useTranslation(['import', 'common'])
  const format = useFormat()
  const verdict = useVerdict(summary.choices.several === 'each')
  const [selection, setSelection] = useState<TakenRows>('cleaned')
  const [form, setForm] = useState<ExportFormat>('xlsx')
  const [done, setDone] = useState<TakenAway | null>(null)
  const [progress, setProgress] = useState(0)
  const cancelled = useRef(false)
  const rows = rowsTaken(summary, selection)
  const isTooLong = rows > workbookRowLimit
  const chosenForm = isTooLong && form === 'xlsx' ? 'csv' : form

  const save = useAction(async () => {
    cancelled.current = false
    setDone(null)
    setProgress(0)
    const taken = await takeAway({
      client,
      summary,
      selection,
      format: chosenForm,
      columns: columns.map(column => column.name),
      texts: {
        name: t(`export.fileName.${selection}`, {
          name: summary.fileName.replace(/\.[^.]+$/, '').slice(0, 60),
        }),
        row: t('table.row'),
        status: t('table.status'),
        why: t('table.reason'),
        phone: t('export.phone'),
        statusOf: row => t(`status.${row.status}`),
        whyOf: verdict,
      },
      files: {
        begin: async plan => (await call(bridge.exports.begin(plan))).exportId,
        rows: (exportId, batch) => call(bridge.exports.rows({ exportId, rows: batch })),
        finish: exportId => call(bridge.exports.finish({ exportId })),
        abandon: exportId => call(bridge.exports.abandon({ exportId })),
      },
      onProgress: setProgress,
      isCancelled: () => cancelled.current,
    })
    setDone(taken)
  })
  const close = (): void => {
    cancelled.current = true
    setDone(null)
    save.clearError()
    onClose()
  }

  return (
    <ConfirmDialog
      wide
      open={open}
      title={t('export.title')}
      onClose={close}
      testId="export-dialog"
      confirm={t('export.save')}
      confirmTestId="export-save"
      onConfirm={save.run}
      cancel={t(done === null ? 'common:cancel' : 'common:close')}
      disabled={rows === 0}
      busy={save.running}
    >
      <fieldset className={styles['choices']} disabled={save.running}>
        <legend className={styles['legend']}>{t('export.which')}</legend>
        {selections.map(name => (
          <label key={name} className={styles['choice']}>
            <input
              type="radio"
              name="export-rows"
              checked={selection === name}
              onChange={() => {
                setSelection(name)
                setDone(null)
              }}
              data-testid={`export-${name}`}
            />
            <span>{t(`export.rows.${name}`)}</span>
            <span className={styles['amount']}>
              {t('common:rows', { n: format.n(rowsTaken(summary, name)) })}
            </span>
            <span className={styles['hint']}>{t(`export.rowsHint.${name}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className={styles['choices']} disabled={save.running}>
        <legend className={styles['legend']}>{t('export.form')}</legend>
        {exportFormats.map(name => (
          <label key={name} className={styles['choice']}>
            <input
              type="radio"
              name="export-form"
              checked={chosenForm === name}
              disabled={isTooLong && name === 'xlsx'}
              onChange={() => {
                setForm(name)
                setDone(null)
              }}
              data-testid={`export-${name}`}
            />
            <span>{t(`export.forms.${name}`)}</span>
            <span />
            <span className={styles['hint']}>
              {t(isTooLong && name === 'xlsx' ? 'export.tooLong' : `export.formsHint.${name}`)}
            </span>
          </label>
        ))}
      </fieldset>
      {save.running && rows > 20_000 && (
        <progress className={styles['bar']} max={rows} value={progress} aria-label={t('export.save')} />
      )}
      {save.error !== null && <ErrorNotice error={save.error} testId="export-failure" />}
      {done !== null && (
        <Notice tone="good" title={t('export.done', { rows: format.n(done.rows) })} testId="export-done">
          <span className={`selectable ${styles['path']}`} data-testid="exported-path" data-path={done.path}>
            {done.path}
          </span>
          <WrittenFile key={done.fileId} fileId={done.fileId} />
          {done.cut > 0 && <div>{t('export.cut', { n: format.n(done.cut) })}</div>}
        </Notice>
      )}
    </ConfirmDialog>
  )
}
