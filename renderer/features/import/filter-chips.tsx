import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ImportChoices, keepChoices, severalChoices } from '../../../shared/import/import-choices.ts'
import { type RowMark, rowMarks } from '../../../shared/import/row-status.ts'
import { phoneBlocks } from '../../../shared/sms/phone.ts'
import { useFormat } from '../../lib/format.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import type { JoinedFile } from '../../workers/import/joined-store.ts'
import type { RowFilter } from '../../workers/import/row-filter.ts'
import styles from './filter-chips.module.css'

/**
 * What can be looked at, and decided, within the rows in view: reasons of bad rows, classes of warnings with a switch to
 * leave them out, which of several equal rows is kept, what becomes of several phones in a cell.
 */
export const FilterChips = ({
  summary,
  filter,
  onFilter,
  onChoices,
}: {
  readonly summary: ImportSummary
  readonly filter: RowFilter
  readonly onFilter: (filter: RowFilter) => void
  readonly onChoices: (choices: ImportChoices) => void
}) => {
  const { t } = useTranslation('import')
  const { choices, marks, leftOutMarks, reasons } = summary
  const { status } = filter
  const files = summary.files.length > 1 ? summary.files : []
  const badReasons = status === 'bad' ? phoneBlocks.filter(reason => reasons[reason] > 0) : []
  const fileChips = files.length > 0 && (
    <FileChips files={files} chosen={filter.file} onChoose={file => onFilter({ ...filter, file })} />
  )
  if (status === undefined)
    return (
      <>
        {fileChips}
        <LookButton summary={summary} onPress={() => onFilter({ status: 'usable' })} />
      </>
    )
  const counts = status === 'leftOut' ? leftOutMarks : status === 'usable' ? marks : null
  const classes = counts === null ? [] : rowMarks.filter(mark => mark !== 'several' && counts[mark] > 0)
  const hasSeveral = status === 'usable' && marks.several > 0
  const hasDuplicates = status === 'duplicate' && summary.statuses.duplicate + summary.splits.duplicate > 0
  if (badReasons.length + classes.length === 0 && !hasSeveral && !hasDuplicates) return fileChips || null

  const toggle = (mark: RowMark): void =>
    onChoices({
      ...choices,
      leftOut: isLeftOut(mark, choices)
        ? choices.leftOut.filter(other => other !== mark)
        : [...choices.leftOut, ...(mark === 'several' ? [] : [mark])],
    })
  const look = (mark: RowMark): void => onFilter({ status, ...(filter.mark === mark ? {} : { mark }) })

  return (
    <div className={styles['bar']}>
      {fileChips}
      {badReasons.length > 0 && (
        <fieldset className={styles['chips']} aria-label={t('filter')}>
          {badReasons.map(reason => (
            <Chip
              key={reason}
              label={t(`short.${reason}`)}
              count={reasons[reason]}
              on={filter.reason === reason}
              onPress={() => onFilter({ status: 'bad', ...(filter.reason === reason ? {} : { reason }) })}
              testId={`reason-${reason}`}
            />
          ))}
        </fieldset>
      )}
      {classes.length > 0 && (
        <fieldset className={styles['chips']} aria-label={t('look')}>
          {classes.map(mark => (
            <span key={mark} className={styles['pair']} data-out={isLeftOut(mark, choices)}>
              <Chip
                label={t(`short.${mark}`)}
                count={isLeftOut(mark, choices) ? leftOutMarks[mark] : marks[mark]}
                on={filter.mark === mark}
                onPress={() => look(mark)}
                testId={`mark-${mark}`}
              />
              <button
                type="button"
                className={styles['toggle']}
                onClick={() => toggle(mark)}
                aria-label={t(isLeftOut(mark, choices) ? 'takeInAll' : 'leaveOutAll', {
                  mark: t(`short.${mark}`),
                })}
                data-testid={`leave-out-${mark}`}
              >
                {t(isLeftOut(mark, choices) ? 'takeIn' : 'leaveOut')}
              </button>
            </span>
          ))}
        </fieldset>
      )}
      {hasSeveral && (
        <span className={styles['choice']}>
          <Chip
            label={t('short.several')}
            count={marks.several}
            on={filter.mark === 'several'}
            onPress={() => look('several')}
            testId="mark-several"
          />
          <Segmented
            size="small"
            value={choices.several}
            options={severalChoices.map(name => ({
              value: name,
              label: <span data-testid={`several-${name}`}>{t(`several.${name}`)}</span>,
            }))}
            onChange={several => onChoices({ ...choices, several })}
            aria-label={t('several.label')}
          />
        </span>
      )}
      {hasDuplicates && (
        <span className={styles['choice']}>
          <span className={styles['label']}>{t('keep.label')}</span>
          <Segmented
            size="small"
            value={choices.keep}
            options={keepChoices.map(name => ({
              value: name,
              label: <span data-testid={`keep-${name}`}>{t(`keep.${name}`)}</span>,
            }))}
            onChange={keep => onChoices({ ...choices, keep })}
            aria-label={t('keep.label')}
          />
        </span>
      )}
    </div>
  )
}

/** In the view of everything: how much there is to look at, and the way there. */
const LookButton = ({
  summary,
  onPress,
}: {
  readonly summary: ImportSummary
  readonly onPress: () => void
}) => {
  const { t } = useTranslation('import')
  const format = useFormat()
  // Marks of the text have a notice of their own.
  const rows = rowMarks
    .filter(mark => mark !== 'unreadable' && mark !== 'mixed-encoding')
    .reduce((sum, mark) => sum + summary.marks[mark], 0)
  if (rows === 0) return null
  return (
    <button type="button" className={styles['lookAt']} onClick={onPress} data-testid="look-at-marks">
      {t('lookAt', { n: format.n(rows) })}
    </button>
  )
}

/** Of a list made of several files, the rows of one. */
const FileChips = ({
  files,
  chosen,
  onChoose,
}: {
  readonly files: readonly JoinedFile[]
  readonly chosen: number | undefined
  readonly onChoose: (file: number | undefined) => void
}) => {
  const { t } = useTranslation('import')
  // Two files may have one name.
  const numbered = files.map((file, place) => ({ ...file, place }))
  return (
    <fieldset className={styles['chips']} aria-label={t('join.file')}>
      {numbered.map(({ name, rows, place }) => (
        <Chip
          key={place}
          label={name}
          count={rows}
          on={chosen === place}
          onPress={() => onChoose(chosen === place ? undefined : place)}
          testId={`file-${place}`}
        />
      ))}
    </fieldset>
  )
}

const isLeftOut = (mark: RowMark, { leftOut }: ImportChoices): boolean => leftOut.some(name => name === mark)

const Chip = ({
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
    <button type="button" className={styles['chip']} aria-pressed={on} onClick={onPress} data-testid={testId}>
      {label}
      <span className={styles['count']}>{format.n(count)}</span>
    </button>
  )
}
