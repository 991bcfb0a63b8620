import { useTranslation } from 'react-i18next'
import { rowMarks } from '../../../shared/contacts/row-status.ts'
import { phoneBlocks } from '../../../shared/sms/phone.ts'
import { useFormat } from '../../lib/format.ts'
import type { ListSummary, RowFilter } from '../../workers/contacts/contact-list.ts'
import styles from './filter-chips.module.css'

/** Within the bad rows their reasons, within the usable ones what deserves a look; a press shows those rows alone. */
export const FilterChips = ({
  summary,
  filter,
  onFilter,
}: {
  readonly summary: ListSummary
  readonly filter: RowFilter
  readonly onFilter: (filter: RowFilter) => void
}) => {
  const { t } = useTranslation('contacts')
  const reasons = filter.status === 'bad' ? phoneBlocks.filter(reason => summary.reasons[reason] > 0) : []
  const marks = filter.status === 'usable' ? rowMarks.filter(mark => summary.marks[mark] > 0) : []
  if (reasons.length + marks.length === 0) return null
  return (
    <fieldset className={styles['chips']} aria-label={t('filter')}>
      {reasons.map(reason => (
        <Chip
          key={reason}
          label={t(`short.${reason}`)}
          count={summary.reasons[reason]}
          on={filter.reason === reason}
          onPress={() => onFilter({ status: 'bad', ...(filter.reason === reason ? {} : { reason }) })}
          testId={`reason-${reason}`}
        />
      ))}
      {marks.map(mark => (
        <Chip
          key={mark}
          label={t(`short.${mark}`)}
          count={summary.marks[mark]}
          on={filter.mark === mark}
          onPress={() => onFilter({ status: 'usable', ...(filter.mark === mark ? {} : { mark }) })}
          testId={`mark-${mark}`}
        />
      ))}
    </fieldset>
  )
}

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
