import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/icon.tsx'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import styles from './import-toolbar.module.css'
import { columnsInView } from './imported-contacts.ts'
import { SheetSelect } from './sheet-choice.tsx'
import { type ContactColumn, titleIn } from './usable-contacts.ts'

/** In one line how the list was read, and what can be done with its rows. */
export const ImportToolbar = ({
  summary,
  columns,
  isRemembered,
  open,
  onToggle,
  onSheet,
  onUndo,
  onRedo,
  onFind,
}: {
  readonly summary: ImportSummary
  readonly columns: readonly ContactColumn[]
  readonly isRemembered: boolean
  /** Whether the panel below is open. */
  readonly open: boolean
  readonly onToggle: () => void
  readonly onSheet: (sheet: number) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly onFind: () => void
}) => {
  const { t } = useTranslation('import')
  return (
    <div className={styles['bar']}>
      {summary.files.length === 1 && (
        <SheetSelect summary={summary} className={styles['sheet'] ?? ''} onSheet={onSheet} />
      )}
      <button
        type="button"
        className={styles['how']}
        aria-expanded={open}
        onClick={onToggle}
        data-testid="reading-toggle"
      >
        <Icon name="settings" size={16} />
        <span className={styles['facts']}>
          <Facts summary={summary} columns={columns} />
          {isRemembered && <span className={styles['remembered']}>{t('how.remembered')}</span>}
        </span>
        <span className={styles['change']}>{t(open ? 'how.close' : 'how.change')}</span>
      </button>
      <span className={styles['tools']}>
        <Button
          size="small"
          type="text"
          disabled={summary.undoable === 0}
          onClick={onUndo}
          title={t('tool.undoKey')}
          data-testid="undo"
        >
          {t('tool.undo')}
        </Button>
        <Button
          size="small"
          type="text"
          disabled={summary.redoable === 0}
          onClick={onRedo}
          title={t('tool.redoKey')}
          data-testid="redo"
        >
          {t('tool.redo')}
        </Button>
        <Button size="small" type="text" onClick={onFind} title={t('tool.findKey')} data-testid="find">
          {t('tool.find')}
        </Button>
      </span>
    </div>
  )
}

const Facts = ({
  summary,
  columns,
}: {
  readonly summary: ImportSummary
  readonly columns: readonly ContactColumn[]
}) => {
  const { t } = useTranslation('import')
  const nameOf = (column: number): string => titleIn(columns, column)
  const columnsShown = columnsInView(columns, summary)
  const phones = summary.phoneColumns.map(nameOf).join(t('how.then'))
  const facts = [
    t('how.phone', { columns: phones }),
    ...(summary.nameColumn >= 0 ? [t('how.name', { column: nameOf(summary.nameColumn) })] : []),
    ...(summary.headerRow < 0 ? [t('option.noHeader')] : []),
    ...(columns.length > columnsShown.length
      ? [t('how.columns', { n: columns.length, shown: columnsShown.length })]
      : []),
    ...(summary.origin.kind === 'text' ? [t(`encoding.${summary.origin.encoding}`)] : []),
  ]
  const all = facts.join('　')
  return (
    <span data-testid="reading-facts" title={all}>
      {all}
    </span>
  )
}
