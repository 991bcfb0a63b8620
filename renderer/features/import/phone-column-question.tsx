import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import styles from './phone-column-question.module.css'
import { type ContactColumn, titleIn } from './usable-contacts.ts'

/** Where only the owner can tell which column holds the customers' phones: the columns with what stands in them, one click each. */
export const PhoneColumnQuestion = ({
  summary,
  columns,
  onChoose,
  onOpenPanel,
}: {
  readonly summary: ImportSummary
  readonly columns: readonly ContactColumn[]
  readonly onChoose: (column: number) => void
  /** Opens the panel in which any column can be chosen. */
  readonly onOpenPanel: () => void
}) => {
  const { t } = useTranslation('import')
  const { inDoubt, samples } = summary
  const [only] = inDoubt
  if (only === undefined) return null
  const title =
    inDoubt.length === 1 ? t('question.isIt', { column: titleIn(columns, only) }) : t('question.which')
  return (
    <Notice
      tone="warn"
      title={title}
      actions={
        <Button type="text" onClick={onOpenPanel} data-testid="phone-question-other">
          {t('question.other')}
        </Button>
      }
      testId="phone-question"
    >
      <div className={styles['choices']}>
        {inDoubt.map(column => (
          <Button
            key={column}
            className={styles['choice'] ?? ''}
            onClick={() => onChoose(column)}
            data-testid="phone-question-choice"
            data-column={column}
          >
            <span className={styles['name']} title={titleIn(columns, column)}>
              {titleIn(columns, column)}
            </span>
            <span className={styles['samples']} title={(samples[column] ?? []).join(t('separator'))}>
              {(samples[column] ?? []).join(t('separator'))}
            </span>
          </Button>
        ))}
      </div>
    </Notice>
  )
}
