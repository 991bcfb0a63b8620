import { useTranslation } from 'react-i18next'
import { type RowStatus, rowStatuses } from '../../../shared/import/row-status.ts'
import { useFormat } from '../../lib/format.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import styles from './status-tiles.module.css'

/** Always there, so that a list without faults says so too. */
const always: readonly RowStatus[] = ['usable', 'duplicate', 'bad', 'empty']
const whereAny: readonly RowStatus[] = ['optedOut', 'leftOut']

/** What the rows come to, in numbers; a tile shows its rows. */
export const StatusTiles = ({
  summary,
  chosen,
  onChoose,
}: {
  readonly summary: ImportSummary
  readonly chosen: RowStatus | null
  readonly onChoose: (status: RowStatus | null) => void
}) => {
  const { t } = useTranslation('import')
  const format = useFormat()
  const countOf = (status: RowStatus): number => summary.statuses[status] + summary.splits[status]
  const shown = [...always, ...whereAny.filter(status => countOf(status) > 0)]
  const all = rowStatuses.reduce((sum, status) => sum + countOf(status), 0)
  return (
    <fieldset className={styles['tiles']} aria-label={t('filter')}>
      <Tile
        label={t('all')}
        value={format.n(all)}
        kind="all"
        on={chosen === null}
        onPress={() => onChoose(null)}
      />
      {shown.map(status => (
        <Tile
          key={status}
          label={t(`status.${status}`)}
          value={format.n(countOf(status))}
          kind={status}
          on={chosen === status}
          onPress={() => onChoose(status)}
        />
      ))}
    </fieldset>
  )
}

const Tile = ({
  label,
  value,
  kind,
  on,
  onPress,
}: {
  readonly label: string
  readonly value: string
  readonly kind: RowStatus | 'all'
  readonly on: boolean
  readonly onPress: () => void
}) => (
  <button
    type="button"
    className={styles['tile']}
    aria-pressed={on}
    data-kind={kind}
    data-testid={`tile-${kind}`}
    onClick={onPress}
  >
    <span className={styles['label']}>{label}</span>
    <span className={styles['value']} data-testid={`count-${kind}`}>
      {value}
    </span>
  </button>
)
